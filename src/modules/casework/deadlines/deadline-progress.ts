import { localDate } from '../../../platform/civil-date.ts'
import type { WorkingCalendar } from '../../organisation/index.ts'
import { followClock } from './deadline-course.ts'
import type { Clock } from './deadline-types.ts'

/** From this many working days before the due day on, a dossier is shown as due soon. A matter of display, not of law. */
const SOON_WORKING_DAYS = 2

/**
 * How far a due instant lies away. `workingMinutes` and `workingDays` are negative once it is late; `workingDays` counts the
 * working days after today up to the due day. `today` is said only while there is still time.
 */
export interface Remaining {
  kind: 'late' | 'today' | 'soon' | 'ok'
  workingMinutes: number
  workingDays: number
}

/** Working time left until a due instant. A clock that stands still has no due instant: ask its state first (D17). */
export function remaining(calendar: WorkingCalendar, dueAt: number, now: number): Remaining {
  const workingMinutes = calendar.workingMinutesBetween(now, dueAt)
  const workingDays = calendar.workingDayOrdinal(localDate(dueAt)) - calendar.workingDayOrdinal(localDate(now))
  return { kind: remainingKind(dueAt, now, workingDays), workingMinutes, workingDays }
}

/**
 * The share of the time that is used, 0 to 1, in working minutes without waits. It stands still while a stop is open and
 * begins again at a restart. 1 once the due instant has come.
 */
export function progress(calendar: WorkingCalendar, clock: Clock, now: number): number {
  const course = followClock(calendar, clock)
  const lap = course.laps.at(-1) ?? course.laps[0]
  const waits = [...lap.waits, ...(lap.endedBy === null ? [] : [lap.endedBy])]
  const openSince = waits.find((wait) => wait.to === null)?.from ?? Number.POSITIVE_INFINITY
  const until = Math.min(now, openSince, course.expectedDueAt)
  const counted = (end: number): number => {
    const waited = waits.reduce((sum, { from, to }) => {
      return sum + calendar.workingMinutesBetween(Math.min(from, end), Math.min(to ?? from, end))
    }, 0)
    return calendar.workingMinutesBetween(lap.startAt, end) - waited
  }
  if (until <= lap.startAt) return 0
  const total = counted(course.expectedDueAt)
  return total <= 0 ? 1 : Math.min(1, Math.max(0, counted(until) / total))
}

function remainingKind(dueAt: number, now: number, workingDays: number): Remaining['kind'] {
  if (now > dueAt) return 'late'
  if (localDate(now) === localDate(dueAt)) return 'today'
  return workingDays <= SOON_WORKING_DAYS ? 'soon' : 'ok'
}
