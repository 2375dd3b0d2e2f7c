import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type FigureDesk, openFigureDesk } from '../../../test/support/figure-desk.ts'
import type { TestProvince } from '../../../test/support/province.ts'
import { importSchemes } from '../../modules/indicators/index.ts'

let desk: FigureDesk
let ask: FigureDesk['ask']
let province: TestProvince

const LIST = '/lam-viec/so-lieu/chi-so'
const OWN = `${LIST}/cua-toi`
const SCORE = `${LIST}/qd-766`

before(async () => {
  desk = await openFigureDesk(async (played, clerk) => {
    await importSchemes(played.context.db, join(import.meta.dirname, '../../../data'))
    const { dossierId } = await played.submit({ procedureCode: '1.004873', desk: clerk })
    await played.act(dossierId, 'accept', clerk)
    return undefined
  })
  ask = desk.ask
  province = desk.province
})
after(() => desk?.close())

test('an agency’s score is for those who lead it; to others it is not found', async () => {
  for (const page of [SCORE, `${LIST}/tt-01-2018-agency`]) {
    assert.equal((await ask('anonymous', page)).statusCode, 303)
    for (const name of ['citizen', 'handler', 'clerk'] as const)
      assert.equal((await ask(name, page)).statusCode, 404, name)
    for (const name of ['head', 'elsewhere', 'chairman'] as const)
      assert.equal((await ask(name, page)).statusCode, 200, name)
  }
  const { id } = province.directory.bySlug('phuong-pho-hien') ?? { id: '' }
  assert.equal((await ask('chairman', `${SCORE}?co-quan=${id}`)).statusCode, 200)
  assert.equal((await ask('elsewhere', `${SCORE}?co-quan=${id}`)).statusCode, 404)
})

test('every officer has a page of the own points, and the list that leads there; nobody else has', async () => {
  for (const page of [LIST, OWN]) {
    assert.equal((await ask('anonymous', page)).statusCode, 303)
    assert.equal((await ask('citizen', page)).statusCode, 404)
    for (const name of ['handler', 'clerk', 'head', 'chairman'] as const)
      assert.equal((await ask(name, page)).statusCode, 200)
  }
  const list = (await ask('handler', LIST)).body
  assert.ok(list.includes(OWN) && !list.includes(SCORE))
  assert.ok((await ask('head', LIST)).body.includes(SCORE))
})

test('the page says what was measured, what was not, and by which law', async () => {
  const { body } = await ask('head', SCORE)
  for (const text of [
    'Quyết định 766/QĐ-TTg',
    'Điểm tạm tính',
    'Chưa có số liệu',
    'do=received_online.received_counter',
  ]) {
    assert.ok(body.includes(text), text)
  }
})

test('an agency that did not exist then is told in words; what is no index or period is not found', async () => {
  const answer = await ask('chairman', `${SCORE}?ky=2024-calendar_year`)
  assert.equal(answer.statusCode, 422)
  assert.ok(answer.body.includes('Trong kỳ này chưa có cơ quan'))
  for (const page of [
    `${LIST}/khac`,
    `${SCORE}?ky=2026-13`,
    `${SCORE}?ky=2026-quarter`,
    `${LIST}/tt-01-2018-officer`,
  ]) {
    assert.equal((await ask('chairman', page)).statusCode, 404, page)
  }
})
