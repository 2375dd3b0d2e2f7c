import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, withOwner } from '../../../test/support/database.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../../../test/support/province.ts'
import { query } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { readStream, verifyLedger } from '../../platform/ledger/index.ts'
import { readHeads } from '../casework/index.ts'
import type { OfficerActor, Role } from '../organisation/index.ts'
import {
  actOnSheet,
  getDesk,
  getEvidence,
  getLine,
  getPublicRound,
  getPublicSheet,
  getRound,
  getSheet,
  importScorecards,
  listPublicRounds,
  openRound,
  publishRound,
  readScorecardHeads,
  type SheetWish,
} from './index.ts'
import { evolveSheet, type SheetEvent, type SheetState } from './sheet.ts'

let database: TestDatabase
let province: TestProvince
let round: string
const who: Record<string, OfficerActor> = {}
const YEAR = 2026
const SCHEME = 'par-internal-example'

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  province.setClock('2026-12-01T09:00')
  await importScorecards(db(), 'data')
  const make = async (name: string, agencySlug: string, role: Role) => {
    who[name] = await province.newOfficer(name, [{ agencySlug, role }])
  }
  await make('writer', 'phuong-pho-hien', 'reviewer')
  await make('leader', 'phuong-pho-hien', 'agency_leader')
  await make('clerk', 'phuong-pho-hien', 'handler')
  await make('elsewhere', 'xa-van-giang', 'agency_leader')
  await make('verifier', 'van-phong-ubnd-tinh', 'reviewer')
  await make('second', 'van-phong-ubnd-tinh', 'handler')
  await make('organiser', 'so-noi-vu', 'reviewer')
  await make('head', 'so-noi-vu', 'agency_leader')
  await make('chairman', 'ubnd-tinh', 'province_leader')
  await make('administrator', 'ubnd-tinh', 'administrator')
})

after(async () => {
  await province.close()
  await database.close()
})

const db = () => province.context.db
const agencyId = (slug: string) => province.directory.bySlug(slug)?.id as AgencyId
const refusal = (code: string) => ({ code: `scorecards.${code}` })

function actor(name: string): OfficerActor {
  const found = who[name]
  assert.ok(found, name)
  return found
}

const dates = { selfUntil: '2026-12-10', verifyUntil: '2026-12-20', appealUntil: '2026-12-30' }

function open(name: string, more: Partial<Parameters<typeof openRound>[1]> = {}) {
  const agencyIds = ['phuong-pho-hien', 'so-xay-dung', 'so-noi-vu'].map(agencyId)
  return openRound(db(), { actor: actor(name), scheme: SCHEME, year: String(YEAR), agencyIds, dates, ...more })
}

const sheetOf = async (slug: string) => {
  const view = await getRound(db().read, actor('chairman'), round)
  const name = province.directory.bySlug(slug)?.name
  return view.units.find(({ unit }) => unit === name)?.sheetId ?? ''
}

const said = (text: string, more = {}) => ({ text, files: [], links: '', year: '', ...more })

async function act(name: string, sheetId: string, wish: SheetWish): Promise<void> {
  await actOnSheet(db(), { actor: actor(name), sheetId, wish })
}

/** A line scored as a form would send it, drawn on the line as it is. */
async function score(
  name: string,
  kind: 'self' | 'verify' | 'appeal' | 'decide' | 'survey' | 'correct',
  asked: {
    sheetId: string
    key: string
    points?: string
    items?: Record<string, string>
    text?: string
    seen?: number
  },
): Promise<void> {
  const { sheetId, key, points = '', items = {}, text = 'Có giải trình' } = asked
  const seen = asked.seen ?? (await getLine(db().read, actor('chairman'), { sheetId, key })).seen
  await act(name, sheetId, { kind, key, seen, points, items, statement: said(text) })
}

async function scoreAll(name: string, sheetId: string, points: (max: number) => number): Promise<void> {
  for (const { line, figure } of (await getSheet(db().read, actor('chairman'), sheetId)).lines) {
    const isFilled = figure?.standing === 'measured'
    if (line.leaf === null || line.kind === 'survey' || isFilled) continue
    const { method } = line.leaf
    const items =
      method.kind === 'checklist'
        ? Object.fromEntries(method.items.map(({ key }) => [key, '1']))
        : method.kind === 'deduction'
          ? Object.fromEntries(method.less.map(({ key }) => [key, '0']))
          : {}
    await score(name, 'self', { sheetId, key: line.key, points: String(points(line.max)), items })
  }
}

