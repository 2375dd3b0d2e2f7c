import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type FigureProvince, figureProvince } from '../../../test/support/figures.ts'
import { query } from '../../platform/db.ts'
import { OutOfOrder } from './facts/fact-keeper.ts'
import { measures } from './facts/measure.ts'
import { followLedger } from './follow-ledger.ts'
import { rebuildFigures } from './rebuild-figures.ts'

const TABLES = ['dossier', 'day', 'half', 'total', 'step', 'move', 'evaluation', 'reversal', 'act']

let province: FigureProvince

before(async () => {
  province = await figureProvince({ dossiers: 400, days: 90, until: '2026-11-20T10:20:00+07:00', follow: false })
})

after(() => province.close())

/** Every byte of the tables of the figures, in the order of their keys. */
async function bytes(): Promise<Record<string, { rows: number; sum: string }>> {
  const found = await Promise.all(
    TABLES.map(async (table) => {
      const [row] = await query<{ rows: number; sum: string }>(
        province.db.read,
        `SELECT count(*)::int AS rows, md5(string_agg(t::text, E'\\n' ORDER BY t::text)) AS sum FROM indicators_${table} t`,
      )
      return [table, row] as const
    }),
  )
  return Object.fromEntries(found) as Record<string, { rows: number; sum: string }>
}

test('followed bit by bit, or made anew from the ledger: the same bytes', async () => {
  const read = await followLedger(province.context)
  assert.ok(read > 2000, `${read} events`)
  assert.equal(await followLedger(province.context), 0)
  const followed = await bytes()
  assert.equal(followed.dossier?.rows, 400)
  const rebuilt = await rebuildFigures(province.database.url, province.directory)
  assert.equal(rebuilt.dossiers, 400)
  assert.deepEqual(await bytes(), followed)
})

test('they agree with the counts that the dossiers themselves keep', async () => {
  const sums = await query<{ name: string; figures: number; own: number }>(
    province.db.read,
    `SELECT name, (SELECT coalesce(sum(n), 0) FROM indicators_day d JOIN organisation_agency a ON a.id = d.agency_id
        WHERE a.parent_id IS NULL AND d.measure = number) AS figures,
      (SELECT count(*) FROM casework_dossier c WHERE CASE name
         WHEN 'open' THEN legal_state IN ('accepted', 'in_process', 'supplement_requested', 'payment_requested', 'suspended')
         WHEN 'late' THEN punctuality = 'late' WHEN 'returned' THEN returned_at IS NOT NULL
         ELSE accepted_at IS NOT NULL AND channel = 'online' END) AS own
    FROM (VALUES ('open', ${measures.open.number}), ('late', ${measures.resolved_late.number}),
      ('online', ${measures.received_online.number})) AS m (name, number)`,
  )
  for (const { name, figures, own } of sums) assert.equal(figures, own, name)
  assert.ok(sums.every(({ own }) => own > 0))
})

test('a follower that starts from nothing in the middle stops: it never counts over a hole', async () => {
  await query(province.db.read, 'DELETE FROM indicators_dossier')
  await query(province.db.read, 'DELETE FROM indicators_act')
  await query(province.db.read, "UPDATE ledger_consumer SET position = 40 WHERE name = 'indicators'")
  await assert.rejects(followLedger(province.context), OutOfOrder)
  await rebuildFigures(province.database.url, province.directory)
})
