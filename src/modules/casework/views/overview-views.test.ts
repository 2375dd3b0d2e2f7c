import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestDatabase } from '../../../../test/support/database.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestOfficer,
  type TestProvince,
} from '../../../../test/support/province.ts'
import { query } from '../../../platform/db.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { DossierId } from '../../../platform/ids.ts'
import { migrateJobs, queueJob, startJobs } from '../../../platform/jobs.ts'
import { findLatestCheckpoint, verifyLedger } from '../../../platform/ledger/index.ts'
import { countLate } from '../count-late.ts'
import { foldTally } from '../fold-tally.ts'
import { readHeads } from '../heads.ts'
import { caseworkJobs } from '../jobs.ts'
import { listOverviewDossiers } from './overview-list-views.ts'
import { getOverview } from './overview-views.ts'
import { type OverviewNumbers, overviewMeasures } from './view-types.ts'

let database: TestDatabase
let province: TestProvince
let leader: TestOfficer
let head: TestOfficer

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  head = province.officerIn('phuong-pho-hien', 'agency_leader')
  const found = province.officers.find((officer) => officer.mandates.some((one) => one.role === 'province_leader'))
  assert.ok(found)
  leader = found
  await playTwoMonths()
})
after(async () => {
  await province.close()
  await database.close()
})

/** February leaves three open; in March some are resolved early and late, withdrawn before and after acceptance, refused, kept waiting. */
async function playTwoMonths(): Promise<void> {
  const file = async (local: string, communeCode = '11953'): Promise<DossierId> => {
    province.setClock(local)
    return (await province.submit({ procedureCode: '1.013225', communeCode })).dossierId
  }
  const desk = province.officerIn('mot-cua-phuong-pho-hien', 'receptionist')
  const handler = province.officerIn('phuong-pho-hien', 'handler')
  const carried = [await file('2026-02-23T09:00'), await file('2026-02-24T09:00'), await file('2026-02-25T09:00')]
  for (const id of carried) await province.walk(id, 'tham-dinh')
  await province.walk(await file('2026-02-26T09:00'))
  province.setClock('2026-03-02T09:00')
  await province.walk(carried[0] as DossierId)
  const march = [
    await file('2026-03-03T09:00'),
    await file('2026-03-04T09:00'),
    await file('2026-03-05T09:00', '12019'),
  ]
  for (const id of march) await province.walk(id, 'tham-dinh')
  await province.act(march[0] as DossierId, 'withdraw', desk, { reason: 'người dân xin rút' })
  await province.act(await file('2026-03-06T09:00'), 'withdraw', desk)
  await province.act(await file('2026-03-06T10:00'), 'refuse_intake', desk, {
    reason: 'không đúng nơi',
    legalBasis: 'NĐ 61/2018',
  })
  await file('2026-03-06T11:00')
  province.setClock('2026-03-09T09:00')
  await province
    .act(march[1] as DossierId, 'suspend', handler, { because: 'external', reason: 'chờ cơ quan khác' })
    .catch(() =>
      province.act(march[1] as DossierId, 'request_supplement', handler, {
        componentKeys: ['giay-to-dat'],
        reason: 'bổ sung giấy tờ',
        until: '2026-03-30T17:00:00+07:00',
      }),
    )
  province.setClock('2026-03-20T09:00')
  await province.walk(carried[1] as DossierId)
}

function identity(numbers: OverviewNumbers, current: boolean): void {
  const { resolvedEarly, resolvedOnTime, resolvedLate, endedOtherwise, openAtEnd } = numbers
  const gone = resolvedEarly + resolvedOnTime + resolvedLate + endedOtherwise
  assert.equal(numbers.carriedOver + numbers.received, gone + openAtEnd)
  assert.equal(numbers.open, numbers.onTime + numbers.late + numbers.waiting)
  if (current) assert.equal(openAtEnd, numbers.open)
}

/** The same from the ledger alone. */
async function fromLedger(from: string, to: string): Promise<Record<string, number>> {
  const [row] = await query<Record<string, number>>(
    database.db.read,
    `SELECT count(*) FILTER (WHERE type = 'Accepted' AND recorded_at BETWEEN $1 AND $2) AS received,
       count(*) FILTER (WHERE type = 'Completed' AND recorded_at BETWEEN $1 AND $2) AS resolved,
       count(*) FILTER (WHERE type = 'Accepted' AND recorded_at < $1) - count(*) FILTER (WHERE type = 'Completed' AND recorded_at < $1)
         AS "carriedOver"
     FROM ledger_event`,
    [`${from}T00:00:00+07:00`, `${to}T00:00:00+07:00`],
  )
  return row ?? {}
}

test('the numbers of a month are those of the ledger, and they add up', async () => {
  const overview = await getOverview(province.viewer(leader), { month: '2026-03' })
  const { total } = overview
  const ledger = await fromLedger('2026-03-01', '2026-04-01')
  identity(total, true)
  assert.deepEqual([total.received, total.carriedOver], [ledger.received, ledger.carriedOver])
  assert.equal(total.resolvedEarly + total.resolvedOnTime + total.resolvedLate, ledger.resolved)
  const {
    carriedOver,
    received,
    resolvedEarly,
    resolvedLate,
    withdrawn,
    endedOtherwise,
    refused,
    waiting,
    late,
    toReceive,
  } = total
  assert.deepEqual(
    {
      carriedOver,
      received,
      resolvedEarly,
      resolvedLate,
      withdrawn,
      endedOtherwise,
      refused,
      waiting,
      late,
      toReceive,
    },
    {
      carriedOver: 3,
      received: 3,
      resolvedEarly: 1,
      resolvedLate: 1,
      withdrawn: 2,
      endedOtherwise: 1,
      refused: 1,
      waiting: 1,
      late: 2,
      toReceive: 1,
    },
  )
  const february = await getOverview(province.viewer(leader), { month: '2026-02' })
  identity(february.total, false)
  assert.deepEqual([february.total.carriedOver, february.total.received, february.total.openAtEnd], [0, 4, 3])
  for (const part of [...overview.units, ...overview.procedures]) identity(part.numbers, true)
  const units = overview.units.map((unit) => unit.numbers)
  assert.equal(units.length, 2)
  for (const key of Object.keys(total) as (keyof OverviewNumbers)[]) {
    assert.equal(
      units.reduce((sum, numbers) => sum + numbers[key], 0),
      total[key],
      key,
    )
  }
})