test('only the office that organises opens a round, and what is wrong is said at its field', async () => {
  for (const name of ['writer', 'leader', 'verifier', 'administrator']) {
    await assert.rejects(open(name), refusal('not_found'), name)
  }
  await assert.rejects(open('organiser', { scheme: 'par-index-provinces' }), refusal('scheme_without_points'))
  await assert.rejects(open('organiser', { scheme: 'none' }), refusal('scheme_unknown'))
  await assert.rejects(open('organiser', { year: '2024' }), refusal('year_unfit'))
  await assert.rejects(open('organiser', { agencyIds: [] }), refusal('units_missing'))
  await assert.rejects(open('organiser', { agencyIds: [agencyId('cong-an-tinh')] }), refusal('unit_unfit'))
  await assert.rejects(open('organiser', { dates: { ...dates, verifyUntil: '2026-12-10' } }), refusal('dates_order'))
  await assert.rejects(open('organiser', { dates: { ...dates, selfUntil: null } }), refusal('date_unreadable'))
  round = await open('organiser')
  await assert.rejects(open('chairman'), refusal('round_exists'))
})

test('a unit sees and scores its own sheet only; what is typed wrongly is refused', async () => {
  const sheetId = await sheetOf('phuong-pho-hien')
  for (const name of ['clerk', 'elsewhere', 'verifier', 'administrator']) {
    await assert.rejects(getSheet(db().read, actor(name), sheetId), refusal('not_found'), name)
    await assert.rejects(act(name, sheetId, { kind: 'fill' }), refusal('not_found'), name)
  }
  const self = (more: Parameters<typeof score>[2]['points'], key = '1.3', text = 'Có giải trình') =>
    score('writer', 'self', { sheetId, key, points: more ?? '', text })
  await assert.rejects(score('organiser', 'self', { sheetId, key: '1.3', points: '1' }), refusal('not_yours'))
  await assert.rejects(self('3,5'), refusal('points_above'))
  await assert.rejects(self('-1'), refusal('points_unreadable'))
  await assert.rejects(self('1,234'), refusal('points_unreadable'))
  await assert.rejects(self(''), refusal('points_missing'))
  await assert.rejects(self('2', '1.3', ''), refusal('explanation_missing'))
  await assert.rejects(self('2', '3.1.1'), refusal('figures_missing'))
  await assert.rejects(self('2', '8.1'), refusal('wrong_phase'))
  await assert.rejects(self('2', 'I'), refusal('not_found'))
  const evidence = (more: object): Promise<void> =>
    act('writer', sheetId, { kind: 'self', key: '1.3', seen: 0, points: '2', items: {}, statement: said('', more) })
  const link = 'https://vi-du.invalid/quyet-dinh'
  await assert.rejects(evidence({ links: link, year: '2025' }), refusal('evidence_other_year'))
  await assert.rejects(evidence({ links: link, year: '' }), refusal('evidence_year_missing'))
  await assert.rejects(evidence({ links: 'javascript:alert(1)', year: '2026' }), refusal('link_unreadable'))
  const file = { hash: 'a'.repeat(64), name: 'a.pdf', size: 1, mediaType: 'application/pdf' }
  await assert.rejects(evidence({ files: [file], year: '2026' }), refusal('evidence_unknown'))
  const hash = await province.upload(actor('writer'))
  // What a forged form says of a file is not believed: size, kind and name come from the store.
  const forged = { hash, name: 'a\u202efdp.exe\ud800', size: -5, mediaType: 'text/html' }
  await evidence({ files: [forged], links: link, year: '2026' })
  const stored = await getEvidence(db().read, actor('leader'), { sheetId, hash })
  assert.deepEqual([stored.mediaType, stored.size > 0, stored.name], ['application/pdf', true, 'afdp.exe.pdf'])
  const line = await getLine(db().read, actor('leader'), { sheetId, key: '1.3' })
  assert.equal(line.line.points.self, 2)
  assert.deepEqual(line.self?.links, [link])
  await assert.rejects(getEvidence(db().read, actor('elsewhere'), { sheetId, hash }), refusal('not_found'))
  await assert.rejects(getEvidence(db().read, actor('leader'), { sheetId, hash: file.hash }), refusal('not_found'))
  // The form was drawn before somebody else saved.
  await assert.rejects(score('leader', 'self', { sheetId, key: '1.3', points: '1', seen: 0 }), refusal('stale'))
})

