import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type FigureDesk, openFigureDesk } from '../../../test/support/figure-desk.ts'
import type { TestProvince } from '../../../test/support/province.ts'

let desk: FigureDesk
let ask: FigureDesk['ask']
let province: TestProvince
let code = ''

before(async () => {
  desk = await openFigureDesk(async (played, clerk) => {
    const { dossierId } = await played.submit({ procedureCode: '1.004873', desk: clerk })
    code = (await played.act(dossierId, 'accept', clerk)).state.code ?? ''
    return undefined
  })
  ask = desk.ask
  province = desk.province
})
after(() => desk?.close())

const BOARD = '/lam-viec/so-lieu/bang'
const LIST = '/lam-viec/so-lieu/ho-so?do=received_counter'

test('figures are for those who lead, of what they lead; to others they are not found', async () => {
  for (const page of ['/lam-viec/so-lieu', BOARD, LIST]) {
    assert.equal((await ask('anonymous', page)).statusCode, 303)
    for (const name of ['citizen', 'handler'] as const)
      assert.equal((await ask(name, page)).statusCode, 404, `${name} ${page}`)
    for (const name of ['head', 'elsewhere', 'chairman'] as const)
      assert.equal((await ask(name, page)).statusCode, 200, name)
  }
  const { id } = province.directory.bySlug('phuong-pho-hien') ?? { id: '' }
  assert.equal((await ask('elsewhere', `/lam-viec/so-lieu?co-quan=${id}`)).statusCode, 404)
  assert.equal((await ask('elsewhere', `${BOARD}?co-quan=${id}`)).statusCode, 404)
  assert.equal((await ask('elsewhere', `${LIST}&co-quan=${id}`)).statusCode, 404)
})

test('a number opens to the dossier behind it, and to no other agency’s', async () => {
  for (const name of ['head', 'chairman'] as const) assert.ok((await ask(name, LIST)).body.includes(code), name)
  assert.ok(!(await ask('elsewhere', LIST)).body.includes(code))
})

test('what is no period, no measure or no agency is not found', async () => {
  for (const page of ['/lam-viec/so-lieu?ky=2026-13', '/lam-viec/so-lieu?ky=x', '/lam-viec/so-lieu/ho-so?do=x']) {
    assert.equal((await ask('chairman', page)).statusCode, 404, page)
  }
})

test('the dashboard of a centre is its head’s and of who leads above, and lists what the centre took in', async () => {
  const { id } = province.directory.bySlug('mot-cua-phuong-pho-hien') ?? { id: '' }
  const list = `${LIST}&co-quan=${id}`
  for (const name of ['head', 'centreHead', 'chairman'] as const) {
    const page = await ask(name, `${BOARD}?co-quan=${id}`)
    assert.equal(page.statusCode, 200, name)
    assert.ok(page.body.includes('Kết quả chưa có người nhận'), name)
    assert.ok((await ask(name, list)).body.includes(code), name)
  }
  for (const path of [`${BOARD}?co-quan=${id}`, list]) {
    for (const name of ['elsewhere', 'handler', 'citizen'] as const)
      assert.equal((await ask(name, path)).statusCode, 404, name)
  }
  const ward = province.directory.bySlug('phuong-pho-hien')?.id
  assert.equal((await ask('centreHead', `${BOARD}?co-quan=${ward}`)).statusCode, 404)
})

test('own work is every officer’s own; what nobody has rated is not 0', async () => {
  const OWN = '/lam-viec/so-lieu/viec-toi'
  assert.equal((await ask('anonymous', OWN)).statusCode, 303)
  assert.equal((await ask('citizen', OWN)).statusCode, 404)
  for (const name of ['handler', 'head'] as const) assert.equal((await ask(name, OWN)).statusCode, 200, name)
  assert.ok(!(await ask('handler', OWN)).body.includes(code))
  assert.match((await ask('head', BOARD)).body, /<b[^>]*>Chưa có số liệu<\/b><span>Hài lòng<\/span>/)
})
