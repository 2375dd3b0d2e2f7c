import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase, withOwner } from '../../../../test/support/database.ts'
import { seedTestProvince, type TestProvince } from '../../../../test/support/province.ts'
import { countAll, lastMonth, playMonth, thisMonth } from '../../../../test/support/reports.ts'
import { query } from '../../../platform/db.ts'
import type { AgencyId, DossierId } from '../../../platform/ids.ts'
import { readStream, verifyLedger } from '../../../platform/ledger/index.ts'
import { readHeads } from '../../casework/index.ts'
import type { OfficerActor } from '../../organisation/index.ts'
import { getBehindColumn } from '../figure-views.ts'
import { periodWord } from '../reporting-period.ts'
import {
  checkSignedReports,
  getReport,
  getSection,
  listReportsOf,
  openReport,
  readReportHeads,
  saveSection,
  signReport,
} from './index.ts'
import { brokenIdentities } from './solving-columns.ts'

let database: TestDatabase
let province: TestProvince
let resolved: DossierId
const month = lastMonth()
const who: Record<string, OfficerActor> = {}

const agencyId = (slug: string) => province.directory.bySlug(slug)?.id as AgencyId
const db = () => province.context.db

before(async () => {
  database = await testDatabase()
  province = await seedTestProvince(database)
  ;({ resolved } = await playMonth(province, month))
  const made = async (
    name: string,
    agencySlug: string,
    role: 'reviewer' | 'agency_leader' | 'province_leader' | 'handler',
  ) => {
    who[name] = await province.newOfficer(name, [{ agencySlug, role }])
  }
  await made('writer', 'phuong-pho-hien', 'reviewer')
  await made('second', 'phuong-pho-hien', 'reviewer')
  await made('leader', 'phuong-pho-hien', 'agency_leader')
  await made('handler', 'phuong-pho-hien', 'handler')
  await made('elsewhere', 'xa-van-giang', 'agency_leader')
  await made('office', 'van-phong-ubnd-tinh', 'reviewer')
  await made('home affairs', 'so-noi-vu', 'reviewer')
  await made('chairman', 'ubnd-tinh', 'province_leader')
})

after(async () => {
  await province.close()
  await database.close()
})

function actor(name: string): OfficerActor {
  const found = who[name]
  assert.ok(found, name)
  return found
}

function opened(name: string, kind: string, slug: string, period = periodWord(month)): Promise<string> {
  return openReport(db(), { actor: actor(name), kind, agencyId: agencyId(slug), period })
}

const refusal = (code: string) => ({ code: `indicators.${code}` })

test('who checks or leads in an agency begins its report; a second time gives the same', async () => {
  const id = await opened('writer', 'solving', 'phuong-pho-hien')
  assert.equal(await opened('leader', 'solving', 'phuong-pho-hien'), id)
  await assert.rejects(opened('handler', 'solving', 'phuong-pho-hien'), refusal('report_not_found'))
  await assert.rejects(opened('elsewhere', 'solving', 'phuong-pho-hien'), refusal('report_not_found'))
  await assert.rejects(opened('chairman', 'solving', 'phuong-pho-hien'), refusal('report_not_yours_to_write'))
  await assert.rejects(opened('home affairs', 'solving', 'ubnd-tinh'), refusal('report_not_found'))
  for (const name of ['handler', 'elsewhere']) {
    await assert.rejects(getReport(db().read, actor(name), id), refusal('report_not_found'), name)
    await assert.rejects(getSection(db().read, actor(name), id, 'causes'), refusal('report_not_found'), name)
  }
  await assert.rejects(getSection(db().read, actor('chairman'), id, 'causes'), refusal('report_not_found'))
  const list = await listReportsOf(db().read, actor('chairman'), { agencyId: null, period: periodWord(month) })
  assert.deepEqual(
    list.units?.map(({ id }) => id),
    [id],
  )
  // Who prepares the province's report sees how far the units are, and opens none of theirs.
  const prepared = await listReportsOf(db().read, actor('office'), {
    agencyId: agencyId('ubnd-tinh'),
    period: periodWord(month),
  })
  assert.deepEqual(
    prepared.units?.map((line) => [line.state, line.id]),
    [['draft', null]],
  )
  assert.deepEqual(
    prepared.lines.map(({ kind }) => kind),
    ['solving', 'one_stop'],
  )
})

test('a period that does not fit, has not begun, or in which the agency did not exist is refused', async () => {
  await assert.rejects(opened('home affairs', 'reform', 'ubnd-tinh', periodWord(month)), refusal('report_period_unfit'))
  await assert.rejects(opened('writer', 'solving', 'phuong-pho-hien', '2026-13'), refusal('report_period_unfit'))
  await assert.rejects(opened('writer', 'solving', 'phuong-pho-hien', '2099-01'), refusal('report_period_not_begun'))
  await assert.rejects(opened('writer', 'solving', 'phuong-pho-hien', '2025-06'), refusal('report_agency_not_then'))
  await assert.rejects(opened('writer', 'one_stop', 'phuong-pho-hien'), refusal('report_only_province'))
  await assert.rejects(opened('writer', 'x', 'phuong-pho-hien'), refusal('report_kind_unknown'))
})

