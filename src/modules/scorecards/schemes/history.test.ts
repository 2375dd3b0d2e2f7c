import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestDatabase } from '../../../../test/support/database.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../../../../test/support/province.ts'
import type { OfficerActor, Role } from '../../organisation/index.ts'
import { actOnSheet, getRound, openRound, publishRound, type SheetWish } from '../index.ts'
import type { DraftEdit } from './draft-edits.ts'
import { getDraft, getSchemeHistory, publishScheme, saveDraft, startDraft } from './index.ts'
import type { DraftNode } from './scheme-draft.ts'

let database: TestDatabase
let province: TestProvince
const who: Record<string, OfficerActor> = {}
const KEY = 'cchc-noi-bo'
const UNITS = ['phuong-pho-hien', 'xa-van-giang'] as const

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  const make = async (name: string, agencySlug: string, role: Role) => {
    who[name] = await province.newOfficer(name, [{ agencySlug, role }])
  }
  await make('head', 'so-noi-vu', 'agency_leader')
  await make('verifier', 'van-phong-ubnd-tinh', 'reviewer')
  for (const slug of UNITS) await make(slug, slug, 'agency_leader')
})
after(async () => {
  await province.close()
  await database.close()
})

const db = () => province.context.db
const actor = (name: string): OfficerActor => who[name] as OfficerActor
const agencyId = (slug: string) => province.directory.bySlug(slug)?.id ?? ''

async function save(id: string, edit: DraftEdit): Promise<string> {
  const { revision } = await getDraft(db().read, actor('head'), id)
  return (await saveDraft(db(), { actor: actor('head'), id, seen: revision, edit })).node ?? ''
}

async function publish(id: string): Promise<number> {
  const { revision, problems } = await getDraft(db().read, actor('head'), id)
  assert.deepEqual(problems, [])
  return (await publishScheme(db(), { actor: actor('head'), id, seen: revision, reason: 'Quyết định' })).version
}

const line = (vi: string, max: string): Partial<DraftNode> => ({
  vi,
  max,
  method: 'evidence',
  ruleVi: 'Theo minh chứng.',
})

test('a scheme is written from nothing, line by line', async () => {
  const id = await startDraft(db(), { actor: actor('head'), from: '', key: KEY })
  const { draft } = await getDraft(db().read, actor('head'), id)
  const head = { ...draft, vi: 'Chỉ số nội bộ', source: 'Quyết định 1', max: '10', decimals: '2', fromYear: '2025' }
  await save(id, { kind: 'head', head })
  const area = await save(id, { kind: 'add', parent: null, nodeKind: 'area' })
  await save(id, { kind: 'node', id: area, node: { vi: 'Điều hành', max: '10' } })
  for (const [vi, max] of [
    ['Kế hoạch', '6'],
    ['Báo cáo', '4'],
  ] as const) {
    const node = await save(id, { kind: 'add', parent: area, nodeKind: 'criterion' })
    await save(id, { kind: 'node', id: node, node: line(vi, max) })
  }
  assert.equal(await publish(id), 1)
  await score('2025', { 'phuong-pho-hien': ['5', '2'], 'xa-van-giang': ['4', '3'] }, ['1.1', '1.2'])
})

test('the next version gives a line another code; its points are followed through the old one', async () => {
  const id = await startDraft(db(), { actor: actor('head'), from: KEY, key: '' })
  const { draft } = await getDraft(db().read, actor('head'), id)
  const report = draft.nodes.find(({ key }) => key === '1.2')?.id ?? ''
  await save(id, { kind: 'node', id: report, node: { key: '1.3', continues: '1.2' } })
  assert.equal(await publish(id), 2)
  await score('2026', { 'phuong-pho-hien': ['6', '1'], 'xa-van-giang': ['3', '4'] }, ['1.1', '1.3'])
  const points = async (unitId: string | null) => {
    const asked = { actor: actor('head'), key: KEY, from: null, to: null, unitId }
    const { years, lines } = (await getSchemeHistory(db().read, asked)).points
    assert.deepEqual(years, [2025, 2026])
    return Object.fromEntries(lines.map(({ node, years: all }) => [node.key, all.map((one) => one?.points ?? null)]))
  }
  assert.deepEqual(await points(agencyId('phuong-pho-hien')), { I: [7, 7], '1.1': [5, 6], '1.3': [2, 1] })
  assert.deepEqual(await points(null), { I: [7, 7], '1.1': [4.5, 4.5], '1.3': [2.5, 2.5] })
  assert.deepEqual(await points('not a unit'), await points(null))
})

/** A whole round with these points, from opening to publication. */
async function score(
  year: string,
  points: Record<(typeof UNITS)[number], string[]>,
  keys: readonly string[],
): Promise<void> {
  const dates = { selfUntil: '2100-01-01', verifyUntil: '2100-01-02', appealUntil: '2100-01-03' }
  const agencyIds = UNITS.map(agencyId)
  const roundId = await openRound(db(), { actor: actor('head'), scheme: KEY, year, agencyIds, dates })
  const { units } = await getRound(db().read, actor('head'), roundId)
  for (const slug of UNITS) {
    const name = province.directory.bySlug(slug)?.name
    const sheetId = units.find(({ unit }) => unit === name)?.sheetId ?? ''
    const act = (by: string, wish: SheetWish) => actOnSheet(db(), { actor: actor(by), sheetId, wish })
    await act('head', { kind: 'assign', userId: actor('verifier').userId })
    for (const [at, key] of keys.entries()) {
      const statement = { text: 'Đã làm', files: [], links: '', year: '' }
      await act(slug, { kind: 'self', key, seen: 0, points: points[slug][at] ?? '', items: {}, statement })
    }
    await act(slug, { kind: 'submit' })
    await act('verifier', { kind: 'accept_rest' })
    await act('verifier', { kind: 'finish' })
    await act(slug, { kind: 'agree' })
  }
  const { hash } = await getRound(db().read, actor('head'), roundId)
  await publishRound(db(), { actor: actor('head'), roundId, hash })
}
