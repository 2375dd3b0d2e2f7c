import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type FigureDesk, openFigureDesk } from '../../../test/support/figure-desk.ts'
import { detectors } from '../../modules/indicators/anomalies/detectors.ts'

const PAGE = '/lam-viec/so-lieu/dau-hieu'

let desk: FigureDesk
let ask: FigureDesk['ask']
let refused = ''

before(async () => {
  desk = await openFigureDesk(async (province, clerk) => {
    const words = 'Thiếu giấy tờ'
    const { dossierId, citizen } = await province.submit({ procedureCode: '1.004873' })
    refused = dossierId
    await province.act(dossierId, 'refuse_intake', clerk, { reason: words, legalBasis: words })
    await province.submit({ procedureCode: '1.004873', citizen })
    return citizen.actor
  })
  ask = desk.ask
})
after(() => desk?.close())

test('signs are for those who lead; to others there is no such page', async () => {
  for (const page of [PAGE, `${PAGE}/refused-then-new`]) {
    assert.equal((await ask('anonymous', page)).statusCode, 303)
    for (const name of ['citizen', 'handler'] as const)
      assert.equal((await ask(name, page)).statusCode, 404, `${name} ${page}`)
    for (const name of ['head', 'elsewhere', 'chairman'] as const)
      assert.equal((await ask(name, page)).statusCode, 200, name)
  }
})

test('each says what it looks for, and opens to its dossiers, those of one’s own agencies only', async () => {
  for (const name of ['head', 'chairman'] as const) {
    const page = await ask(name, `${PAGE}/refused-then-new`)
    assert.ok(page.body.includes(`/lam-viec/ho-so/${refused}`), name)
  }
  assert.ok(!(await ask('elsewhere', `${PAGE}/refused-then-new`)).body.includes(refused))
  const list = await ask('chairman', `${PAGE}?lang=en`)
  for (const { key } of detectors) {
    const path = `${PAGE}/${key.replaceAll('_', '-')}`
    assert.ok(list.body.includes(path), key)
    for (const lang of ['vi', 'en']) {
      const page = await ask('chairman', `${path}?lang=${lang}`)
      assert.equal(page.statusCode, 200, key)
      assert.doesNotMatch(page.body, />anomalies\.[a-z_.]+<|\{[a-z]+\}/, key)
    }
  }
})

test('what is no sign, no period and no page is not found or begins anew', async () => {
  for (const word of ['khong-co', 'refused_then_new', 'refused-then-new?ky=x']) {
    assert.equal((await ask('chairman', `${PAGE}/${word}`)).statusCode, 404, word)
  }
  assert.ok((await ask('chairman', `${PAGE}/refused-then-new?tu=x`)).body.includes(refused))
  assert.ok(!(await ask('chairman', `${PAGE}/refused-then-new?tu=1.0`)).body.includes(refused))
})
