import { query, type Reader } from '../../../platform/db.ts'
import type { DossierEvent } from '../../casework/index.ts'
import { isDossierEvent } from '../facts/event-types.ts'
import { type Trace, traceEvent } from './trace-dossier.ts'

interface EventRow {
  streamId: string
  version: number
  type: string
  payload: string
  recordedAt: Date
}

const BATCH = 5000
const NONE = '00000000-0000-0000-0000-000000000000'

/**
 * Every dossier as the ledger told of it before an instant, one after the other: only one is in memory at a time. Reads what is final,
 * in the order of the streams.
 */
export async function* collectDossiers(reader: Reader, before: Date): AsyncGenerator<Trace> {
  let [trace, stream, version] = [null as Trace | null, NONE, 0]
  for (;;) {
    const rows = await query<EventRow>(
      reader,
      `SELECT stream_id AS "streamId", version, type, payload, recorded_at AS "recordedAt" FROM ledger_event
       WHERE (stream_id, version) > ($1::uuid, $2::int) AND position <= (SELECT position FROM ledger_horizon)
         AND recorded_at < $3
       ORDER BY stream_id, version LIMIT ${BATCH}`,
      [stream, version, before],
    )
    for (const row of rows) {
      if (row.streamId !== stream) {
        if (trace !== null) yield trace
        trace = null
      }
      ;[stream, version] = [row.streamId, row.version]
      if (!isDossierEvent(row.type)) continue
      const event = { type: row.type, payload: JSON.parse(row.payload) } as DossierEvent
      trace = traceEvent(trace, event, row.recordedAt.getTime())
    }
    if (rows.length < BATCH) break
  }
  if (trace !== null) yield trace
}