test('two who press at once: one is written, the other is told', async () => {
  const sheetId = await sheetOf('phuong-pho-hien')
  const outcomes = await Promise.allSettled(
    ['writer', 'leader'].map((name) => score(name, 'self', { sheetId, key: '2.1', points: '4', seen: 0 })),
  )
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const refused = outcomes.find((one) => one.status === 'rejected')
  assert.equal(refused?.reason.code, 'scorecards.stale')
})

test('counted figures are filled with their parts and locked; a sheet with gaps is not sent', async () => {
  const sheetId = await sheetOf('phuong-pho-hien')
  await act('writer', sheetId, { kind: 'fill' })
  const { filled, lines } = await getSheet(db().read, actor('writer'), sheetId)
  assert.match(filled?.sha256 ?? '', /^[0-9a-f]{64}$/)
  assert.equal(filled?.from, '2026-01-01')
  const counted = lines.filter(({ line }) => line.kind === 'counted')
  assert.ok(counted.length === 3 && counted.every(({ figure }) => figure !== null))
  await assert.rejects(act('leader', sheetId, { kind: 'submit' }), refusal('lines_missing'))
  await scoreAll('writer', sheetId, (max) => max / 2)
  await assert.rejects(act('writer', sheetId, { kind: 'submit' }), refusal('not_yours'))
  await act('leader', sheetId, { kind: 'submit' })
  // Counted again as it is handed in: nobody chooses the day of the figures.
  const events = (await readStream(db().read, sheetId)).map(({ type }) => type)
  assert.deepEqual(events.slice(-2), ['FiguresFilled', 'SheetSubmitted'])
  await assert.rejects(score('writer', 'self', { sheetId, key: '1.3', points: '1' }), refusal('wrong_phase'))
})

test('nobody of the unit verifies; reasons are asked for; the rest is accepted as it is', async () => {
  const sheetId = await sheetOf('phuong-pho-hien')
  const assign = (name: string, whom: string, id = sheetId) =>
    act(name, id, { kind: 'assign', userId: actor(whom).userId })
  await assert.rejects(assign('leader', 'verifier'), refusal('not_yours'))
  await assert.rejects(assign('organiser', 'leader'), refusal('verifier_unfit'))
  await assert.rejects(assign('organiser', 'administrator'), refusal('verifier_unfit'))
  // The organisers' own office is scored too: its people have nothing to say about its sheet.
  await assert.rejects(assign('organiser', 'verifier', await sheetOf('so-noi-vu')), refusal('not_yours'))
  await assign('chairman', 'verifier', await sheetOf('so-noi-vu'))
  await assign('organiser', 'verifier')
  await assign('organiser', 'second')
  assert.equal((await getDesk(db().read, actor('second'))).toVerify.length, 1)
  const verify = (points: string, text: string, key = '1.3') =>
    score('verifier', 'verify', { sheetId, key, points, text })
  await assert.rejects(verify('1', ''), refusal('reason_missing'))
  await assert.rejects(verify('9', 'Lý do'), refusal('points_above'))
  await assert.rejects(act('verifier', sheetId, { kind: 'finish' }), refusal('lines_unverified'))
  await verify('1', 'Quyết định công nhận của năm trước')
  await score('verifier', 'verify', { sheetId, key: 'T2', points: '0,5', text: 'Nộp thiếu phụ lục' })
  await act('second', sheetId, { kind: 'accept_rest' })
  await act('verifier', sheetId, { kind: 'finish' })
  const { lines } = await getSheet(db().read, actor('leader'), sheetId)
  const line = lines.find((one) => one.line.key === '1.3')
  assert.deepEqual([line?.points.self, line?.points.verified, line?.difference], [1.5, 1, -0.5])
})

