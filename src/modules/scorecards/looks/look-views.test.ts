import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, withOwner } from '../../../../test/support/database.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../../../../test/support/province.ts'
import { makeScorecardRound } from '../../../simulation/scorecard-round.ts'
import type { OfficerActor, Role } from '../../organisation/index.ts'
import { actOnSheet, getDesk, getLine, getPublicSheet, getRound, importScorecards } from '../index.ts'
import { meanOf, sumOf } from './area-look.ts'
import { getPublicRoundLook, getPublicSheetLook, getRoundLook, getSheetLook } from './index.ts'

let database: TestDatabase
let province: TestProvince
let published: string
let running: string
const who: Record<string, OfficerActor> = {}

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  province.setClock('2026-11-20T09:00')
  await importScorecards(db(), 'data')
  await makeScorecardRound(db())
  const make = async (name: string, agencySlug: string, role: Role) => {
    who[name] = await province.newOfficer(name, [{ agencySlug, role }])
  }
  await make('organiser', 'so-noi-vu', 'agency_leader')
  await make('chairman', 'ubnd-tinh', 'province_leader')
  await make('ward', 'phuong-pho-hien', 'agency_leader')
  await make('justice', 'so-tu-phap', 'agency_leader')
  await make('administrator', 'ubnd-tinh', 'administrator')
  const { rounds } = await getDesk(db().read, actor('organiser'))
  published = rounds.find(({ publishedAt }) => publishedAt !== null)?.id ?? ''
  running = rounds.find(({ publishedAt }) => publishedAt === null)?.id ?? ''
})

after(async () => {
  await province.close()
  await database.close()
})

const db = () => province.context.db
const notFound = { code: 'scorecards.not_found' }

function actor(name: string): OfficerActor {
  const found = who[name]
  assert.ok(found, name)
  return found
}

async function sheetOf(round: string, slug: string): Promise<string> {
  const { units } = await getRound(db().read, actor('chairman'), round)
  const name = province.directory.bySlug(slug)?.name
  return units.find(({ unit }) => unit === name)?.sheetId ?? ''
}

test('who may not see a sheet sees no chart of it, and before publication nobody sees a round but who organises', async () => {
  const ward = await sheetOf(running, 'phuong-pho-hien')
  for (const name of ['justice', 'administrator']) {
    await assert.rejects(getSheetLook(db().read, actor(name), ward), notFound, name)
  }
  for (const name of ['ward', 'justice', 'administrator']) {
    await assert.rejects(getRoundLook(db().read, actor(name), running), notFound, name)
  }
  await assert.rejects(getPublicRoundLook(db().read, running), notFound)
  await assert.rejects(getPublicSheetLook(db().read, running, ward), notFound)
  await assert.rejects(getPublicSheetLook(db().read, published, ward), notFound, 'a sheet of another round')
  await assert.rejects(getPublicRoundLook(db().read, 'x'), notFound)
  assert.equal((await getSheetLook(db().read, actor('ward'), ward)).spread, null, 'nor the others in its own chart')
})

test('every published number is the sum or the mean of numbers that are shown too', async () => {
  const look = await getPublicRoundLook(db().read, published)
  assert.deepEqual(
    look.groups.map(({ kind, units }) => [kind, units.length]),
    [
      ['department', 3],
      ['commune', 2],
    ],
  )
  for (const { units, spread, lost } of look.groups) {
    for (const { key, mean, best, bestUnits } of spread) {
      const points = units.map(({ areas }) => areas.find((area) => area.key === key)?.points.final ?? 0)
      assert.equal(mean, meanOf(points, 2), key)
      assert.equal(best, Math.max(...points), key)
      assert.ok(bestUnits.length > 0)
    }
    const own = units.flatMap((unit) => unit.lost)
    assert.equal(sumOf(lost.map((one) => one.lost)), sumOf(own.map((one) => one.lost)))
    for (const cause of lost) assert.equal(sumOf(cause.parts.map((part) => part.lost)), cause.lost, cause.cause)
    for (const unit of units) {
      const { total, lines } = await unitOf(unit.sheetId)
      const missed = lines.filter(({ line }) => line.kind !== 'bonus' && line.leaf !== null)
      const tree = sumOf(missed.map(({ line, points }) => line.max - (points.final ?? 0)))
      const penalty = sumOf(lines.flatMap(({ line, points }) => (line.kind === 'penalty' ? (points.final ?? 0) : [])))
      assert.equal(sumOf(unit.lost.map((one) => one.lost)), sumOf([tree, penalty]), unit.name)
      assert.equal(unit.total.final, total)
    }
  }
})

