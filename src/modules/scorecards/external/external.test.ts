import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, withOwner } from '../../../../test/support/database.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../../../../test/support/province.ts'
import { query } from '../../../platform/db.ts'
import type { UserId } from '../../../platform/ids.ts'
import { readStream, verifyLedger } from '../../../platform/ledger/index.ts'
import { readHeads } from '../../casework/index.ts'
import type { OfficerActor, Role } from '../../organisation/index.ts'
import { readScorecardHeads } from '../index.ts'
import { type ExternalEvent, type ExternalYear, evolveExternal } from './external-year.ts'
import { confirmExternal, enterExternal, getExternal, getExternalDesk, listExternal } from './index.ts'
import type { TypedFigure } from './typed-figure.ts'

let database: TestDatabase
let province: TestProvince
const who: Record<string, OfficerActor> = {}

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  province.setClock('2026-12-01T09:00')
  const make = async (name: string, agencySlug: string, role: Role) => {
    who[name] = await province.newOfficer(name, [{ agencySlug, role }])
  }
  await make('clerk', 'so-noi-vu', 'reviewer')
  await make('head', 'so-noi-vu', 'agency_leader')
  await make('chairman', 'ubnd-tinh', 'province_leader')
  await make('administrator', 'ubnd-tinh', 'administrator')
  await make('elsewhere', 'so-xay-dung', 'agency_leader')
})

after(async () => {
  await province.close()
  await database.close()
})

const db = () => province.context.db
const refusal = (code: string) => ({ code: `external.${code}` })

const figure = (more: Partial<TypedFigure> = {}): TypedFigure => ({
  kind: 'figure',
  year: '2024',
  value: '85,5',
  max: '',
  rank: '20',
  ranked: '63',
  parts: { 1: '9', 2: '7,25' },
  document: 'Quyết định công bố của Bộ Nội vụ',
  link: 'https://vi-du.invalid/cong-bo',
  page: '12',
  note: '',
  reason: '',
  ...more,
})

async function seenOf(year: number, index = 'par-index'): Promise<number> {
  const view = await getExternalDesk(db().read, who.head as OfficerActor, index)
  return view.years.find((one) => one.year === year)?.seen ?? 0
}

async function enter(name: string, typed: TypedFigure, seen?: number): Promise<void> {
  const on = seen ?? (await seenOf(Number(typed.year)))
  await enterExternal(db(), { actor: who[name] as OfficerActor, index: 'par-index', typed, seen: on })
}

async function confirm(name: string, year: number, kind: 'figure' | 'goal' = 'figure', seen?: number): Promise<void> {
  const on = seen ?? (await seenOf(year))
  await confirmExternal(db(), { actor: who[name] as OfficerActor, index: 'par-index', year, kind, seen: on })
}

test('nothing entered: every index stands there empty', async () => {
  const all = await listExternal(db().read)
  assert.equal(all.length, 6)
  assert.ok(all.every(({ years }) => years.length === 0))
  await assert.rejects(getExternal(db().read, 'none'), refusal('not_found'))
})

test('only the office that organises enters and looks behind; to all others it is not found', async () => {
  for (const name of ['administrator', 'elsewhere']) {
    await assert.rejects(enter(name, figure(), 0), refusal('not_found'), name)
    await assert.rejects(confirm(name, 2024, 'figure', 1), refusal('not_found'), name)
    await assert.rejects(getExternalDesk(db().read, who[name] as OfficerActor, 'par-index'), refusal('not_found'), name)
  }
})

