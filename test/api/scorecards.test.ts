import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Actor, OfficerActor, Role } from '../../src/modules/organisation/index.ts'
import {
  actOnSheet,
  getLine,
  getRound,
  getSheet,
  importScorecards,
  openRound,
  publishRound,
  type SheetWish,
} from '../../src/modules/scorecards/index.ts'
import { addMonths, localDate } from '../../src/platform/civil-date.ts'
import { newId } from '../../src/platform/ids.ts'
import { openTestApi, operationsOf, type TestApi } from '../support/api.ts'
import type { TestDatabase } from '../support/database.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../support/province.ts'
import { scorecardOperations } from './operations.ts'

let database: TestDatabase
let province: TestProvince
let api: TestApi
let round: string
let sheet: string
const who: Record<string, Actor> = { anonymous: { kind: 'anonymous' } }
const root = '/api/v1/scorecards'
const SCHEME = 'par-internal-example'

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  api = await openTestApi(database, province)
  const { db } = province.context
  await importScorecards(db, 'data')
  const officer = async (name: string, agencySlug: string, role: Role) => {
    who[name] = await province.newOfficer(name, [{ agencySlug, role }])
  }
  await officer('leader', 'phuong-pho-hien', 'agency_leader')
  await officer('clerk', 'phuong-pho-hien', 'handler')
  await officer('elsewhere', 'xa-van-giang', 'agency_leader')
  await officer('verifier', 'van-phong-ubnd-tinh', 'reviewer')
  await officer('head', 'so-noi-vu', 'agency_leader')
  await officer('chairman', 'ubnd-tinh', 'province_leader')
  await officer('administrator', 'ubnd-tinh', 'administrator')
  who.citizen = (await province.newCitizen()).actor
  const today = localDate(Date.now())
  const dates = { selfUntil: addMonths(today, 1), verifyUntil: addMonths(today, 2), appealUntil: addMonths(today, 3) }
  const agencyIds = [province.directory.bySlug('phuong-pho-hien')?.id ?? '']
  const year = today.slice(0, 4)
  round = await openRound(db, { actor: actor('head'), scheme: SCHEME, year, agencyIds, dates })
  sheet = (await getRound(db.read, actor('head'), round)).units[0]?.sheetId ?? ''
  await act('head', { kind: 'assign', userId: actor('verifier').userId })
})
after(async () => {
  await api.close()
  await province.close()
  await database.close()
})

const actor = (name: string) => who[name] as OfficerActor
const act = (name: string, wish: SheetWish) =>
  actOnSheet(province.context.db, { actor: actor(name), sheetId: sheet, wish })

async function ask<Body>(name: string, path: string): Promise<{ status: number; body: Body }> {
  const answer = await api.call({ url: `${root}${path}`, headers: await api.headersOf(who[name] as Actor) })
  return { status: answer.statusCode, body: answer.json() }
}

test('the operations of scorecards are those listed', async () => {
  const own = [...(await operationsOf(api.app))].filter(([, { path }]) => path.startsWith(root)).map(([id]) => id)
  // The ranking stands below a round and is told with the external indices.
  assert.deepEqual(own.sort(), [...scorecardOperations, 'getScorecardRanking'].sort())
})

test('schemes are for everybody, each published version line by line', async () => {
  const { status, body } = await ask<{ rows: { key: string; isFrame: boolean }[] }>('anonymous', '/schemes')
  assert.equal(status, 200)
  assert.deepEqual(
    body.rows.filter(({ isFrame }) => !isFrame).map(({ key }) => key),
    [SCHEME],
  )
  type Version = { max: number; hash: string; lines: { key: string; max: number | null; method: string | null }[] }
  const version = (await ask<Version>('anonymous', `/schemes/${SCHEME}/versions/1`)).body
  assert.equal(version.max, 100)
  assert.equal(version.lines.find(({ key }) => key === '3.1.1')?.method, 'ratio')
  const frame = (await ask<Version>('anonymous', '/schemes/par-index-provinces/versions/1')).body
  assert.ok(frame.lines.length === 8 && frame.lines.every(({ max }) => max === null))
  assert.equal((await ask('anonymous', `/schemes/${SCHEME}/versions/9`)).status, 404)
  for (const path of [`/schemes/${SCHEME}/versions/0`, `/schemes/${SCHEME}/versions/x`, '/schemes/A/versions/1']) {
    assert.equal((await ask('anonymous', path)).status, 422, path)
  }
})

