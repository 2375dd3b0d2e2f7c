import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { openTestDesk, type TestDesk } from '../../../test/support/desk.ts'
import { seedTestProvince, type TestProvince } from '../../../test/support/province.ts'
import { lastMonth } from '../../../test/support/reports.ts'
import { askExtract } from '../../modules/indicators/open-data/index.ts'
import { periodWord } from '../../modules/indicators/reporting-period.ts'
import { type Actor, anonymous, type Role } from '../../modules/organisation/index.ts'
import { query } from '../../platform/db.ts'
import { migrateJobs } from '../../platform/jobs.ts'
import { makeReportServices } from './report-services.ts'

let database: TestDatabase
let province: TestProvince
let desk: TestDesk
const who: Record<string, Actor> = {}
const LIST = '/lam-viec/so-lieu/du-lieu-mo'
const MONTH = periodWord(lastMonth())

before(async () => {
  database = await testDatabase()
  await migrateJobs(database.ownerUrl)
  province = await seedTestProvince(database)
  desk = await openTestDesk(province)
  const { db } = province.context
  const documents = { db } as Parameters<typeof makeReportServices>[0]['documents']
  Object.assign(desk.services, {
    reports: makeReportServices({ db, casework: province.context, documents, publicUrl: 'http://localhost:3000' }),
  })
  const officer = (agencySlug: string, role: Role) =>
    province.newOfficer(`${role} ${agencySlug}`, [{ agencySlug, role }])
  Object.assign(who, {
    anonymous,
    citizen: (await province.newCitizen()).actor,
    reviewer: await officer('so-noi-vu', 'reviewer'),
    elsewhere: await officer('so-xay-dung', 'agency_leader'),
    reform: await officer('so-noi-vu', 'agency_leader'),
    chairman: await officer('ubnd-tinh', 'province_leader'),
  })
})

after(async () => {
  await desk.close()
  await province.close()
  await database.close()
})

async function ask(name: string, url: string, form?: string) {
  const app = await desk.appOf(who[name] as Actor)
  if (form === undefined) return app.inject(url)
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost', host: 'localhost' }
  return app.inject({ method: 'POST', url, payload: form, headers })
}

test('only who leads the province or its reform office publishes on demand; to others the pages are not there', async () => {
  for (const page of [LIST, `${LIST}/${MONTH}`]) {
    assert.equal((await ask('anonymous', page)).statusCode, 303)
    for (const name of ['citizen', 'reviewer', 'elsewhere']) assert.equal((await ask(name, page)).statusCode, 404, name)
    for (const name of ['reform', 'chairman']) assert.equal((await ask(name, page)).statusCode, 200, name)
  }
  for (const name of ['citizen', 'reviewer', 'elsewhere'])
    await assert.rejects(askExtract(province.context.db, { actor: who[name] as Actor, month: MONTH }), {
      code: 'indicators.figures_not_found',
    })
  assert.equal((await ask('reform', `${LIST}/2019-01`)).statusCode, 404)
  assert.ok((await ask('reform', `${LIST}/${MONTH}`)).body.includes('không sửa hay rút lại được'))
})

test('asking puts who asked into the ledger and one job for that month into the queue', async () => {
  const answer = await ask('reform', `${LIST}/${MONTH}`, '')
  assert.equal(answer.statusCode, 303, answer.body.slice(0, 300))
  assert.equal(answer.headers.location, LIST)
  const { read } = province.context.db
  const events = await query<{ payload: string; by: string }>(
    read,
    `SELECT payload, actor_id AS by FROM ledger_event WHERE type = 'ExtractAsked'`,
  )
  assert.equal(events.length, 1)
  assert.deepEqual(JSON.parse(events[0]?.payload ?? ''), { month: MONTH })
  assert.equal(events[0]?.by, (who.reform as { userId?: string }).userId)
  const jobs = await query<{ task: string }>(
    read,
    'SELECT task_identifier AS task FROM graphile_worker.jobs WHERE task_identifier = $1',
    ['indicators_publish_extract'],
  )
  assert.equal(jobs.length, 1)
  assert.ok((await ask('reform', LIST)).body.includes('Yêu cầu lúc'))
})

test('a month that runs and one that is public are refused', async () => {
  const { db } = province.context
  const actor = who.chairman as Actor
  await assert.rejects(askExtract(db, { actor, month: '2999-01' }), { code: 'indicators.month_not_ended' })
  await assert.rejects(askExtract(db, { actor, month: 'x' }), { code: 'indicators.month_not_ended' })
  await db.write((tx) =>
    query(tx, 'INSERT INTO indicators_extract (month, dossiers, figures) VALUES ($1, 1, 1)', [`${MONTH}-01`]),
  )
  await assert.rejects(askExtract(db, { actor, month: MONTH }), { code: 'indicators.month_published' })
  const answer = await ask('reform', `${LIST}/${MONTH}`, '')
  assert.ok(answer.body.includes('đã công bố và giữ nguyên'))
})
