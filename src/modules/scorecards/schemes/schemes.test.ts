import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, withOwner } from '../../../../test/support/database.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../../../../test/support/province.ts'
import { query } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { readStream, verifyLedger } from '../../../platform/ledger/index.ts'
import { readHeads } from '../../casework/index.ts'
import type { OfficerActor, Role } from '../../organisation/index.ts'
import { actOnSheet, gatherExternal, getRound, importScorecards, openRound, readScorecardHeads } from '../index.ts'
import type { DraftEdit } from './draft-edits.ts'
import {
  discardDraft,
  getDraft,
  getSchemeHistory,
  getSchemes,
  getSchemeVersion,
  publishScheme,
  saveDraft,
  startDraft,
} from './index.ts'
import type { DraftHead } from './scheme-draft.ts'

let database: TestDatabase
let province: TestProvince
let sheet: string
const who: Record<string, OfficerActor> = {}
const KEY = 'par-internal-example'

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  await importScorecards(db(), 'data')
  const make = async (name: string, agencySlug: string, role: Role) => {
    who[name] = await province.newOfficer(name, [{ agencySlug, role }])
  }
  await make('organiser', 'so-noi-vu', 'reviewer')
  await make('head', 'so-noi-vu', 'agency_leader')
  await make('chairman', 'ubnd-tinh', 'province_leader')
  await make('administrator', 'ubnd-tinh', 'administrator')
  await make('clerk', 'so-noi-vu', 'handler')
  await make('ward', 'phuong-pho-hien', 'agency_leader')
  await make('ward administrator', 'phuong-pho-hien', 'administrator')
})
after(async () => {
  await province.close()
  await database.close()
})

const db = () => province.context.db
const actor = (name: string): OfficerActor => who[name] as OfficerActor
const refusal = (code: string) => ({ code: `scorecards.${code}` })
const start = (name: string, from = KEY, key = '') => startDraft(db(), { actor: actor(name), from, key })
const seenOf = async (id: string) => (await getDraft(db().read, actor('head'), id)).revision

async function save(name: string, id: string, edit: DraftEdit, seen?: number) {
  return saveDraft(db(), { actor: actor(name), id, seen: seen ?? (await seenOf(id)), edit })
}

async function nodeId(id: string, key: string): Promise<string> {
  const { draft } = await getDraft(db().read, actor('head'), id)
  return draft.nodes.find((node) => node.key === key)?.id ?? ''
}

/** Says by which decision, as the head's form does. */
async function decided(id: string, more: Partial<DraftHead> = {}) {
  const { draft } = await getDraft(db().read, actor('head'), id)
  const { key: _key, base: _base, baseKeys: _keys, counts: _counts, kept: _kept, nodes: _nodes, ...head } = draft
  await save('head', id, { kind: 'head', head: { ...head, source: 'Quyết định 12/QĐ-UBND', ...more } })
}

const history = (from: number | null = null, to: number | null = null) =>
  getSchemeHistory(db().read, { actor: actor('head'), key: KEY, from, to, unitId: null })

async function* heads() {
  yield* readHeads(db().read)
  yield* readScorecardHeads(db().read)
}

test('who organises and the administrator write schemes; to all others there is no such page', async () => {
  for (const name of ['clerk', 'ward', 'ward administrator']) {
    await assert.rejects(start(name), refusal('not_found'), name)
    await assert.rejects(getSchemes(db().read, actor(name)), refusal('not_found'), name)
    await assert.rejects(
      getSchemeHistory(db().read, { actor: actor(name), key: KEY, from: null, to: null, unitId: null }),
      refusal('not_found'),
    )
  }
  const id = await start('organiser')
  assert.equal(await start('administrator'), id, 'one draft a scheme')
  for (const name of ['clerk', 'ward']) {
    await assert.rejects(getDraft(db().read, actor(name), id), refusal('not_found'), name)
    await assert.rejects(save(name, id, { kind: 'add', parent: null, nodeKind: 'area' }, 1), refusal('not_found'))
    await assert.rejects(discardDraft(db(), { actor: actor(name), id, seen: 1 }), refusal('not_found'))
    await assert.rejects(publishScheme(db(), { actor: actor(name), id, seen: 1, reason: 'x' }), refusal('not_found'))
  }
  await assert.rejects(start('head', '', 'Bộ Mới'), refusal('scheme_key_unfit'))
  await assert.rejects(start('head', '', ''), refusal('scheme_key_unfit'))
  await assert.rejects(start('head', KEY, 'ddci'), refusal('scheme_key_taken'))
  await assert.rejects(start('head', 'none', ''), refusal('scheme_unknown'))
  await assert.rejects(getDraft(db().read, actor('head'), 'x'), refusal('scheme_missing'))
})