test('counting late and folding change no number, however often and at once', async () => {
  const before = await getOverview(province.viewer(leader), { month: '2026-03' })
  const { db } = province.context
  const late = await Promise.all([countLate(db), countLate(db), countLate(db)])
  assert.equal(
    late.reduce((sum, count) => sum + count, 0),
    before.total.late,
  )
  assert.deepEqual(await getOverview(province.viewer(leader), { month: '2026-03' }), before)
  const folded = await Promise.all([foldTally(db), foldTally(db), foldTally(db)])
  assert.ok(folded.some((count) => count > 0))
  await foldTally(db)
  const [left] = await query<{ count: number }>(db.read, 'SELECT count(*) AS count FROM casework_tally_delta')
  assert.equal(left?.count, 0)
  assert.deepEqual(await getOverview(province.viewer(leader), { month: '2026-03' }), before)
  assert.equal(await countLate(db), 0)
  assert.equal(await foldTally(db), 0)
})

test('behind each number stand exactly so many dossiers', async () => {
  for (const officer of [leader, head]) {
    const viewer = province.viewer(officer)
    const { total } = await getOverview(viewer, { month: '2026-03' })
    for (const measure of overviewMeasures) {
      const ids: string[] = []
      for (let after: string | undefined; ; ) {
        const page = await listOverviewDossiers(viewer, { month: '2026-03', measure }, { after, limit: 1 })
        ids.push(...page.rows.map((row) => row.dossierId))
        if (page.next === null) break
        after = page.next
      }
      assert.equal(ids.length, total[measure], measure)
      assert.equal(new Set(ids).size, ids.length, measure)
      const none = await listOverviewDossiers(viewer, { month: '2026-03', measure, procedureCode: '9.999999' })
      assert.equal(none.rows.length, 0)
    }
  }
})

test('a late dossier that waits is waiting, and one that ends is late no more', async () => {
  const viewer = province.viewer(leader)
  const before = (await getOverview(viewer, { month: '2026-03' })).total
  const { rows } = await listOverviewDossiers(province.viewer(head), { month: '2026-03', measure: 'late' })
  const [first] = rows
  assert.ok(first)
  await province.act(first.dossierId, 'withdraw', province.officerIn('mot-cua-phuong-pho-hien', 'receptionist'))
  const after = (await getOverview(viewer, { month: '2026-03' })).total
  assert.deepEqual([after.late, after.endedOtherwise], [before.late - 1, before.endedOtherwise + 1])
  identity(after, true)
})

test('a leader sees what they lead, and nobody else any figure', async () => {
  const own = await getOverview(province.viewer(head), { month: '2026-03' })
  assert.equal(own.agency.id, head.mandates[0]?.agencyId)
  const notFound = (error: unknown) => error instanceof Refusal && error.code === 'casework.overview_not_found'
  const elsewhere = province.directory.bySlug('xa-van-giang')?.id
  assert.ok(elsewhere)
  await assert.rejects(getOverview(province.viewer(head), { agencyId: elsewhere }), notFound)
  await assert.rejects(getOverview(province.viewer(head), { month: '2026-13' }), notFound)
  const handler = province.officerIn('phuong-pho-hien', 'handler')
  const citizen = await province.newCitizen()
  for (const actor of [handler, citizen.actor, { kind: 'anonymous' as const }]) {
    await assert.rejects(getOverview(province.viewer(actor)), notFound)
  }
  assert.equal(
    (await getOverview(province.viewer(leader), { agencyId: elsewhere, month: '2026-03' })).total.received,
    1,
  )
})

test('the heads of all dossiers fit the ledger', async () => {
  const verification = await verifyLedger(database.db.read, { heads: readHeads(database.db.read) })
  assert.deepEqual(verification.faults, [])
  assert.ok(verification.streams > 5)
})

test('the worker does the jobs as the application, twice started, and stops', { timeout: 60_000 }, async () => {
  await migrateJobs(database.ownerUrl)
  await migrateJobs(database.ownerUrl)
  const done = Promise.withResolvers<unknown>()
  const jobs = caseworkJobs(province.context)
  const runner = await startJobs({
    url: database.url,
    tasks: { ...jobs.tasks, tell: async (payload) => done.resolve(payload) },
    cron: jobs.cron,
  })
  await database.db.write(async (tx) => {
    for (const task of Object.keys(jobs.tasks)) await queueJob(tx, task)
  })
  await database.db.write((tx) => queueJob(tx, 'tell', { word: 'xong' }))
  assert.deepEqual(await done.promise, { word: 'xong' })
  await runner.stop()
  assert.ok((await findLatestCheckpoint(database.db.read)) !== undefined)
})