test('the system fills in what the ledger says, and the identities hold in every row', async () => {
  const id = await opened('writer', 'solving', 'phuong-pho-hien')
  const { snapshot, broken } = await getReport(db().read, actor('writer'), id)
  assert.deepEqual(broken, [])
  for (const { columns, name } of snapshot.grid) assert.deepEqual(brokenIdentities(columns), [], name)
  const [total] = snapshot.grid
  assert.deepEqual(
    [total?.columns.toSolve, total?.columns.solved, total?.columns.open, total?.columns.withdrawn],
    [4, 2, 2, 1],
  )
  const [section] = snapshot.sections
  const inTime = section?.cells.find(({ key }) => key === 'in_time')
  assert.deepEqual(inTime?.now, { numerator: 2, denominator: 2, percent: '100.00' })
  // Before the first dossier nothing is known: that is not 0.
  assert.deepEqual([inTime?.before, inTime?.yearAgo], [null, null])
})

const figure = { key: 'free_1', name: 'Chỉ tiêu', numerator: '', denominator: '', percent: '', parts: '' }

test('two people at once: the second is told, nothing is overwritten', async () => {
  const reportId = await opened('writer', 'solving', 'phuong-pho-hien')
  const save = (name: string, narrative: string, revision: number) =>
    saveSection(db(), { actor: actor(name), reportId, section: 'proposals', revision, narrative, figures: [] })
  const outcomes = await Promise.allSettled([save('writer', 'Một', 0), save('second', 'Hai', 0)])
  const refused = outcomes.filter((one) => one.status === 'rejected')
  assert.equal(refused.length, 1)
  assert.equal(refused[0]?.reason.code, 'indicators.report_section_stale')
  const kept = await getSection(db().read, actor('writer'), reportId, 'proposals')
  assert.equal(kept.revision, 1)
  assert.equal(await save('second', 'Ba', 1), 2)
  await assert.rejects(save('writer', 'Bốn', 1), refusal('report_section_stale'))
})

test('figures that cannot be are refused at their fields, and nothing is kept of them', async () => {
  const reportId = await opened('writer', 'solving', 'phuong-pho-hien')
  const wrong = { ...figure, denominator: '1.392', percent: '74,26' }
  const request = { actor: actor('writer'), reportId, section: 'causes', revision: 0, narrative: 'Lời' }
  await assert.rejects(saveSection(db(), { ...request, figures: [wrong] }), (error: { faults: { path: string }[] }) => {
    assert.deepEqual(
      error.faults.map(({ path }) => path),
      ['figure.free_1.percent'],
    )
    return true
  })
  assert.equal((await getSection(db().read, actor('writer'), reportId, 'causes')).revision, 0)
  await assert.rejects(saveSection(db(), { ...request, section: 'x', figures: [] }), refusal('report_not_found'))
  const strange = { ...request, narrative: 'Lời\u0000 \ud800 kết', figures: [{ ...figure, percent: '80,32' }] }
  assert.equal(await saveSection(db(), strange), 1)
})

test('a running period is written, not signed; nobody signs what they began; only the leader signs', async () => {
  const running = await opened('writer', 'solving', 'phuong-pho-hien', thisMonth())
  const open = await getReport(db().read, actor('leader'), running)
  assert.equal(open.whyNot, 'report_period_open')
  const sign = (name: string, reportId: string, hash: string) =>
    signReport(db(), { actor: actor(name), reportId, hash })
  await assert.rejects(sign('leader', running, open.hash), refusal('report_period_open'))
  const ended = await opened('writer', 'solving', 'phuong-pho-hien')
  const { hash } = await getReport(db().read, actor('leader'), ended)
  await assert.rejects(sign('writer', ended, hash), refusal('report_not_yours_to_sign'))
  await assert.rejects(sign('chairman', ended, hash), refusal('report_not_yours_to_sign'))
  await assert.rejects(sign('elsewhere', ended, hash), refusal('report_not_found'))
  await assert.rejects(sign('leader', ended, '0'.repeat(64)), refusal('report_moved'))
  const own = await opened('elsewhere', 'solving', 'xa-van-giang')
  const theirs = await getReport(db().read, actor('elsewhere'), own)
  assert.equal(theirs.whyNot, 'report_own_work')
  await assert.rejects(sign('elsewhere', own, theirs.hash), refusal('report_own_work'))
})

