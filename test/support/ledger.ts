import assert from 'node:assert/strict'
import { type Db, query, type Reader } from '../../src/platform/db.ts'
import { newId } from '../../src/platform/ids.ts'
import { appendEvents } from '../../src/platform/ledger/append.ts'
import { chainEvents, newStream, type PendingEvent } from '../../src/platform/ledger/event.ts'

/** Events of one new stream each, stamped with the database's time. */
export async function testBatch(reader: Reader, streams: number, eventsEach = 1): Promise<PendingEvent[]> {
  const [row] = await query<{ now: Date }>(reader, 'select platform_now() as now')
  assert.ok(row)
  const stamp = { recordedAt: row.now, actorId: newId(), mandateId: null, agencyId: null, commandId: null }
  const drafts = Array.from({ length: eventsEach }, (_, step) => ({
    type: 'step.done',
    payload: { step, note: 'Hồ sơ' },
  }))
  return Array.from({ length: streams }, () => chainEvents(newStream(newId()), stamp, drafts)).flat()
}

/** Appends such events and returns their positions. */
export function appendTestEvents(db: Db, streams: number, eventsEach = 1): Promise<number[]> {
  return db.write(async (tx) => appendEvents(tx, await testBatch(tx, streams, eventsEach)))
}
