import { query, type Transaction } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { Statement } from '../../platform/statement.ts'
import type { TallyChange } from './dossier-rows.ts'
import {
  APOLOGY_INSERT,
  apologyRows,
  DOSSIER_INSERT,
  type DossierChange,
  dossierInsertRow,
  SEARCH_INSERT,
  searchRows,
  TALLY_INSERT,
  TASK_UPSERT,
  taskChanges,
} from './dossier-store.ts'

/**
 * Writes what stands beside the ledger for dossiers whose whole history was appended before (`before` is null, `events` ends
 * with the last one): current state, tasks, search rows, apology. Their counts come by `writeCounts`.
 */
export async function writeHistories(tx: Transaction, histories: readonly DossierChange[]): Promise<void> {
  if (histories.length === 0) return
  const states = new Statement()
  states.addRows(DOSSIER_INSERT, histories.map(dossierInsertRow))
  await states.run(tx)
  const beside = new Statement()
  beside.addRows(
    TASK_UPSERT,
    histories.flatMap((history) => taskChanges(history).kept),
  )
  beside.addRows(SEARCH_INSERT, histories.flatMap(searchRows))
  beside.addRows(APOLOGY_INSERT, histories.flatMap(apologyRows))
  await beside.run(tx)
}

/** Adds counts, already summed up, to those that wait to be folded in. */
export async function writeCounts(tx: Transaction, counts: readonly TallyChange[]): Promise<void> {
  const statement = new Statement()
  const rows = counts.map((count) => [count.agencyId, count.procedureCode, count.month, count.measure, count.delta])
  statement.addRows(TALLY_INSERT, rows)
  await statement.run(tx)
}

/** The last serial given by a receiving unit on a day (YYYY-MM-DD). */
export interface GivenSerial {
  agencyId: AgencyId
  date: string
  last: number
}

/** All serials given so far. */
export function readSerials(tx: Transaction): Promise<GivenSerial[]> {
  return query(tx, 'SELECT agency_id AS "agencyId", on_date AS date, last_serial AS last FROM casework_serial')
}

/** Records serials that were counted elsewhere; never goes back behind one that was given. */
export async function writeSerials(tx: Transaction, serials: readonly GivenSerial[]): Promise<void> {
  await query(
    tx,
    `INSERT INTO casework_serial AS s (agency_id, on_date, last_serial)
     SELECT * FROM unnest($1::uuid[], $2::date[], $3::int4[])
     ON CONFLICT (agency_id, on_date) DO UPDATE SET last_serial = greatest(s.last_serial, excluded.last_serial)`,
    [
      serials.map((serial) => serial.agencyId),
      serials.map((serial) => serial.date),
      serials.map((serial) => serial.last),
    ],
  )
}
