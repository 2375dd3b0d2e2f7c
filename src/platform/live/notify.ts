import { query, type Transaction } from '../db.ts'

/** The one channel of the database; topics are told apart by what is sent. */
export const CHANNEL = 'motcua_live'

/** PostgreSQL carries less than 8,000 bytes a notification. */
const MOST_BYTES = 7500

export interface Notification {
  topic: string
  data: unknown
}

/**
 * Tells those who listen to a topic that something changed, when and only when the transaction commits. `data` is small, holds no
 * personal value and describes the newest state: of several in quick succession only the last one arrives.
 */
export async function notifyLive(tx: Transaction, topic: string, data: unknown = null): Promise<void> {
  const text = JSON.stringify({ topic, data } satisfies Notification)
  if (Buffer.byteLength(text) > MOST_BYTES) throw new RangeError(`the notification of ${topic} is too large`)
  await query(tx, 'SELECT pg_notify($1, $2)', [CHANNEL, text])
}