test('two who save at once: one is written, the other is told; hostile text is kept as text', async () => {
  const id = await start('organiser', '', 'thu-nghiem')
  const outcomes = await Promise.allSettled(
    ['organiser', 'administrator'].map((name) => save(name, id, { kind: 'add', parent: null, nodeKind: 'area' }, 1)),
  )
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const refused = outcomes.find((one) => one.status === 'rejected')
  assert.equal(refused?.reason.code, 'scorecards.draft_stale')
  const hostile = '<script>alert(1)</script>\u0000 \ud800'
  await save('organiser', id, { kind: 'node', id: await nodeId(id, 'I'), node: { vi: hostile, max: '9'.repeat(50) } })
  const { draft, problems } = await getDraft(db().read, actor('head'), id)
  assert.equal(draft.nodes[0]?.vi, '<script>alert(1)</script> \ufffd')
  assert.ok(problems.some(({ node, code }) => node === draft.nodes[0]?.id && code === 'draft_number_unreadable'))
  await discardDraft(db(), { actor: actor('organiser'), id, seen: await seenOf(id) })
  await assert.rejects(getDraft(db().read, actor('head'), id), refusal('scheme_missing'))
})

test('publication is refused at the line whose points do not add up; then it is on the ledger and never changes', async () => {
  const id = await start('organiser')
  await decided(id)
  const line = await nodeId(id, '1.3')
  await save('organiser', id, { kind: 'node', id: line, node: { max: '4', evidence: true } })
  const publish = async (name: string, reason = 'Quyết định 12/QĐ-UBND') =>
    publishScheme(db(), { actor: actor(name), id, seen: await seenOf(id), reason })
  await assert.rejects(publish('organiser'), refusal('not_yours'))
  await assert.rejects(publish('head', ' '), refusal('reason_missing'))
  await assert.rejects(publish('head'), (error: { code: string; faults: { path: string; params: object }[] }) => {
    assert.equal(error.code, 'scorecards.draft_sum')
    assert.match(error.faults[0]?.path ?? '', /^n\d+\/max$/)
    assert.deepEqual(error.faults[0]?.params, { node: 'I', sum: 13, max: 12 })
    return true
  })
  await save('organiser', id, {
    kind: 'node',
    id: await nodeId(id, '1.2'),
    node: { max: '2', key: '1.5', continues: '1.2' },
  })
  const { revision } = await getDraft(db().read, actor('head'), id)
  await assert.rejects(
    publishScheme(db(), { actor: actor('head'), id, seen: revision - 1, reason: 'x' }),
    refusal('draft_stale'),
  )
  // Pressed twice at once: published once, and both presses are told the same.
  const { revision: last } = await getDraft(db().read, actor('head'), id)
  const press = () =>
    publishScheme(db(), { actor: actor('administrator'), id, seen: last, reason: 'Quyết định 12/QĐ-UBND' })
  assert.deepEqual(await Promise.all([press(), press()]), [
    { key: KEY, version: 2 },
    { key: KEY, version: 2 },
  ])
  await assert.rejects(
    publishScheme(db(), { actor: actor('head'), id, seen: last, reason: 'x' }),
    refusal('scheme_missing'),
  )
  const { versions, changes } = await history()
  assert.deepEqual(
    versions.map(({ version, published }) => [version, published?.isIntact ?? null]),
    [
      [2, true],
      [1, null],
    ],
  )
  assert.equal(versions[0]?.published?.by, 'administrator')
  assert.equal(versions[0]?.published?.reason, 'Quyết định 12/QĐ-UBND')
  assert.deepEqual(
    changes?.list.map((one) =>
      one.kind === 'changed' ? `${one.from.key}>${one.to.key} ${one.what.join()}` : one.kind,
    ),
    ['1.2>1.5 key,max', '1.3>1.3 max'],
  )
  const [told] = await readStream(db().read, id)
  assert.equal(told?.type, 'SchemePublished')
  assert.equal(told?.payload.sha256, versions[0]?.hash)
  const version = await getSchemeVersion(db().read, KEY, 2)
  assert.ok(version.lines.find(({ key }) => key === '1.3')?.evidence)
  // It ships again with other content under the same key: what was published here stands.
  await importScorecards(db(), 'data')
  const change =
    "UPDATE scorecards_scheme SET document = jsonb_set(document, '{tree,max}', '99') WHERE key = $1 AND version = 2"
  await assert.rejects(
    db().write((tx) => query(tx, change, [KEY])),
    /permission denied/,
  )
  assert.deepEqual((await verifyLedger(db().read, { heads: heads() })).faults, [])
  await withOwner(database.ownerUrl, (client) => client.query(change, [KEY]))
  assert.equal((await history()).versions[0]?.published?.isIntact, false)
  await withOwner(database.ownerUrl, (client) => client.query(change.replace("'99'", "'100'"), [KEY]))
})

