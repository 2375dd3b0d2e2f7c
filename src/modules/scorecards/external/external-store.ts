import { hash } from 'node:crypto'
import { query, type Reader, type Transaction } from '../../../platform/db.ts'
import type { UserId } from '../../../platform/ids.ts'
import {
  appendEvents,
  canonicalJson,
  chainEvents,
  type EventStamp,
  headAfter,
  newStream,
  type StreamHead,
} from '../../../platform/ledger/index.ts'
import { type ExternalEvent, type ExternalYear, evolveExternal } from './external-year.ts'
import type { FigureSource } from './typed-figure.ts'

/** A year of an index and where its stream ends. */
export interface ExternalRow {
  id: string
  state: ExternalYear
  head: StreamHead
}

interface StoredRow {
  id: string
  state: ExternalYear
  version: number
  headHash: Buffer
}

const ROW = 'e.id, e.state, e.version, e.head_hash AS "headHash"'

function rowOf({ id, state, version, headHash }: StoredRow): ExternalRow {
  return { id, state, head: { streamId: id, version, hash: headHash } }
}

/** All years of one index, or of all of them; the newest first. */
export async function listExternalYears(reader: Reader, index: string | null): Promise<ExternalRow[]> {
  const rows = await query<StoredRow>(
    reader,
    `SELECT ${ROW} FROM scorecards_external e WHERE $1::text IS NULL OR e.index_key = $1 ORDER BY e.year DESC, e.index_key`,
    [index],
  )
  return rows.map(rowOf)
}

/** A year held until the transaction ends: one at a time writes on it. */
export async function lockExternalYear(
  tx: Transaction,
  { index, year }: { index: string; year: number },
): Promise<ExternalRow | undefined> {
  const [row] = await query<StoredRow>(
    tx,
    `SELECT ${ROW} FROM scorecards_external e WHERE e.index_key = $1 AND e.year = $2 FOR UPDATE`,
    [index, year],
  )
  return row === undefined ? undefined : rowOf(row)
}

/** Adds one event and the state it makes. False: somebody else began this year meanwhile. */
export async function writeExternal(
  tx: Transaction,
  { id, row }: { id: string; row: ExternalRow | undefined },
  stamp: EventStamp,
  event: ExternalEvent,
): Promise<boolean> {
  const done = { by: stamp.actorId as UserId, at: stamp.recordedAt.toISOString() }
  const state = evolveExternal(row?.state ?? null, event, done)
  const head = row?.head ?? newStream(id)
  const pending = chainEvents(head, stamp, [event])
  const after = headAfter(head, pending)
  const values = [id, state.index, state.year, JSON.stringify(state), after.version, after.hash]
  const written = await query(
    tx,
    row === undefined
      ? `INSERT INTO scorecards_external (id, index_key, year, state, version, head_hash)
         VALUES ($1, $2, $3, $4::jsonb, $5, $6) ON CONFLICT (index_key, year) DO NOTHING RETURNING id`
      : `UPDATE scorecards_external SET state = $4::jsonb, version = $5, head_hash = $6
         WHERE id = $1 AND index_key = $2 AND year = $3 RETURNING id`,
    values,
  )
  if (written.length === 0) return false
  await appendEvents(tx, pending)
  return true
}

export function sourceHash(source: FigureSource): string {
  return hash('sha256', canonicalJson({ ...source }), 'hex')
}

export async function keepSource(tx: Transaction, externalId: string, source: FigureSource): Promise<void> {
  await query(
    tx,
    'INSERT INTO scorecards_external_source (external_id, hash, body) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [externalId, sourceHash(source), canonicalJson({ ...source })],
  )
}

/** Where figures are from, by hash. */
export async function readSources(reader: Reader, externalIds: readonly string[]): Promise<Map<string, FigureSource>> {
  const rows = await query<{ hash: string; body: string }>(
    reader,
    'SELECT hash, body FROM scorecards_external_source WHERE external_id = ANY ($1::uuid[])',
    [externalIds],
  )
  return new Map(rows.map((row) => [row.hash, JSON.parse(row.body) as FigureSource]))
}
