import { query, type Transaction } from '../db.ts'
import type { PendingEvent } from './event.ts'

type Column = readonly [name: string, type: string, read: (event: PendingEvent) => unknown]

const COLUMNS: readonly Column[] = [
  ['stream_id', 'uuid', (event) => event.streamId],
  ['version', 'int4', (event) => event.version],
  ['type', 'text', (event) => event.type],
  ['payload', 'text', (event) => event.payload],
  ['recorded_at', 'timestamptz', (event) => event.recordedAt],
  ['actor_id', 'uuid', (event) => event.actorId],
  ['mandate_id', 'uuid', (event) => event.mandateId],
  ['agency_id', 'uuid', (event) => event.agencyId],
  ['command_id', 'uuid', (event) => event.commandId],
  ['prev_hash', 'bytea', (event) => event.prevHash],
  ['hash', 'bytea', (event) => event.hash],
]

/** How many parameters `insertEventsSql` uses. */
export const EVENT_PARAMETERS: number = COLUMNS.length

/**
 * The insert of a batch as SQL text, its parameters numbered from `$firstParameter`; bind `eventRows(batch)` to them. It may
 * stand in a CTE beside the caller's own writes: `with appended as (${insertEventsSql(1)} returning position) update …`.
 */
export function insertEventsSql(firstParameter: number): string {
  const names = COLUMNS.map(([name]) => name).join(', ')
  const arrays = COLUMNS.map(([, type], index) => `$${firstParameter + index}::${type}[]`).join(', ')
  return `insert into ledger_event (${names}) select * from unnest(${arrays})`
}

/** The parameter arrays for `insertEventsSql`, one array a column, in order. */
export function eventRows(batch: readonly PendingEvent[]): unknown[][] {
  return COLUMNS.map(([, , read]) => batch.map(read))
}

const APPEND = `${insertEventsSql(1)} returning position`

/**
 * Appends events of one or many streams in one statement and returns their positions in the same order. Events of one
 * stream must stand in order of version. A version that is taken, or a command that was done, comes as the
 * database's own error: see `isVersionConflict`, `isRepeatedCommand`.
 */
export async function appendEvents(tx: Transaction, batch: readonly PendingEvent[]): Promise<number[]> {
  if (batch.length === 0) return []
  const rows = await query<{ position: number }>(tx, APPEND, eventRows(batch))
  return rows.map((row) => row.position)
}

function isUniqueViolation(error: unknown, constraint: string): boolean {
  if (!(error instanceof Error)) return false
  const fault = error as Error & { code?: unknown; constraint?: unknown }
  return fault.code === '23505' && fault.constraint === constraint
}

/** Somebody else appended this version of the stream first. */
export function isVersionConflict(error: unknown): boolean {
  return isUniqueViolation(error, 'ledger_event_stream_version')
}

/** The same actor already carried out a command with this id: look it up by `findCommand` and answer as the first time. */
export function isRepeatedCommand(error: unknown): boolean {
  return isUniqueViolation(error, 'ledger_event_command')
}