test('a round is opened by the newest version that holds in its year', async () => {
  const id = await start('head')
  await decided(id, { fromYear: '2090' })
  await publishScheme(db(), { actor: actor('head'), id, seen: await seenOf(id), reason: 'Từ năm 2090' })
  const dates = { selfUntil: '2100-01-01', verifyUntil: '2100-01-02', appealUntil: '2100-01-03' }
  const agencyIds = [province.directory.bySlug('phuong-pho-hien')?.id as AgencyId]
  const open = async (year: string) => {
    const round = await openRound(db(), { actor: actor('head'), scheme: KEY, year, agencyIds, dates })
    return getRound(db().read, actor('head'), round)
  }
  const { scheme, units } = await open('2026')
  assert.equal(scheme.version, 2)
  sheet = units[0]?.sheetId ?? ''
  assert.equal((await open('2091')).scheme.version, 3)
})

test('where the scheme asks for evidence words alone give no points; nothing claimed needs none', async () => {
  const score = (points: string, links: string, seen: number) => {
    const statement = { text: 'Đã làm', files: [], links, year: links === '' ? '' : '2026' }
    const wish = { kind: 'self' as const, key: '1.3', seen, points, items: {}, statement }
    return actOnSheet(db(), { actor: actor('ward'), sheetId: sheet, wish })
  }
  await assert.rejects(score('2', '', 0), (error: { code: string; faults: { path: string }[] }) => {
    assert.deepEqual([error.code, error.faults[0]?.path], ['scorecards.evidence_missing', 'tep'])
    return true
  })
  await score('0', '', 0)
  await score('2', 'https://vi-du.invalid/quyet-dinh', 1)
  await assert.rejects(score('4,01', 'https://vi-du.invalid/quyet-dinh', 2), refusal('points_above'))
})

test('a shipped frame becomes a scheme of the same key once its points are known', async () => {
  const id = await start('head', 'ddci')
  const view = await getDraft(db().read, actor('head'), id)
  assert.equal(view.nextVersion, 2)
  assert.ok(view.problems.length > 0 && view.draft.nodes.every(({ max }) => max === ''))
  await assert.rejects(
    publishScheme(db(), { actor: actor('head'), id, seen: view.revision, reason: 'x' }),
    (error: { faults: unknown[] }) => error.faults.length === view.problems.length,
  )
})

test("once the points of the province's own index are known, its evidence is gathered with them", async () => {
  const id = await start('head', 'par-index-provinces')
  await decided(id, { survey: '', fromYear: '2026' })
  const { draft } = await getDraft(db().read, actor('head'), id)
  for (const area of draft.nodes) {
    await save('head', id, { kind: 'node', id: area.id, node: { max: '12,5' } })
    const { node } = await save('head', id, { kind: 'add', parent: area.id, nodeKind: 'criterion' })
    const line = { vi: 'Tiêu chí', max: '12,5', method: 'evidence' as const, ruleVi: 'Theo minh chứng.' }
    await save('head', id, { kind: 'node', id: node ?? '', node: line })
  }
  const seen = await seenOf(id)
  assert.equal((await publishScheme(db(), { actor: actor('head'), id, seen, reason: 'Đã có phụ lục' })).version, 2)
  const rounds = (await history()).versions.flatMap((one) => one.rounds)
  const round = rounds.find(({ year }) => year === 2026)?.id ?? ''
  const gathered = await gatherExternal(db().read, actor('head'), round)
  assert.deepEqual([gathered.scorecard.key, gathered.scorecard.version], ['par-index-provinces', 2])
  assert.ok(gathered.areas.length === 8 && gathered.areas.every(({ max }) => max === 12.5))
  const own = gathered.areas[0]?.lines.find(({ key }) => key === '1.3')
  assert.deepEqual([own?.sheetId, own?.points, own?.statement?.links], [sheet, 2, ['https://vi-du.invalid/quyet-dinh']])
  await assert.rejects(gatherExternal(db().read, actor('administrator'), round), refusal('not_found'))
})