test('what is signed is frozen: its hash is in the ledger, later entries show beside it', async () => {
  const reportId = await opened('writer', 'solving', 'phuong-pho-hien')
  const shown = await getReport(db().read, actor('leader'), reportId)
  const pressed = await Promise.allSettled(
    [1, 2].map(() => signReport(db(), { actor: actor('leader'), reportId, hash: shown.hash })),
  )
  assert.deepEqual(
    pressed.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.code)).sort(),
    [shown.hash, 'indicators.report_signed'].sort(),
  )
  const [event] = await readStream(db().read, reportId)
  assert.equal(event?.type, 'ReportSigned')
  assert.equal(event?.payload.sha256, shown.hash)
  const again = signReport(db(), { actor: actor('leader'), reportId, hash: shown.hash })
  await assert.rejects(again, refusal('report_signed'))
  const late = { actor: actor('writer'), reportId, section: 'causes', revision: 1, narrative: 'Muộn', figures: [] }
  await assert.rejects(saveSection(db(), late), refusal('report_signed'))
  await assert.rejects(
    query(db().read, `UPDATE indicators_report_section SET narrative = 'x' WHERE report_id = $1`, [reportId]),
    /is signed/,
  )
  await assert.rejects(query(db().read, `UPDATE indicators_report_signed SET hash = hash`), /permission denied/)

  const { version } = (
    await query<{ version: number }>(db().read, 'SELECT version FROM casework_dossier WHERE id = $1', [resolved])
  )[0] ?? { version: 0 }
  const head = province.officerIn('phuong-pho-hien', 'approver')
  await province.act(resolved, 'correct', head, { version, reason: 'Ghi nhầm kết quả của hồ sơ khác' })
  await countAll(province)
  const after = await getReport(db().read, actor('leader'), reportId)
  assert.deepEqual(after.snapshot, shown.snapshot)
  assert.equal(after.signed?.isIntact, true)
  const drift = Object.fromEntries(after.drift.map(({ column, n }) => [column, n]))
  assert.deepEqual([drift.solved, drift.open], [-1, 1])

  // Where the counter-entry was made it takes one back, and the list says which.
  const column = { column: 'solved' as const, agencyId: agencyId('phuong-pho-hien'), procedureCode: null, after: null }
  const made = await getBehindColumn(db().read, actor('leader'), { ...column, period: thisMonth() })
  assert.deepEqual([made.column?.said, made.lines.map(({ id, weight }) => [id, weight])], [-1, [[resolved, -1]]])
  const then = await getBehindColumn(db().read, actor('leader'), { ...column, period: periodWord(month) })
  assert.equal(then.column?.said, 2)
  assert.equal(then.lines.find(({ id }) => id === resolved)?.reversed, true)
  await assert.rejects(getBehindColumn(db().read, actor('elsewhere'), { ...column, period: null }), {
    code: 'indicators.figures_not_found',
  })
})

test('the province takes a unit’s numbers from its signed report and says so', async () => {
  const id = await opened('office', 'solving', 'ubnd-tinh')
  const { snapshot, units, hash } = await getReport(db().read, actor('chairman'), id)
  const unit = snapshot.grid.find(({ key }) => key === agencyId('phuong-pho-hien'))
  assert.equal(unit?.basis, 'frozen')
  assert.equal(unit?.columns.solved, 2)
  assert.match(unit?.reportHash ?? '', /^[0-9a-f]{64}$/)
  assert.deepEqual([units?.frozen, units?.live, units?.columns.toSolve], [1, 0, 4])
  const words = (await getSection(db().read, actor('office'), id, 'causes')).units
  assert.deepEqual(
    words.map(({ agencyId: unit, narrative }) => [unit, narrative]),
    [[agencyId('phuong-pho-hien'), 'Lời \ufffd kết']],
  )
  await signReport(db(), { actor: actor('chairman'), reportId: id, hash })
  const next = await opened('office', 'solving', 'ubnd-tinh', thisMonth())
  const later = await getReport(db().read, actor('office'), next)
  const solved = later.snapshot.sections[0]?.cells.find(({ key }) => key === 'solved')
  assert.equal(solved?.before?.numerator, 2)
})

test('a signed report that was changed in the database is found by its hash', async () => {
  const id = await opened('office', 'solving', 'ubnd-tinh')
  assert.equal((await getReport(db().read, actor('chairman'), id)).signed?.isIntact, true)
  assert.deepEqual(await checkSignedReports(db().read), { reports: 2, differing: null })
  async function* heads() {
    yield* readHeads(db().read)
    yield* readReportHeads(db().read)
  }
  assert.deepEqual((await verifyLedger(db().read, { heads: heads() })).faults, [])
  const change = (sql: string) => withOwner(database.ownerUrl, (client) => client.query(sql, [id]))
  const text = `replace(snapshot, '"solved":2', '"solved":3')`
  await change(`UPDATE indicators_report_signed SET snapshot = ${text} WHERE report_id = $1`)
  assert.equal((await getReport(db().read, actor('chairman'), id)).signed?.isIntact, false)
  // Who changes the hash with it is found by the ledger.
  await change(
    `UPDATE indicators_report_signed SET hash = encode(sha256(convert_to(snapshot, 'UTF8')), 'hex') WHERE report_id = $1`,
  )
  assert.equal((await getReport(db().read, actor('chairman'), id)).signed?.isIntact, false)
  assert.deepEqual(await checkSignedReports(db().read), { reports: 2, differing: { id } })
})
