import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestDatabase } from '../../../test/support/database.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../../../test/support/province.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { readStream, verifyLedger } from '../../platform/ledger/index.ts'
import { readHeads } from '../casework/index.ts'
import type { OfficerActor, Role } from '../organisation/index.ts'
import {
  actOnSheet,
  getLine,
  getRound,
  getRoundChanges,
  getSheet,
  importScorecards,
  moveRoundDates,
  openRound,
  readScorecardHeads,
  type SheetWish,
} from './index.ts'

let database: TestDatabase
let province: TestProvince
let round: string
let sheet: string
const who: Record<string, OfficerActor> = {}
const first = { selfUntil: '2026-12-10', verifyUntil: '2026-12-20', appealUntil: '2026-12-30' }

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  province.setClock('2026-12-01T09:00')
  await importScorecards(db(), 'data')
  const make = async (name: string, agencySlug: string, role: Role) => {
    who[name] = await province.newOfficer(name, [{ agencySlug, role }])
  }
  await make('leader', 'phuong-pho-hien', 'agency_leader')
  await make('verifier', 'van-phong-ubnd-tinh', 'reviewer')
  await make('second', 'van-phong-ubnd-tinh', 'handler')
  await make('organiser', 'so-noi-vu', 'reviewer')
  await make('administrator', 'ubnd-tinh', 'administrator')
  const agencyIds = [province.directory.bySlug('phuong-pho-hien')?.id as AgencyId]
  const scheme = 'par-internal-example'
  round = await openRound(db(), { actor: actor('organiser'), scheme, year: '2026', agencyIds, dates: first })
  sheet = (await getRound(db().read, actor('organiser'), round)).units[0]?.sheetId ?? ''
  await act('organiser', { kind: 'assign', userId: actor('verifier').userId })
})
after(async () => {
  await province.close()
  await database.close()
})

const db = () => province.context.db
const actor = (name: string): OfficerActor => who[name] as OfficerActor
const refusal = (code: string) => ({ code: `scorecards.${code}` })
const act = (name: string, wish: SheetWish) => actOnSheet(db(), { actor: actor(name), sheetId: sheet, wish })
const said = (text: string) => ({ text, files: [], links: '', year: '' })
const changes = () => getRoundChanges(db().read, actor('organiser'), round)

async function move(name: string, dates: Partial<typeof first>, more: { reason?: string; seen?: string } = {}) {
  const now = await changes()
  const { reason = 'Bão lụt, đơn vị xin lùi hạn', seen = now.seen } = more
  await moveRoundDates(db(), { actor: actor(name), roundId: round, seen, dates: { ...now.dates, ...dates }, reason })
}

test('days are moved by who organises, with a reason, never into the past, in their order', async () => {
  province.setClock('2026-12-05T09:00')
  for (const name of ['leader', 'verifier', 'administrator']) {
    await assert.rejects(move(name, { selfUntil: '2026-12-12' }), refusal('not_found'), name)
    await assert.rejects(getRoundChanges(db().read, actor(name), round), refusal('not_found'), name)
  }
  await assert.rejects(move('organiser', {}), refusal('dates_same'))
  await assert.rejects(move('organiser', { selfUntil: '2026-12-04' }), refusal('date_past'))
  await assert.rejects(move('organiser', { selfUntil: '2026-12-20' }), refusal('dates_order'))
  await assert.rejects(move('organiser', { selfUntil: '2026-12-12' }, { reason: ' ' }), refusal('reason_missing'))
  await move('organiser', { selfUntil: '2026-12-12', verifyUntil: '2026-12-22' })
  const { history, dates } = await changes()
  assert.deepEqual(dates, { ...first, selfUntil: '2026-12-12', verifyUntil: '2026-12-22' })
  assert.deepEqual(history[0]?.dates?.before, first)
  assert.equal(history[0]?.reason, 'Bão lụt, đơn vị xin lùi hạn')
  assert.equal((await getSheet(db().read, actor('leader'), sheet)).selfUntil, '2026-12-12')
  assert.doesNotMatch(JSON.stringify(await readStream(db().read, round)), /Bão lụt/)
})

test('two who move the days at once: one is written, the other is told', async () => {
  const { seen } = await changes()
  const outcomes = await Promise.allSettled([
    move('organiser', { selfUntil: '2026-12-13' }, { seen }),
    move('organiser', { selfUntil: '2026-12-14' }, { seen }),
  ])
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.equal(outcomes.find((one) => one.status === 'rejected')?.reason.code, 'scorecards.round_moved')
})

