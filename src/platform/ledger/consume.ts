import { type Db, query, type Transaction } from '../db.ts'
import type { StoredEvent } from './event.ts'
import { readAfter } from './read.ts'

export type EventHandler = (tx: Transaction, events: readonly StoredEvent[]) => Promise<void>

/**
 * Hands the next events (at most `batchSize`, none beyond the sealed horizon) to `handler`, in the same transaction that
 * moves the consumer on: each event is handled exactly once, whatever crashes. Returns how many were handled; 0
 * when there is nothing new or another process is at work under this name. A handler that throws leaves all as it was.
 */
export async function consume(db: Db, name: string, batchSize: number, handler: EventHandler): Promise<number> {
  return db.write(async (tx) => {
    const position = await lockConsumer(tx, name)
    if (position === undefined) return 0
    const events = await readAfter(tx, position, batchSize)
    const last = events.at(-1)
    if (last === undefined) return 0
    await handler(tx, events)
    await query(tx, 'update ledger_consumer set position = $2 where name = $1', [name, last.position])
    return events.length
  })
}

async function lockConsumer(tx: Transaction, name: string): Promise<number | undefined> {
  const found = await tryLock(tx, name)
  if (found !== undefined) return found
  await query(tx, 'insert into ledger_consumer (name, position) values ($1, 0) on conflict do nothing', [name])
  return tryLock(tx, name)
}

async function tryLock(tx: Transaction, name: string): Promise<number | undefined> {
  const rows = await query<{ position: number }>(
    tx,
    'select position from ledger_consumer where name = $1 for update skip locked',
    [name],
  )
  return rows[0]?.position
}
