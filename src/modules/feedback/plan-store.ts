import { query, type Reader, type Transaction } from '../../platform/db.ts'
import type { AgencyId, UserId } from '../../platform/ids.ts'
import { DEFAULT_PLAN, type RatingPlan } from './rating.ts'

/** How a centre asks now; the product's default where it has said nothing. */
export async function readPlan(reader: Reader | Transaction, centreId: AgencyId): Promise<RatingPlan> {
  return (await readPlans(reader, [centreId])).get(centreId) ?? DEFAULT_PLAN
}

/** How centres ask now; those that have said nothing are absent. */
export async function readPlans(
  reader: Reader | Transaction,
  centreIds: readonly AgencyId[],
): Promise<Map<AgencyId, RatingPlan & { version: number }>> {
  const rows = await query<RatingPlan & { centreId: AgencyId; version: number }>(
    reader,
    `SELECT DISTINCT ON (centre_id) centre_id AS "centreId", version, steps, answer_days AS "answerDays"
     FROM feedback_plan WHERE centre_id = ANY ($1::uuid[]) ORDER BY centre_id, version DESC`,
    [centreIds],
  )
  return new Map(rows.map(({ centreId, ...plan }) => [centreId, plan]))
}

/** Adds a version; false when somebody has added one since `after`. */
export async function insertPlan(
  tx: Transaction,
  { centreId, after, plan, by }: { centreId: AgencyId; after: number; plan: RatingPlan; by: UserId },
): Promise<boolean> {
  const made = await query(
    tx,
    `INSERT INTO feedback_plan (centre_id, version, steps, answer_days, changed_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING RETURNING version`,
    [centreId, after + 1, plan.steps, plan.answerDays, by],
  )
  return made.length > 0
}
