import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { seedTestProvince, type TestProvince } from '../../../../test/support/province.ts'
import { countAll, lastMonth } from '../../../../test/support/reports.ts'
import { newId } from '../../../platform/ids.ts'
import {
  appendEvents,
  chainEvents,
  headAfter,
  newStream,
  type PendingEvent,
  readStream,
} from '../../../platform/ledger/index.ts'
import { periodWord } from '../reporting-period.ts'
import { getReport, openReport } from './index.ts'
import { brokenIdentities } from './solving-columns.ts'

/**
 * Shares that provinces have told (Kiên Giang 2017, Vĩnh Phúc quý I/2025), from counts that give them: so many dossiers are in the
 * ledger, resolved in time and late, and nothing is typed.
 */
const TOLD = [
  { slug: 'phuong-pho-hien', inTime: 2431, solved: 2590, percent: '93.86' },
  { slug: 'xa-van-giang', inTime: 302, solved: 303, percent: '99.67' },
  { slug: 'phuong-thai-binh', inTime: 61, solved: 63, percent: '96.83' },
  { slug: 'xa-nhu-quynh', inTime: 2499, solved: 2500, percent: '99.96' },
] as const
const DAY_MS = 86_400_000
const LATE_BY = 24 * DAY_MS
const month = lastMonth()

let database: TestDatabase
let province: TestProvince

before(async () => {
  database = await testDatabase()
  province = await seedTestProvince(database)
  const desk = province.officerIn('mot-cua-phuong-pho-hien', 'receptionist')
  province.setClock(`${month.from.slice(0, 8)}02T09:00`)
  const { dossierId } = await province.submit({ procedureCode: '1.013225', desk })
  await province.act(dossierId, 'accept', desk)
  province.setClock(`${month.from.slice(0, 8)}03T10:00`)
  await province.walk(dossierId)
  province.setClock(null)
  const pattern = await readStream(province.context.db.read, dossierId)
  const own = agencyId('phuong-pho-hien')
  for (const { slug, inTime, solved } of TOLD) {
    // The pattern is the first of its own agency.
    const first = slug === 'phuong-pho-hien' ? 1 : 0
    const lives = Array.from({ length: solved - first }, (_, index) =>
      likeness(pattern, { [dossierId]: newId(), [own]: agencyId(slug) }, index + first < inTime ? 0 : LATE_BY),
    )
    for (let at = 0; at < lives.length; at += 200) {
      await province.context.db.write((tx) => appendEvents(tx, lives.slice(at, at + 200).flat()))
    }
  }
  await countAll(province)
})

after(async () => {
  await province.close()
  await database.close()
})

function agencyId(slug: string): string {
  const found = province.directory.bySlug(slug)?.id
  assert.ok(found, slug)
  return found
}

type Stream = Awaited<ReturnType<typeof readStream>>

/** Another dossier with the same life, under other ids; what follows its receipt comes so much later. */
function likeness(pattern: Stream, ids: Readonly<Record<string, string>>, later: number): PendingEvent[] {
  const other = (text: string) => Object.entries(ids).reduce((all, [from, to]) => all.replaceAll(from, to), text)
  const accepted = pattern.findIndex(({ type }) => type === 'Accepted')
  let head = newStream(other(pattern[0]?.streamId ?? ''))
  return pattern.flatMap(({ type, payload, recordedAt, actorId, mandateId, agencyId }, index) => {
    const at = new Date(recordedAt.getTime() + (index > accepted ? later : 0))
    const stamp = { recordedAt: at, actorId, mandateId, agencyId, commandId: null }
    const draft = { type, payload: JSON.parse(other(JSON.stringify(payload))) as typeof payload }
    const events = chainEvents(head, stamp, [draft])
    head = headAfter(head, events)
    return events
  })
}

test('shares that provinces have told come out of the ledger with the same digits', async () => {
  const { db } = province.context
  for (const { slug, inTime, solved, percent } of TOLD) {
    const writer = await province.newOfficer(`writer ${slug}`, [{ agencySlug: slug, role: 'reviewer' }])
    const unit = province.directory.bySlug(slug)?.id ?? null
    const id = await openReport(db, { actor: writer, kind: 'solving', agencyId: unit, period: periodWord(month) })
    const { snapshot } = await getReport(db.read, writer, id)
    const cell = snapshot.sections[0]?.cells.find(({ key }) => key === 'in_time')
    assert.deepEqual(cell?.now, { numerator: inTime, denominator: solved, percent }, slug)
    assert.equal(cell?.standing, 'measured')
    const columns = snapshot.grid[0]?.columns
    assert.ok(columns)
    assert.deepEqual([columns.toSolve, columns.solved, columns.solvedLate], [solved, solved, solved - inTime], slug)
    assert.deepEqual(brokenIdentities(columns), [], slug)
  }
})

test('a share of nothing is no figure, neither 0 nor 100', async () => {
  const { db } = province.context
  const writer = await province.newOfficer('writer elsewhere', [{ agencySlug: 'phuong-tra-ly', role: 'reviewer' }])
  const unit = province.directory.bySlug('phuong-tra-ly')?.id ?? null
  const id = await openReport(db, { actor: writer, kind: 'solving', agencyId: unit, period: periodWord(month) })
  const { snapshot } = await getReport(db.read, writer, id)
  const cell = snapshot.sections[0]?.cells.find(({ key }) => key === 'in_time')
  assert.ok(cell)
  assert.equal(cell.now?.percent ?? null, null)
})