test('an appeal is decided by somebody who neither verified nor belongs to the unit', async () => {
  const sheetId = await sheetOf('phuong-pho-hien')
  const appeal = (name: string, text = 'Đã có bản chính') =>
    score(name, 'appeal', { sheetId, key: '1.3', points: '2', text })
  await assert.rejects(appeal('writer'), refusal('not_yours'))
  await assert.rejects(appeal('leader', ''), refusal('reason_missing'))
  await appeal('leader')
  await assert.rejects(appeal('leader'), refusal('appealed_already'))
  await act('leader', sheetId, { kind: 'agree' })
  const decide = (name: string, text = 'Chấp nhận') => score(name, 'decide', { sheetId, key: '1.3', points: '2', text })
  for (const name of ['leader', 'verifier', 'organiser']) await assert.rejects(decide(name), refusal('not_yours'), name)
  await act('organiser', sheetId, { kind: 'assign', userId: actor('head').userId })
  await assert.rejects(decide('head'), refusal('own_decision'))
  await assert.rejects(decide('chairman', ''), refusal('reason_missing'))
  await decide('chairman')
  await assert.rejects(decide('chairman'), refusal('decided_already'))
  const { history } = await getLine(db().read, actor('leader'), { sheetId, key: '1.3' })
  assert.deepEqual(
    history.map(({ act: told, points, by }) => [told, points, by]),
    [
      ['LineSelfScored', 2, 'writer'],
      ['LineSelfScored', 1.5, 'writer'],
      ['LineVerified', 1, 'verifier'],
      ['LineAppealed', 2, 'leader'],
      ['AppealDecided', 2, 'chairman'],
    ],
  )
})

test('survey points count with a source and a second person', async () => {
  const sheetId = await sheetOf('phuong-pho-hien')
  const enter = (key: string, points: string, text = 'Điều tra năm 2026') =>
    score('organiser', 'survey', { sheetId, key, points, text })
  await assert.rejects(enter('8.1', '10', ''), refusal('source_missing'))
  await assert.rejects(enter('1.3', '1'), refusal('wrong_phase'))
  const confirm = async (name: string, key: string) => {
    const { seen } = await getLine(db().read, actor('chairman'), { sheetId, key })
    await act(name, sheetId, { kind: 'confirm_survey', key, seen })
  }
  await assert.rejects(confirm('head', '8.1'), refusal('survey_missing'))
  await enter('8.1', '10,25')
  assert.equal((await getSheet(db().read, actor('leader'), sheetId)).total.survey, null)
  await assert.rejects(confirm('organiser', '8.1'), refusal('survey_own'))
  await confirm('head', '8.1')
  await enter('8.2', '6')
  await confirm('head', '8.2')
  assert.equal((await getSheet(db().read, actor('leader'), sheetId)).total.survey, 16.25)
})

test('after its last day a phase takes nothing more', async () => {
  const sheetId = await sheetOf('so-xay-dung')
  const builder = province.officerIn('so-xay-dung', 'agency_leader')
  who.builder = builder
  await act('builder', sheetId, { kind: 'fill' })
  province.setClock('2026-12-11T00:00')
  await assert.rejects(score('builder', 'self', { sheetId, key: '1.3', points: '1' }), refusal('phase_over'))
  province.setClock('2026-12-01T09:00')
  const view = await getRound(db().read, actor('chairman'), round)
  assert.equal(view.unready.length, 2)
  const publish = { actor: actor('chairman'), roundId: round, hash: view.hash }
  await assert.rejects(publishRound(db(), publish), refusal('round_unready'))
  assert.deepEqual(await listPublicRounds(db().read), [])
  await assert.rejects(getPublicRound(db().read, round), refusal('not_found'))
})

async function complete(slug: string, unit: string, points: (max: number) => number): Promise<void> {
  const sheetId = await sheetOf(slug)
  const { verifiers } = await getSheet(db().read, actor('chairman'), sheetId)
  if (verifiers.length === 0) await act('organiser', sheetId, { kind: 'assign', userId: actor('verifier').userId })
  await act(unit, sheetId, { kind: 'fill' })
  await scoreAll(unit, sheetId, points)
  await act(unit, sheetId, { kind: 'submit' })
  await act('verifier', sheetId, { kind: 'accept_rest' })
  await act('verifier', sheetId, { kind: 'finish' })
  const second = await province.newOfficer('vice chairman', [{ agencySlug: 'ubnd-tinh', role: 'province_leader' }])
  for (const key of ['8.1', '8.2']) {
    await score('chairman', 'survey', { sheetId, key, points: '5' })
    const { seen } = await getLine(db().read, second, { sheetId, key })
    await actOnSheet(db(), { actor: second, sheetId, wish: { kind: 'confirm_survey', key, seen } })
  }
  await act(unit, sheetId, { kind: 'agree' })
}

