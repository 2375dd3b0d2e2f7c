import { setTimeout as pause } from 'node:timers/promises'
import { type Db, query, type Reader } from '../db.ts'

const MOST_WAIT_MILLISECONDS = 500

const LAST_NUMBER = `select case when is_called then last_value else 0 end as position from ledger_event_position_seq`

/** Transactions that have written, or are about to write, into the ledger: each holds this lock until it ends. */
const WRITERS = `select virtualtransaction as writer from pg_locks
  where locktype = 'relation' and relation = 'ledger_event'::regclass and mode = 'RowExclusiveLock'
    and database = (select oid from pg_database where datname = current_database())`

/** The position up to which the ledger is final, as last sealed. */
export async function readHorizon(reader: Reader): Promise<number> {
  const rows = await query<{ position: number }>(reader, 'select position from ledger_horizon')
  return rows[0]?.position ?? 0
}

/**
 * Moves the horizon forward and returns it. Positions come from a sequence, commits come in any order; so: read the last
 * number given out, then note who holds the write lock, and once all of those have ended nobody can still commit at or
 * below that number (a writer takes the lock before it draws a number). No writer is ever held up. When one of them
 * takes longer than half a second the horizon stays where it was.
 */
export async function sealHorizon(db: Db): Promise<number> {
  const last = (await query<{ position: number }>(db.read, LAST_NUMBER))[0]?.position ?? 0
  const horizon = await readHorizon(db.read)
  if (last <= horizon || !(await writersEnded(db.read))) return horizon
  const rows = await db.write((tx) =>
    query<{ position: number }>(tx, 'update ledger_horizon set position = greatest(position, $1) returning position', [
      last,
    ]),
  )
  return rows[0]?.position ?? horizon
}

async function writersEnded(reader: Reader): Promise<boolean> {
  const deadline = performance.now() + MOST_WAIT_MILLISECONDS
  let writers = (await query<{ writer: string }>(reader, WRITERS)).map((row) => row.writer)
  for (let wait = 1; writers.length > 0; wait = Math.min(wait * 2, 20)) {
    if (performance.now() > deadline) return false
    await pause(wait)
    const left = await query<{ writer: string }>(reader, `${WRITERS} and virtualtransaction = any ($1)`, [writers])
    writers = left.map((row) => row.writer)
  }
  return true
}
