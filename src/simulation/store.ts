import { type TallyChange, writeCounts, writeHistories, writeSerials } from '../modules/casework/index.ts'
import { type SeriesStand, writeMoneyHistory, writeReceiptSeries } from '../modules/money/history/index.ts'
import { insertPersons, insertSealedValues } from '../modules/vault/index.ts'
import { type Db, query, type Transaction } from '../platform/db.ts'
import { appendEvents } from '../platform/ledger/index.ts'
import type { Batch, GivenSerial } from './recorder.ts'

/** Where batches go. */
export interface SimulationStore {
  write(batch: Batch): Promise<void>
  /** The last thing written: counts and serials. */
  close(counts: {
    tallies: readonly TallyChange[]
    serials: readonly GivenSerial[]
    receipts: readonly SeriesStand[]
  }): Promise<void>
}

/** Sets the clock of this transaction; it has an effect only for the login motcua_simulator. */
export async function setClock(tx: Transaction, at: number): Promise<void> {
  await query(tx, `SELECT set_config('motcua.simulated_now', $1, true)`, [new Date(at).toISOString()])
}

/** Everything in the caller's transaction: all of it stands, or nothing. */
export function storeIn(tx: Transaction): SimulationStore {
  return {
    async write(batch) {
      await setClock(tx, batch.at)
      await writePersonal(tx, batch)
      await appendEvents(tx, batch.events)
      await writeHistories(tx, batch.histories)
      await writeMoneyHistory(tx, batch.money)
    },
    async close({ tallies, serials, receipts }) {
      await writeCounts(tx, tallies)
      await writeSerials(tx, serials)
      await writeReceiptSeries(tx, receipts)
    },
  }
}

/**
 * Batches in transactions of their own, their parts at once, for many dossiers: memory stays bounded. When it is broken off, the
 * database is to be thrown away: events may stand there without their dossiers.
 */
export function storeInParts(db: Db): SimulationStore {
  const apart = (at: number, work: (tx: Transaction) => Promise<unknown>) =>
    db.write(async (tx) => {
      await setClock(tx, at)
      await query(tx, 'SET LOCAL synchronous_commit = off')
      await work(tx)
    })
  return {
    async write(batch) {
      await Promise.all([
        apart(batch.at, (tx) => appendEvents(tx, batch.events)),
        apart(batch.at, (tx) => writePersonal(tx, batch)),
        apart(batch.at, async (tx) => {
          await writeHistories(tx, batch.histories)
          await writeMoneyHistory(tx, batch.money)
        }),
      ])
    },
    close: ({ tallies, serials, receipts }) =>
      db.write(async (tx) => {
        await writeCounts(tx, tallies)
        await writeSerials(tx, serials)
        await writeReceiptSeries(tx, receipts)
      }),
  }
}

async function writePersonal(tx: Transaction, batch: Batch): Promise<void> {
  await insertPersons(tx, batch.persons)
  await insertSealedValues(tx, batch.sealed)
}
