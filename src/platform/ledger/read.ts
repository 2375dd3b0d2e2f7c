import { query, type Reader } from '../db.ts'
import type { JsonObject } from './canonical-json.ts'
import type { StoredEvent } from './event.ts'

export interface EventRow {
  position: number
  stream_id: string
  version: number
  type: string
  payload: string
  recorded_at: Date
  actor_id: string | null
  mandate_id: string | null
  agency_id: string | null
  command_id: string | null
  prev_hash: Buffer
  hash: Buffer
}

export const EVENT_COLUMNS =
  'position, stream_id, version, type, payload, recorded_at, actor_id, mandate_id, agency_id, command_id, prev_hash, hash'

export function storedEvent(row: EventRow): StoredEvent {
  return {
    position: row.position,
    streamId: row.stream_id,
    version: row.version,
    type: row.type,
    payload: JSON.parse(row.payload) as JsonObject,
    recordedAt: row.recorded_at,
    actorId: row.actor_id,
    mandateId: row.mandate_id,
    agencyId: row.agency_id,
    commandId: row.command_id,
    prevHash: row.prev_hash,
    hash: row.hash,
  }
}

/** All events of one stream, from version 1. */
export async function readStream(reader: Reader, streamId: string): Promise<StoredEvent[]> {
  const rows = await query<EventRow>(
    reader,
    `select ${EVENT_COLUMNS} from ledger_event where stream_id = $1 order by version`,
    [streamId],
  )
  return rows.map(storedEvent)
}

/** At most `limit` events after a position, in order, none beyond the sealed horizon: what is returned is final and without holes. */
export async function readAfter(reader: Reader, position: number, limit: number): Promise<StoredEvent[]> {
  const rows = await query<EventRow>(
    reader,
    `select ${EVENT_COLUMNS} from ledger_event
     where position > $1 and position <= (select position from ledger_horizon) order by position limit $2`,
    [position, limit],
  )
  return rows.map(storedEvent)
}

/** The first event of a command that was already carried out: how a second press finds the first receipt. */
export async function findCommand(
  reader: Reader,
  actorId: string | null,
  commandId: string,
): Promise<StoredEvent | undefined> {
  const rows = await query<EventRow>(
    reader,
    `select ${EVENT_COLUMNS} from ledger_event where command_id = $1 and actor_id is not distinct from $2`,
    [commandId, actorId],
  )
  return rows[0] && storedEvent(rows[0])
}
