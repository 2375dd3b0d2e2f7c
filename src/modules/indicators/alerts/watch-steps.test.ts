import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { seedTestProvince, type TestOfficer, type TestProvince } from '../../../../test/support/province.ts'
import { DAY_MS } from '../../../platform/civil-date.ts'
import { query } from '../../../platform/db.ts'
import type { DossierId } from '../../../platform/ids.ts'
import { sealHorizon } from '../../../platform/ledger/index.ts'
import { anonymous } from '../../organisation/index.ts'
import { followLedger } from '../follow-ledger.ts'
import { getAlerts } from './alert-views.ts'
import { watchSteps } from './watch-steps.ts'

let database: TestDatabase
let province: TestProvince
let chairman: TestOfficer
let dossierId: DossierId
let position = 1_000_000

before(async () => {
  database = await testDatabase()
  province = await seedTestProvince(database)
  chairman = await province.newOfficer('Chủ tịch', [{ agencySlug: 'ubnd-tinh', role: 'province_leader' }])
  dossierId = (await province.submit({ procedureCode: '1.004873' })).dossierId
  await sealHorizon(province.context.db)
  await followLedger({ casework: province.context })
})

after(async () => {
  await province.close()
  await database.close()
})

beforeEach(async () => {
  await query(database.db.read, 'DELETE FROM indicators_act')
})

/** So many visits of so many minutes, so many weeks ago. */
async function visits(weeksAgo: number, count: number, minutes: number): Promise<void> {
  const [row] = await query<{ now: Date }>(database.db.read, 'SELECT platform_now() AS now')
  const at = new Date((row?.now.getTime() ?? 0) - weeksAgo * 7 * DAY_MS - 1)
  for (let n = 0; n < count; n += 1) {
    position += 1
    await query(
      database.db.read,
      `INSERT INTO indicators_act (position, kind, dossier_id, agency_id, at, step, minutes, off_hours)
       VALUES ($1, 'step', $2, $3, $4, 'tham-dinh', $5, false)`,
      [position, dossierId, province.directory.bySlug('phuong-pho-hien')?.id, at, minutes],
    )
  }
}

const watch = () => watchSteps({ casework: province.context })
const alerts = (agencySlug?: string) => {
  const agencyId = agencySlug === undefined ? null : (province.directory.bySlug(agencySlug)?.id ?? null)
  return getAlerts(database.db.read, chairman, agencyId)
}

test('what slowed down is kept for its agency and the province, stands while it lasts, and is over once', async () => {
  for (let week = 4; week <= 14; week += 1) await visits(week, 3, 200)
  for (const week of [1, 2, 3]) await visits(week, 5, 500)
  assert.equal(await watch(), 2)
  assert.equal(await watch(), 0, 'the same is not told twice')
  const { open } = await alerts()
  assert.equal(open.length, 2)
  const [own] = (await alerts('phuong-pho-hien')).open
  assert.deepEqual(
    [own?.step, own?.minutesBefore, own?.visitsBefore, own?.minutesNow, own?.visitsNow],
    ['tham-dinh', 200, 33, 500, 15],
  )
  assert.equal((await alerts('xa-van-giang')).open.length, 0)

  await visits(0, 6, 320)
  assert.equal(await watch(), 0)
  assert.equal((await alerts()).open.length, 2, 'a little faster is not over')
  assert.deepEqual((await alerts()).open[0]?.firstSeenOn, open[0]?.firstSeenOn)

  await query(database.db.read, "DELETE FROM indicators_act WHERE at > platform_now() - interval '15 days'")
  await visits(0, 12, 180)
  await watch()
  const later = await alerts()
  assert.equal(later.open.length, 0)
  assert.deepEqual(
    later.resolved.map(({ resolvedAs }) => resolvedAs),
    ['faster', 'faster'],
  )
})

test('few cases are not told', async () => {
  for (let week = 4; week <= 14; week += 1) await visits(week, 1, 200)
  await visits(1, 9, 900)
  assert.equal(await watch(), 0)
  assert.equal((await alerts()).open.length, 0)
})

test('others than leaders find no list', async () => {
  for (const actor of [anonymous, province.officerIn('phuong-pho-hien', 'handler')]) {
    await assert.rejects(getAlerts(database.db.read, actor, null), { code: 'indicators.figures_not_found' })
  }
})
