import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { openTestDesk, type TestDesk } from '../../../test/support/desk.ts'
import { seedTestProvince, type TestProvince } from '../../../test/support/province.ts'
import { followLedger, importSchemes } from '../../modules/indicators/index.ts'
import { type Actor, anonymous } from '../../modules/organisation/index.ts'
import { sealHorizon } from '../../platform/ledger/index.ts'
import { makeFigureServices } from './figure-services.ts'

let database: TestDatabase
let province: TestProvince
let desk: TestDesk
const who: Record<string, Actor> = {}

const LIST = '/lam-viec/so-lieu/chi-so'
const OWN = `${LIST}/cua-toi`
const SCORE = `${LIST}/qd-766`

before(async () => {
  database = await testDatabase()
  province = await seedTestProvince(database)
  await importSchemes(province.context.db, join(import.meta.dirname, '../../../data'))
  desk = await openTestDesk(province)
  Object.assign(desk.services, { figures: makeFigureServices(province.context.db) })
  const clerk = province.officerIn('mot-cua-phuong-pho-hien', 'receptionist')
  const { dossierId } = await province.submit({ procedureCode: '1.004873', desk: clerk })
  await province.act(dossierId, 'accept', clerk)
  await sealHorizon(province.context.db)
  await followLedger({ casework: province.context })
  const officer = (agencySlug: string, role: 'handler' | 'agency_leader' | 'province_leader' | 'administrator') =>
    province.newOfficer(`${role} ${agencySlug}`, [{ agencySlug, role }])
  Object.assign(who, {
    anonymous,
    citizen: (await province.newCitizen()).actor,
    clerk,
    handler: await officer('phuong-pho-hien', 'handler'),
    head: await officer('phuong-pho-hien', 'agency_leader'),
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

test('an agency’s score is for those who lead it; to others it is not found', async () => {
  for (const page of [SCORE, `${LIST}/tt-01-2018-agency`]) {
    assert.equal((await ask('anonymous', page)).statusCode, 303)
    for (const name of ['citizen', 'handler', 'clerk']) assert.equal((await ask(name, page)).statusCode, 404, name)
    for (const name of ['head', 'elsewhere', 'chairman']) assert.equal((await ask(name, page)).statusCode, 200, name)
  }
  const { id } = province.directory.bySlug('phuong-pho-hien') ?? { id: '' }
  assert.equal((await ask('chairman', `${SCORE}?co-quan=${id}`)).statusCode, 200)
  assert.equal((await ask('elsewhere', `${SCORE}?co-quan=${id}`)).statusCode, 404)
})

test('every officer has a page of the own points, and the list that leads there; nobody else has', async () => {
  for (const page of [LIST, OWN]) {
    assert.equal((await ask('anonymous', page)).statusCode, 303)
    assert.equal((await ask('citizen', page)).statusCode, 404)
    for (const name of ['handler', 'clerk', 'head', 'chairman']) assert.equal((await ask(name, page)).statusCode, 200)
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