test('a phase that was over goes on after its day was moved', async () => {
  province.setClock('2026-12-16T09:00')
  const score = (seen: number) =>
    act('leader', { kind: 'self', key: '2.1', seen, points: '5', items: {}, statement: said('Có') })
  await assert.rejects(score(0), refusal('phase_over'))
  await move('organiser', { selfUntil: '2026-12-17' })
  await score(0)
})

test('a verifier is replaced with a reason: what they verified stays theirs, and they verify no more', async () => {
  const leader = actor('leader')
  await act('leader', { kind: 'fill' })
  for (const { line, figure, points } of (await getSheet(db().read, leader, sheet)).lines) {
    if (line.leaf === null || line.kind === 'survey' || figure?.standing === 'measured' || points.self !== null)
      continue
    const { method } = line.leaf
    const parts = method.kind === 'checklist' ? method.items : method.kind === 'deduction' ? method.less : []
    const items = Object.fromEntries(parts.map(({ key }) => [key, '0']))
    const { seen } = await getLine(db().read, leader, { sheetId: sheet, key: line.key })
    await act('leader', { kind: 'self', key: line.key, seen, points: '1', items, statement: said('Có') })
  }
  await act('leader', { kind: 'submit' })
  const [from, to] = [actor('verifier').userId, actor('second').userId]
  const verify = async (name: string, key: string) => {
    const { seen } = await getLine(db().read, actor('organiser'), { sheetId: sheet, key })
    await act(name, { kind: 'verify', key, seen, points: '0', items: {}, statement: said('Thiếu minh chứng') })
  }
  await verify('verifier', '1.3')
  const replace = (name: string, more: { from?: string; to?: string; text?: string } = {}) =>
    act(name, {
      kind: 'replace',
      from: more.from ?? from,
      to: more.to ?? to,
      statement: said(more.text ?? 'Chuyển công tác'),
    })
  await assert.rejects(replace('leader'), refusal('not_yours'))
  await assert.rejects(replace('verifier'), refusal('not_yours'))
  await assert.rejects(replace('administrator'), refusal('not_found'))
  await assert.rejects(replace('organiser', { text: '' }), refusal('reason_missing'))
  await assert.rejects(replace('organiser', { from: to }), refusal('verifier_missing'))
  await assert.rejects(replace('organiser', { to: from }), refusal('verifier_same'))
  await assert.rejects(replace('organiser', { to: leader.userId }), refusal('verifier_unfit'))
  await replace('organiser')
  await assert.rejects(verify('verifier', '2.1'), refusal('not_found'))
  await assert.rejects(getSheet(db().read, actor('verifier'), sheet), refusal('not_found'))
  await verify('second', '2.1')
  const line = await getLine(db().read, leader, { sheetId: sheet, key: '1.3' })
  assert.equal(line.line.points.verified, 0)
  assert.equal(line.history.at(-1)?.by, 'verifier')
  const { history, units } = await changes()
  assert.deepEqual(
    units[0]?.verifiers.map(({ name }) => name),
    ['second'],
  )
  const told = history.filter(({ kind }) => kind !== 'dates').map(({ kind, person, reason }) => [kind, person, reason])
  assert.deepEqual(told.sort(), [
    ['assigned', 'second', ''],
    ['assigned', 'verifier', ''],
    ['removed', 'verifier', 'Chuyển công tác'],
  ])
  async function* heads() {
    yield* readHeads(db().read)
    yield* readScorecardHeads(db().read)
  }
  assert.deepEqual((await verifyLedger(db().read, { heads: heads() })).faults, [])
})

test('two verifiers at once on a line: one is written, the other is told and loses nothing that stands', async () => {
  await act('organiser', { kind: 'assign', userId: actor('verifier').userId })
  const { seen } = await getLine(db().read, actor('organiser'), { sheetId: sheet, key: '4.1' })
  const outcomes = await Promise.allSettled(
    ['verifier', 'second'].map((name, at) =>
      act(name, { kind: 'verify', key: '4.1', seen, points: String(at), items: {}, statement: said('Lý do') }),
    ),
  )
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.equal(outcomes.find((one) => one.status === 'rejected')?.reason.code, 'scorecards.stale')
})
