import { type Db, query } from '../../platform/db.ts'
import { STANDING } from './dossier-rows.ts'

const BATCH = 1000

/**
 * Lateness comes with time, not with an event: open dossiers past their due date are marked and counted, nearest first by a small index
 * that holds only those not yet counted. A row that a command holds just now is left for the next run.
 */
const COUNT = `WITH late AS (
    SELECT id FROM casework_dossier
    WHERE NOT late_counted AND legal_state IN ('accepted', 'in_process', 'supplement_requested', 'payment_requested', 'suspended')
      AND due_at < platform_now()
    ORDER BY due_at LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED),
  marked AS (
    UPDATE casework_dossier d SET late_counted = true FROM late WHERE d.id = late.id
    RETURNING d.competent_agency_id, d.procedure_code),
  counted AS (
    INSERT INTO casework_tally_delta (agency_id, procedure_code, month, measure, delta)
    SELECT competent_agency_id, procedure_code, '${STANDING}', 'late', count(*) FROM marked GROUP BY 1, 2)
  SELECT count(*)::int AS marked FROM marked`

/** Counts the dossiers that have become late, in batches of a transaction each. Safe to run twice or at once. Returns how many. */
export async function countLate(db: Db): Promise<number> {
  let all = 0
  for (;;) {
    const marked = await db.write(async (tx) => (await query<{ marked: number }>(tx, COUNT))[0]?.marked ?? 0)
    all += marked
    if (marked < BATCH) return all
  }
}
