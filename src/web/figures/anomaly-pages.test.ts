import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { openTestDesk, type TestDesk } from '../../../test/support/desk.ts'
import { seedTestProvince, type TestProvince } from '../../../test/support/province.ts'
import { detectors } from '../../modules/indicators/anomalies/detectors.ts'
import { followLedger } from '../../modules/indicators/index.ts'
import { type Actor, anonymous } from '../../modules/organisation/index.ts'
import { sealHorizon } from '../../platform/ledger/index.ts'
import { makeRatingServices } from '../feedback/rating-services.ts'
import { makeFigureServices } from './figure-services.ts'

const PAGE = '/lam-viec/so-lieu/dau-hieu'

let database: TestDatabase
let province: TestProvince
let desk: TestDesk
const who: Record<string, Actor> = {}
let refused = ''

before(async () => {
  database = await testDatabase()
  province = await seedTestProvince(database)
  desk = await openTestDesk(province)
  const ratings = makeRatingServices({ ...province.context, tellAnswer: async () => undefined })
  Object.assign(desk.services, { figures: makeFigureServices(province.context.db), ratings })
  const clerk = province.officerIn('mot-cua-phuong-pho-hien', 'receptionist')
  const words = 'Thiếu giấy tờ'
  const { dossierId, citizen } = await province.submit({ procedureCode: '1.004873' })
  refused = dossierId
  await province.act(dossierId, 'refuse_intake', clerk, { reason: words, legalBasis: words })
  await province.submit({ procedureCode: '1.004873', citizen })
  await sealHorizon(province.context.db)
  await followLedger({ casework: province.context })
  const officer = (agencySlug: string, role: 'agency_leader' | 'province_leader' | 'handler') =>
    province.newOfficer(`${role} ${agencySlug}`, [{ agencySlug, role }])
  Object.assign(who, {
    anonymous,
    citizen: citizen.actor,
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

test('signs are for those who lead; to others there is no such page', async () => {
  for (const page of [PAGE, `${PAGE}/refused-then-new`]) {
    assert.equal((await ask('anonymous', page)).statusCode, 303)
    for (const name of ['citizen', 'handler']) assert.equal((await ask(name, page)).statusCode, 404, `${name} ${page}`)
    for (const name of ['head', 'elsewhere', 'chairman']) assert.equal((await ask(name, page)).statusCode, 200, name)
  }
})

test('each says what it looks for, and opens to its dossiers, those of one’s own agencies only', async () => {
  for (const name of ['head', 'chairman']) {
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
