import { localDate } from '../../platform/civil-date.ts'
import { query, type Reader, type Transaction } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import type { Directory, DossierState } from '../casework/index.ts'
import { listOfficersIn, type WorkingCalendar } from '../organisation/index.ts'
import { readPlan } from './plan-store.ts'
import { headRoles } from './policy.ts'
import { isLow, type RatingSteps } from './rating.ts'

interface SaidRating {
  ratingId: string
  score: number
  steps: RatingSteps
  rated: { agencyId: AgencyId }
  state: DossierState
}

/**
 * A low rating becomes a task of the agency's head, with a time for the answer; changed to a better one before it was answered it is no longer
 * a task, and changed back it is the same task with the same time.
 */
export async function followLowRating(tx: Transaction, directory: Directory, said: SaidRating): Promise<void> {
  const { ratingId, score, steps, rated, state } = said
  if (!isLow(score, steps)) {
    await query(
      tx,
      'UPDATE feedback_low_rating SET withdrawn_at = platform_now() WHERE rating_id = $1 AND answered_at IS NULL AND withdrawn_at IS NULL',
      [ratingId],
    )
    return
  }
  const agencyId = await answeringAgency(tx, directory, rated.agencyId)
  const { answerDays } = await readPlan(tx, state.units.intake)
  const [clock] = await query<{ now: Date }>(tx, 'SELECT platform_now() AS now')
  const now = (clock?.now ?? new Date()).getTime()
  await query(
    tx,
    `INSERT INTO feedback_low_rating (rating_id, agency_id, due_at) VALUES ($1, $2, $3)
     ON CONFLICT (rating_id) DO UPDATE SET withdrawn_at = NULL`,
    [ratingId, agencyId, new Date(answerDueAt(directory.calendarOf(agencyId), now, answerDays))],
  )
}

/** The close of the n-th working day after the one on which it was said. */
export function answerDueAt(calendar: WorkingCalendar, now: number, days: number): number {
  return calendar.endOfWorkingDay(calendar.addWorkingDays(localDate(now), days))
}

/** The rated agency, or the nearest above it that has a head: a counter is answered for by the agency it belongs to. */
export async function answeringAgency(tx: Transaction, directory: Directory, rated: AgencyId): Promise<AgencyId> {
  for (const id of directory.line(rated)) {
    if ((await listOfficersIn(tx as Reader, id, headRoles)).length > 0) return id
  }
  return rated
}