test('a figure counts once a second person confirmed it', async () => {
  await enter('clerk', figure())
  assert.deepEqual((await getExternal(db().read, 'par-index')).years, [])
  await assert.rejects(confirm('clerk', 2024), refusal('own_entry'))
  await assert.rejects(confirm('head', 2024, 'goal'), refusal('nothing_to_confirm'))
  await assert.rejects(confirm('head', 2024, 'figure', 0), refusal('stale'))
  await confirm('head', 2024)
  await assert.rejects(confirm('chairman', 2024), refusal('nothing_to_confirm'))
  const [year] = (await getExternal(db().read, 'par-index')).years
  assert.deepEqual(
    [year?.figure?.value, year?.figure?.max, year?.figure?.rank, year?.figure?.ranked],
    [85.5, 100, 20, 63],
  )
  assert.deepEqual(
    year?.figure?.parts.map(({ key, value }) => [key, value]),
    [
      ['1', 9],
      ['2', 7.25],
    ],
  )
  assert.equal(year?.figure?.source.page, '12')
  assert.deepEqual([year?.figure?.by, year?.figure?.confirmedBy], [null, null], 'names are not for everybody')
})

test('a correction stands beside what it corrects, says why, and counts once confirmed', async () => {
  await assert.rejects(enter('clerk', figure({ value: '86' })), refusal('reason_missing'))
  await enter('clerk', figure({ value: '86', rank: '19', reason: 'Bộ Nội vụ công bố lại' }))
  assert.equal((await getExternal(db().read, 'par-index')).years[0]?.figure?.value, 85.5, 'not before it is confirmed')
  await confirm('chairman', 2024)
  const [year] = (await getExternal(db().read, 'par-index')).years
  assert.equal(year?.figure?.value, 86)
  assert.equal(year?.figure?.source.reason, 'Bộ Nội vụ công bố lại')
  assert.deepEqual(
    year?.replaced.map(({ value, kind }) => [value, kind]),
    [[85.5, 'figure']],
  )
})

test('before it is confirmed an entry is entered over, and the one before is no more to confirm', async () => {
  await enter('clerk', figure({ year: '2023', value: '80' }))
  await enter('head', figure({ year: '2023', value: '81' }))
  await assert.rejects(confirm('head', 2023), refusal('own_entry'))
  await confirm('clerk', 2023)
  const year = (await getExternal(db().read, 'par-index')).years.find((one) => one.year === 2023)
  assert.equal(year?.figure?.value, 81)
  assert.deepEqual(year?.replaced, [])
})

test('a goal stands beside the figures, confirmed too', async () => {
  await enter('clerk', figure({ kind: 'goal', year: '2027', value: '90', rank: '10', ranked: '' }))
  await confirm('head', 2027, 'goal')
  const year = (await getExternal(db().read, 'par-index')).years.find((one) => one.year === 2027)
  assert.deepEqual([year?.goal?.value, year?.goal?.rank, year?.figure], [90, 10, null])
})

test('two who enter the same year at once: one is written, the other is told', async () => {
  const outcomes = await Promise.allSettled(['clerk', 'head'].map((name) => enter(name, figure({ year: '2022' }), 0)))
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const refused = outcomes.find((one) => one.status === 'rejected')
  assert.equal(refused?.reason.code, 'external.stale')
  await assert.rejects(enter('chairman', figure({ year: '2022' }), 0), refusal('stale'))
})

test('the ledger makes every year again, holds no words, and finds what was changed', async () => {
  const rows = await query<{ id: string; state: ExternalYear }>(db().read, 'SELECT id, state FROM scorecards_external')
  assert.ok(rows.length >= 4)
  for (const { id, state } of rows) {
    const events = await readStream(db().read, id)
    const again = events.reduce<ExternalYear | null>(
      (before, { type, payload, actorId, recordedAt }) =>
        evolveExternal(before, { type, payload } as unknown as ExternalEvent, {
          by: actorId as UserId,
          at: recordedAt.toISOString(),
        }),
      null,
    )
    assert.deepEqual(again, state)
    assert.doesNotMatch(JSON.stringify(events), /Bộ Nội vụ/)
  }
  async function* heads() {
    yield* readHeads(db().read)
    yield* readScorecardHeads(db().read)
  }
  assert.deepEqual((await verifyLedger(db().read, { heads: heads() })).faults, [])
  await withOwner(database.ownerUrl, (client) =>
    client.query(`UPDATE scorecards_external SET head_hash = decode(repeat('00', 32), 'hex') WHERE year = 2024`),
  )
  const { faults } = await verifyLedger(db().read, { heads: heads() })
  assert.equal(faults.length, 1)
})