async function unitOf(sheetId: string) {
  const { unit, lines } = await getPublicSheet(db().read, published, sheetId)
  return { total: unit.total.final, lines }
}

test('places follow points, and who is behind whom has fewer', async () => {
  for (const { units } of (await getPublicRoundLook(db().read, published)).groups) {
    for (const [at, unit] of units.entries()) {
      const better = units.filter(({ total }) => (total.final ?? 0) > (unit.total.final ?? 0)).length
      assert.equal(unit.place, better + 1)
      assert.ok(at === 0 || (units[at - 1]?.place ?? 0) <= (unit.place ?? 0))
    }
  }
})

test('this year stands beside the year before, in the same column and only where both are whole', async () => {
  const verified = await getSheetLook(db().read, actor('justice'), await sheetOf(running, 'so-tu-phap'))
  const moved = verified.movement
  assert.ok(moved !== null && moved !== 'unit_missing')
  assert.deepEqual([moved.year, moved.column], [2025, 'final'])
  const line = moved.lines.find(({ key }) => key === '1.3')
  assert.equal(line?.change, (line?.now ?? 0) - (line?.before ?? 0))
  assert.equal(moved.total.why, 'partial', 'the survey part is not there yet')
  assert.equal(moved.place.now, null)
  const begun = await getSheetLook(db().read, actor('ward'), await sheetOf(running, 'phuong-pho-hien'))
  assert.ok(begun.movement !== null && begun.movement !== 'unit_missing')
  assert.deepEqual([begun.movement.column, begun.movement.total.why], ['self', 'partial'])
  const round = await getRoundLook(db().read, actor('organiser'), running)
  assert.ok(round.groups.every(({ movement }) => movement?.year === 2025))
  const first = await getRoundLook(db().read, actor('organiser'), published)
  assert.ok(
    first.groups.every(({ movement }) => movement === null),
    'there is no year before the first',
  )
})

test('a counter-entry changes neither place nor what was published, and stands beside it', async () => {
  const sheetId = await sheetOf(published, 'so-tu-phap')
  const before = await getPublicSheetLook(db().read, published, sheetId)
  const { seen } = await getLine(db().read, actor('chairman'), { sheetId, key: '2.1' })
  const statement = { text: 'Văn bản bị thu hồi', files: [], links: '', year: '' }
  const wish = { kind: 'correct' as const, key: '2.1', seen, points: '0', items: {}, statement }
  await actOnSheet(db(), { actor: actor('chairman'), sheetId, wish })
  const after = await getPublicSheetLook(db().read, published, sheetId)
  assert.deepEqual([after.place, after.total.final], [before.place, before.total.final])
  assert.ok((after.total.corrected ?? 0) < (after.total.final ?? 0))
  assert.equal(after.published?.hash, before.published?.hash)
})

test('units with the same place are told to share it, and a result that was changed is told to be', async () => {
  await withOwner(database.ownerUrl, (client) =>
    client.query(`UPDATE scorecards_published SET snapshot = replace(snapshot, '"place":2', '"place":1')`),
  )
  const look = await getPublicRoundLook(db().read, published)
  assert.deepEqual(
    look.groups.map(({ units }) => units.map(({ place, shared }) => [place, shared])),
    [
      [
        [1, true],
        [1, true],
        [3, false],
      ],
      [
        [1, true],
        [1, true],
      ],
    ],
  )
  assert.equal(look.published?.isIntact, false)
})