test('a published result is frozen by its hash; a correction stands beside it', async () => {
  await complete('so-xay-dung', 'builder', (max) => max)
  await complete('so-noi-vu', 'head', (max) => max)
  const view = await getRound(db().read, actor('chairman'), round)
  assert.deepEqual(view.unready, [])
  const publish = (name: string, hash = view.hash) => publishRound(db(), { actor: actor(name), roundId: round, hash })
  for (const name of ['organiser', 'leader', 'verifier']) {
    await assert.rejects(publish(name), refusal('not_found'), name)
  }
  await assert.rejects(publish('chairman', 'f'.repeat(64)), refusal('moved'))
  await publish('chairman')
  await assert.rejects(publish('chairman'), refusal('published'))
  const shown = await getPublicRound(db().read, round)
  assert.equal(shown.published.hash, view.hash)
  assert.equal(shown.published.isIntact, true)
  const departments = shown.units.filter(({ kind }) => kind === 'department')
  // The same points give the same place.
  assert.deepEqual(
    departments.map(({ place }) => place),
    [1, 1],
  )
  const sheetId = await sheetOf('phuong-pho-hien')
  await assert.rejects(score('verifier', 'verify', { sheetId, key: '1.3', points: '1' }), refusal('published'))
  await assert.rejects(score('leader', 'correct', { sheetId, key: '1.3', points: '1' }), refusal('not_yours'))
  await score('chairman', 'correct', { sheetId, key: '1.3', points: '1', text: 'Quyết định bị thu hồi' })
  const sheet = await getPublicSheet(db().read, round, sheetId)
  const line = sheet.lines.find((one) => one.line.key === '1.3')
  assert.equal(line?.points.final, 2)
  assert.equal(sheet.unit.now, (sheet.unit.total.final ?? 0) - 1)
  assert.deepEqual(
    sheet.corrections.map(({ key, points }) => [key, points]),
    [['1.3', 1]],
  )
})

test('a remedy is done only with its product', async () => {
  const sheetId = await sheetOf('phuong-pho-hien')
  const statement = said('Ban hành kế hoạch sớm')
  const plan = {
    kind: 'plan' as const,
    key: '1.3',
    agencyId: agencyId('phuong-pho-hien'),
    dueOn: '2027-03-31',
    statement,
  }
  await assert.rejects(act('verifier', sheetId, plan), refusal('not_yours'))
  await assert.rejects(act('writer', sheetId, { ...plan, dueOn: null }), refusal('date_unreadable'))
  await act('writer', sheetId, plan)
  const [remedy] = (await getSheet(db().read, actor('writer'), sheetId)).remedies
  const done = (more: object) =>
    act('writer', sheetId, { kind: 'done', id: remedy?.id ?? '', statement: said('', more) })
  await assert.rejects(done({}), refusal('product_missing'))
  await done({ links: 'https://vi-du.invalid/ke-hoach', year: '2026' })
  const [after] = (await getSheet(db().read, actor('writer'), sheetId)).remedies
  assert.equal(after?.done?.by, 'writer')
  await assert.rejects(done({ links: 'https://vi-du.invalid/x', year: '2026' }), refusal('remedy_missing'))
})

test('the ledger makes every sheet again, holds no words, and finds what was changed', async () => {
  const rows = await query<{ id: string; state: SheetState }>(db().read, 'SELECT id, state FROM scorecards_sheet')
  for (const { id, state } of rows) {
    const events = await readStream(db().read, id)
    const again = events.reduce<SheetState | null>(
      (before, { type, payload, actorId, recordedAt }) =>
        evolveSheet(before, { type, payload } as unknown as SheetEvent, {
          by: actorId as never,
          at: recordedAt.toISOString(),
        }),
      null,
    )
    assert.deepEqual(again, state)
    assert.doesNotMatch(JSON.stringify(events), /Quyết định bị thu hồi|Có giải trình/)
  }
  async function* heads() {
    yield* readHeads(db().read)
    yield* readScorecardHeads(db().read)
  }
  const verification = await verifyLedger(db().read, { heads: heads() })
  assert.deepEqual(verification.faults, [])
  await withOwner(database.ownerUrl, (client) =>
    client.query(`UPDATE scorecards_published SET snapshot = replace(snapshot, '"place":1', '"place":2')`),
  )
  assert.equal((await getPublicRound(db().read, round)).published.isIntact, false)
})
