import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestDatabase } from '../../../test/support/database.ts'
import { openTestDesk, type TestDesk } from '../../../test/support/desk.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../../../test/support/province.ts'
import { followLedger } from '../../modules/indicators/index.ts'
import { type Actor, anonymous } from '../../modules/organisation/index.ts'
import { sealHorizon } from '../../platform/ledger/index.ts'
import { makeFigureServices } from './figure-services.ts'

let database: TestDatabase
let province: TestProvince
let desk: TestDesk
const who: Record<string, Actor> = {}
let code = ''

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  desk = await openTestDesk(province)
  Object.assign(desk.services, { figures: makeFigureServices(province.context.db) })
  const clerk = province.officerIn('mot-cua-phuong-pho-hien', 'receptionist')
  const { dossierId } = await province.submit({ procedureCode: '1.004873', desk: clerk })
  code = (await province.act(dossierId, 'accept', clerk)).state.code ?? ''
  await sealHorizon(province.context.db)
  await followLedger({ casework: province.context })
  const officer = (agencySlug: string, role: 'approver' | 'agency_leader' | 'province_leader' | 'handler') =>
    province.newOfficer(`${role} ${agencySlug}`, [{ agencySlug, role }])
  Object.assign(who, {
    anonymous,
    citizen: (await province.newCitizen()).actor,
    handler: await officer('phuong-pho-hien', 'handler'),
    head: await officer('phuong-pho-hien', 'agency_leader'),
    centreHead: await officer('mot-cua-phuong-pho-hien', 'agency_leader'),
    elsewhere: await officer('xa-van-giang', 'agency_leader'),
    chairman: await officer('ubnd-tinh', 'province_leader'),
  })
})

after(async () => {
  await desk.close()
  await province.close()
  await database.close()
})

async function ask(name: string, url: string) {
  return (await desk.appOf(who[name] as Actor)).inject(url)
}

const BOARD = '/lam-viec/so-lieu/bang'
const LIST = '/lam-viec/so-lieu/ho-so?do=received_counter'

test('figures are for those who lead, of what they lead; to others they are not found', async () => {
  for (const page of ['/lam-viec/so-lieu', BOARD, LIST]) {
    assert.equal((await ask('anonymous', page)).statusCode, 303)
    for (const name of ['citizen', 'handler']) assert.equal((await ask(name, page)).statusCode, 404, `${name} ${page}`)
    for (const name of ['head', 'elsewhere', 'chairman']) assert.equal((await ask(name, page)).statusCode, 200, name)
  }
  const { id } = province.directory.bySlug('phuong-pho-hien') ?? { id: '' }
  assert.equal((await ask('elsewhere', `/lam-viec/so-lieu?co-quan=${id}`)).statusCode, 404)
  assert.equal((await ask('elsewhere', `${BOARD}?co-quan=${id}`)).statusCode, 404)
  assert.equal((await ask('elsewhere', `${LIST}&co-quan=${id}`)).statusCode, 404)
})

test('a number opens to the dossier behind it, and to no other agency’s', async () => {
  for (const name of ['head', 'chairman']) assert.ok((await ask(name, LIST)).body.includes(code), name)
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
  for (const name of ['head', 'centreHead', 'chairman']) {
    const page = await ask(name, `${BOARD}?co-quan=${id}`)
    assert.equal(page.statusCode, 200, name)
    assert.ok(page.body.includes('Kết quả chưa có người nhận'), name)
    assert.ok((await ask(name, list)).body.includes(code), name)
  }
  for (const path of [`${BOARD}?co-quan=${id}`, list]) {
    for (const name of ['elsewhere', 'handler', 'citizen']) assert.equal((await ask(name, path)).statusCode, 404, name)
  }
  const ward = province.directory.bySlug('phuong-pho-hien')?.id
  assert.equal((await ask('centreHead', `${BOARD}?co-quan=${ward}`)).statusCode, 404)
})

test('own work is every officer’s own; what nobody has rated is not 0', async () => {
  const OWN = '/lam-viec/so-lieu/viec-toi'
  assert.equal((await ask('anonymous', OWN)).statusCode, 303)
  assert.equal((await ask('citizen', OWN)).statusCode, 404)
  for (const name of ['handler', 'head']) assert.equal((await ask(name, OWN)).statusCode, 200, name)
  assert.ok(!(await ask('handler', OWN)).body.includes(code))
  assert.match((await ask('head', BOARD)).body, /<b[^>]*>Chưa có số liệu<\/b><span>Hài lòng<\/span>/)
})