test('a sheet is for its unit, its verifier and who organises; to all others it is not found', async () => {
  const expected: Record<string, number> = { anonymous: 401, leader: 200, verifier: 200, head: 200, chairman: 200 }
  for (const name of Object.keys(who)) {
    assert.equal((await ask(name, `/sheets/${sheet}`)).status, expected[name] ?? 404, name)
  }
  assert.equal((await ask('leader', `/sheets/${newId()}`)).status, 404)
  assert.equal((await ask('leader', '/sheets/x')).status, 422)
  type Lists = { own: { id: string }[]; toVerify: { id: string }[] }
  const lists = async (name: string) => (await ask<Lists>(name, '/sheets')).body
  assert.deepEqual(
    (await lists('leader')).own.map(({ id }) => id),
    [sheet],
  )
  assert.deepEqual(
    (await lists('verifier')).toVerify.map(({ id }) => id),
    [sheet],
  )
  for (const name of ['clerk', 'elsewhere', 'administrator'])
    assert.deepEqual(await lists(name), { own: [], toVerify: [] })
  assert.equal((await ask('anonymous', '/sheets')).status, 401)
  assert.equal((await ask('citizen', '/sheets')).status, 404)
})

test('a result is told once it is published, with its parts; nothing of a round before', async () => {
  assert.deepEqual((await ask('anonymous', '/rounds')).body, { rows: [] })
  for (const name of ['anonymous', 'leader', 'head']) {
    assert.equal((await ask(name, `/rounds/${round}`)).status, 404, name)
    assert.equal((await ask(name, `/rounds/${round}/sheets/${sheet}`)).status, 404, name)
  }
  await finish()
  type Rounds = { rows: { id: string; units: number; publishedAt: string }[] }
  const [listed] = (await ask<Rounds>('anonymous', '/rounds')).body.rows
  assert.deepEqual([listed?.id, listed?.units], [round, 1])
  assert.match(listed?.publishedAt ?? '', /^\d{4}-\d\d-\d\dT/)
  type Result = {
    unit: { total: { final: number } }
    published: { hash: string; isIntact: boolean }
    lines: { key: string; kind: string; parts: string[]; points: { final: number | null } }[]
  }
  const result = (await ask<Result>('anonymous', `/rounds/${round}/sheets/${sheet}`)).body
  assert.ok(result.published.isIntact)
  const finalOf = (key: string) => result.lines.find((one) => one.key === key)?.points.final ?? 0
  const areas = result.lines.filter(({ kind }) => kind === 'area')
  assert.equal(areas.length, 8)
  for (const { key, parts } of areas) {
    const sum = parts.reduce((total, part) => total + finalOf(part), 0)
    assert.ok(Math.abs(sum - finalOf(key)) < 1e-9, `${key} is the sum of its parts`)
  }
  const whole = (await ask<{ units: { total: { final: number } }[] }>('anonymous', `/rounds/${round}`)).body
  assert.equal(whole.units[0]?.total.final, result.unit.total.final)
})

/** From an empty sheet to a published round. */
async function finish(): Promise<void> {
  const { db } = province.context
  const seen = async (key: string) => (await getLine(db.read, actor('head'), { sheetId: sheet, key })).seen
  const statement = { text: 'Có', files: [], links: '', year: '' }
  await act('leader', { kind: 'fill' })
  const { lines } = await getSheet(db.read, actor('head'), sheet)
  for (const { line, figure } of lines) {
    if (line.leaf === null || figure?.standing === 'measured') continue
    const { key, leaf, kind } = line
    const { method } = leaf
    const parts = method.kind === 'checklist' ? method.items : method.kind === 'deduction' ? method.less : []
    const items = Object.fromEntries(parts.map((one) => [one.key, '1']))
    const score = { key, seen: await seen(key), points: '1', items, statement }
    if (kind !== 'survey') await act('leader', { kind: 'self', ...score })
    else {
      await act('head', { kind: 'survey', ...score })
      await act('chairman', { kind: 'confirm_survey', key, seen: await seen(key) })
    }
  }
  await act('leader', { kind: 'submit' })
  await act('verifier', { kind: 'accept_rest' })
  await act('verifier', { kind: 'finish' })
  await act('leader', { kind: 'agree' })
  const { hash } = await getRound(db.read, actor('head'), round)
  await publishRound(db, { actor: actor('head'), roundId: round, hash })
}
