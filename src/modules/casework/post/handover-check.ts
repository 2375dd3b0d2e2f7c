import { epochDayOf, localDate, startOfLocalDay } from '../../../platform/civil-date.ts'
import type { WorkingCalendar } from '../../organisation/index.ts'

/**
 * How many working days back the signature of a hand-over record may lie when it is entered: a setting of this product, not of the
 * law. Entering is the work of the same day (NĐ 61/2018 Art. 17.1); the days before leave room for a line that was down.
 */
export const MOST_WORKING_DAYS_BACK = 3

/** Why a typed time of signature cannot be; null when it can. `now` is the database's. */
export function faultOfSignature(
  signedAt: number,
  now: number,
  calendar: WorkingCalendar,
): 'post_signed_in_future' | 'post_signed_too_long_ago' | null {
  if (signedAt > now) return 'post_signed_in_future'
  return signedAt < earliestSignature(now, calendar) ? 'post_signed_too_long_ago' : null
}

/** The first instant that may still be entered as the time of signature. */
export function earliestSignature(now: number, calendar: WorkingCalendar): number {
  const first = calendar.subtractWorkingDays(localDate(now), MOST_WORKING_DAYS_BACK)
  return startOfLocalDay(epochDayOf(first))
}
