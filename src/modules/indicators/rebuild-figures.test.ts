import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { withOwner } from '../../../test/support/database.ts'
import { type FigureProvince, figureProvince } from '../../../test/support/figures.ts'
import { query } from '../../platform/db.ts'
import { checkFigures } from './check-figures.ts'
import { OutOfOrder, UnreadableEvent } from './facts/fact-keeper.ts'
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

test('a rebuild leaves every index as it was, and none may be left away', async () => {
  const indexes = () =>
    query<{ definition: string }>(
      province.db.read,
      `SELECT indexdef AS definition FROM pg_indexes WHERE tablename LIKE 'indicators%' ORDER BY indexdef`,
    )
  const before = await indexes()
  await rebuildFigures(province.database.url, province.directory)
  assert.deepEqual(await indexes(), before)
  assert.ok(before.length > TABLES.length)
  const counts = await bytes()
  await assert.rejects(
    province.db.write((tx) => query(tx, 'SELECT indicators_begin_rebuild()')),
    { code: 'MC003' },
  )
  assert.deepEqual([await indexes(), await bytes()], [before, counts])
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

const check = () => province.db.write((tx) => checkFigures(tx, async () => province.directory))

test('a row that was changed behind the ledger is named, with what it should be', async () => {
  const whole = await check()
  assert.deepEqual([whole.differing, whole.dossiers], [null, 400])
  assert.ok(whole.rows > 2000, `${whole.rows} rows`)
  const changes: Record<string, [change: string, back: string]> = {
    indicators_day: ['n = n + 1', 'n = n - 1'],
    indicators_half: ['n = n + 1', 'n = n - 1'],
    indicators_total: ['n = n + 1', 'n = n - 1'],
    indicators_step: ['minutes = minutes + 1', 'minutes = minutes - 1'],
    indicators_evaluation: ['points = points + 1', 'points = points - 1'],
    indicators_move: ['n = n + 1', 'n = n - 1'],
    indicators_dossier: ["due_at = due_at + interval '1 day'", "due_at = due_at - interval '1 day'"],
  }
  for (const [table, [change, back]] of Object.entries(changes)) {
    const [row] = await query<{ place: string }>(
      province.db.read,
      `UPDATE ${table} SET ${change} WHERE ctid = (SELECT min(ctid) FROM ${table} WHERE ${change.split(' ')[0]} IS NOT NULL)
       RETURNING ctid::text AS place`,
    )
    const { differing } = await check()
    assert.equal(differing?.table, table)
    assert.notEqual(differing?.kept, differing?.counted)
    await query(province.db.read, `UPDATE ${table} SET ${back} WHERE ctid = '${row?.place}'`)
  }
  assert.equal((await check()).differing, null)
  await query(
    province.db.read,
    `INSERT INTO indicators_total (agency_id, measure, half, cohort, n) SELECT agency_id, measure, 1, 0, 5 FROM indicators_total LIMIT 1`,
  )
  const added = (await check()).differing
  assert.deepEqual([added?.table, added?.kept, added?.counted], ['indicators_total', '5', null])
  await query(province.db.read, 'DELETE FROM indicators_total WHERE half = 1')
})

test('a ledger with a hole or with words nobody knows is not counted: the old figures stay', async () => {
  const before = await bytes()
  const changes: [change: string, fault: typeof OutOfOrder | typeof UnreadableEvent][] = [
    [
      'UPDATE ledger_event SET version = version + 9 WHERE position = (SELECT max(position) FROM ledger_event)',
      OutOfOrder,
    ],
    [
      "UPDATE ledger_event SET payload = '{}' WHERE position = (SELECT min(position) FROM ledger_event WHERE type = 'Accepted')",
      UnreadableEvent,
    ],
  ]
  for (const [change, fault] of changes) {
    await withOwner(province.database.ownerUrl, async (owner) => {
      await owner.query('SET session_replication_role = replica')
      await owner.query('CREATE TABLE kept_events AS SELECT * FROM ledger_event')
      await owner.query(change)
    })
    await assert.rejects(rebuildFigures(province.database.url, province.directory), fault)
    await assert.rejects(check(), fault)
    assert.deepEqual(await bytes(), before)
    await withOwner(province.database.ownerUrl, async (owner) => {
      await owner.query('SET session_replication_role = replica')
      await owner.query(
        'UPDATE ledger_event e SET version = k.version, payload = k.payload FROM kept_events k WHERE k.position = e.position AND (e.version, e.payload) IS DISTINCT FROM (k.version, k.payload)',
      )
      await owner.query('DROP TABLE kept_events')
    })
  }
  await rebuildFigures(province.database.url, province.directory)
  assert.deepEqual(await bytes(), before)
})

test('killed in the middle of making them anew: the old figures stay, and the next run makes the same', async () => {
  const before = await bytes()
  const child = spawn(process.execPath, ['src/cli/motcua.ts', 'rebuild-figures'], {
    env: { ...process.env, DATABASE_URL: province.database.url },
    stdio: 'ignore',
  })
  const gone = once(child, 'exit')
  while (!(await isRebuilding())) assert.equal(child.exitCode, null, 'it ended before it was killed')
  child.kill('SIGKILL')
  const [, signal] = await gone
  assert.equal(signal, 'SIGKILL')
  await rebuildFigures(province.database.url, province.directory)
  assert.deepEqual(await bytes(), before)
  assert.equal((await check()).differing, null)
})

/** Whether its transaction is open. */
async function isRebuilding(): Promise<boolean> {
  const rows = await query(
    province.db.read,
    "SELECT FROM pg_stat_activity WHERE application_name = 'motcua rebuild-figures' AND query LIKE 'COPY%'",
  )
  return rows.length > 0
}

test('a follower that starts from nothing in the middle stops: it never counts over a hole', async () => {
  await query(province.db.read, 'DELETE FROM indicators_dossier')
  await query(province.db.read, 'DELETE FROM indicators_act')
  await query(province.db.read, "UPDATE ledger_consumer SET position = 40 WHERE name = 'indicators'")
  await assert.rejects(followLedger(province.context), OutOfOrder)
  await rebuildFigures(province.database.url, province.directory)
})
