import { type Db, query } from '../../platform/db.ts'

/** One process folds at a time; another leaves at once. */
const FOLD_LOCK = 7_201_104
const MOST_DELTAS = 50_000

const FOLD = `WITH taken AS (
    DELETE FROM casework_tally_delta WHERE id IN (SELECT id FROM casework_tally_delta ORDER BY id LIMIT ${MOST_DELTAS})
    RETURNING agency_id, procedure_code, month, measure, delta),
  sums AS (
    SELECT agency_id, month, measure, procedure_code, sum(delta) AS delta FROM taken
    GROUP BY GROUPING SETS ((agency_id, month, measure, procedure_code), (agency_id, month, measure))),
  folded AS (
    INSERT INTO casework_tally AS t (agency_id, month, measure, procedure_code, count)
    SELECT agency_id, month, measure, coalesce(procedure_code, ''), delta FROM sums
    ORDER BY agency_id, month, measure, procedure_code
    ON CONFLICT (agency_id, month, measure, procedure_code) DO UPDATE SET count = t.count + excluded.count
    RETURNING 1),
  within AS (
    INSERT INTO casework_tally_within AS t (agency_id, month, measure, procedure_code, count)
    SELECT above.id, s.month, s.measure, s.procedure_code, sum(s.delta) FROM sums s
    JOIN organisation_agency own ON own.id = s.agency_id
    JOIN organisation_agency above ON above.path @> own.path
    WHERE s.procedure_code IS NOT NULL
    GROUP BY above.id, s.month, s.measure, s.procedure_code
    ON CONFLICT (agency_id, month, measure, procedure_code) DO UPDATE SET count = t.count + excluded.count
    RETURNING 1)
  SELECT count(*)::int AS folded FROM taken`

/**
 * Adds the changes of counts that transactions left beside the tally into it: the row of the procedure, the agency's total, and
 * the rows by procedure of every agency above. In one
 * transaction, so that a reader who sums both sees each change once. Safe to run twice or at once. Returns how many were folded.
 */
export async function foldTally(db: Db): Promise<number> {
  let all = 0
  for (;;) {
    const folded = await db.write(async (tx) => {
      const [lock] = await query<{ taken: boolean }>(tx, 'SELECT pg_try_advisory_xact_lock($1) AS taken', [FOLD_LOCK])
      if (lock?.taken !== true) return 0
      const [row] = await query<{ folded: number }>(tx, FOLD)
      return row?.folded ?? 0
    })
    all += folded
    if (folded < MOST_DELTAS) return all
  }
}
