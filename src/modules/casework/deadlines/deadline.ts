import { localDate } from '../../../platform/civil-date.ts'
import type { WorkingCalendar } from '../../organisation/index.ts'
import { type ClockCourse, followClock } from './deadline-course.ts'
import type { Clock, DueDate, TimeLimit } from './deadline-types.ts'

export type {
  Clock,
  ClockExtension,
  ClockStop,
  DeadlineSpan,
  DueDate,
  StopReason,
  SupplementMode,
  TimeLimit,
  TimeUnit,
} from './deadline-types.ts'

/**
 * When a dossier is due. Cost does not depend on the length of the span; the spans that explain it are made by `explainDue`.
 * `dueAt` is null while a stop is open. Rules D1-D17: Civil Code art. 147-148, NĐ 61/2018 art. 19.4. Throws RangeError
 * for a limit that cannot be counted, a stop that ends before it begins, or a date outside the calendar's years.
 */
export function computeDue(calendar: WorkingCalendar, clock: Clock): DueDate {
  return dueDateOf(calendar, clock, followClock(calendar, clock))
}

/**
 * When the dossier would be due had the open stop (if any) never begun: what a page shows beside "waiting", and what
 * progress is measured against.
 */
export function computeExpectedDue(calendar: WorkingCalendar, clock: Clock): number {
  return followClock(calendar, clock).expectedDueAt
}

/**
 * The working minutes a limit is worth, for sharing it among steps. Exact for working days and hours; a same-day procedure
 * has one day. Days and months depend on when they start: exact with `startAt`, else by the ordinary week (a month as 30 days).
 */
export function limitInWorkingMinutes(calendar: WorkingCalendar, limit: TimeLimit, startAt?: number): number {
  if (limit.unit === 'wh') return Math.round(limit.quantity * 60)
  if (limit.unit === 'wd') return Math.round((limit.quantity === 0 ? 1 : limit.quantity) * calendar.minutesPerDay)
  if (startAt === undefined) {
    const days = limit.unit === 'm' ? limit.quantity * 30 : limit.quantity
    return Math.round((days / 7) * calendar.workingDaysPerWeek * calendar.minutesPerDay)
  }
  const course = followClock(calendar, { startAt, limit, mode: 'resume', stops: [], extensions: [] })
  return Math.floor(calendar.workingMinutesBetween(course.startCountedAt, course.expectedDueAt))
}

/**
 * Shares a limit among steps: whole working minutes that sum to the limit exactly (largest remainders are rounded up first).
 * `shares` are fractions that sum to 1. Throws RangeError when they do not, or when one is negative.
 */
export function allotSteps(limitMinutes: number, shares: readonly number[]): number[] {
  const sum = shares.reduce((total, share) => total + share, 0)
  if (Math.abs(sum - 1) > 1e-6 || shares.some((share) => !(share >= 0))) {
    throw new RangeError(`shares must be fractions that sum to 1, not ${shares.join(', ')}`)
  }
  const exact = shares.map((share) => (share / sum) * limitMinutes)
  const allotted = exact.map(Math.floor)
  const byRemainder = exact
    .map((minutes, step) => ({ step, remainder: minutes - Math.floor(minutes) }))
    .sort((a, b) => b.remainder - a.remainder || a.step - b.step)
  const left = limitMinutes - allotted.reduce((total, minutes) => total + minutes, 0)
  for (const { step } of byRemainder.slice(0, left)) allotted[step] = (allotted[step] ?? 0) + 1
  return allotted
}

function dueDateOf(calendar: WorkingCalendar, clock: Clock, course: ClockCourse): DueDate {
  const until = Math.max(clock.startAt, course.expectedDueAt)
  return {
    dueAt: course.dueAt,
    startCountedAt: course.startCountedAt,
    provisional: calendar.isProvisional(localDate(clock.startAt), localDate(until)),
  }
}
