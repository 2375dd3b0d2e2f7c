import {
  addMonths,
  dateOfEpochDay,
  epochDayOf,
  type IsoDate,
  localDate,
  localDay,
  MINUTE_MS,
  startOfLocalDay,
} from '../../../platform/civil-date.ts'
import type { WorkingCalendar } from '../../organisation/index.ts'
import type { TimeLimit } from './deadline-types.ts'

const SAME_DAY_CUTOFF_MINUTE = 15 * 60

/** A stretch in which the clock stood still and was then resumed. */
export interface ClosedWait {
  from: number
  to: number
}

/**
 * How one unit counts. Amounts are working days for `wd`, working minutes for `wh`, calendar days for `d` and `m`.
 * `resumedAt` is the end of the last wait, null without one: no date may lie before it.
 */
export interface Counting {
  /** What a wait takes out of the count; the clock last began to run at the open moment `runningSince`. */
  amountOf(wait: ClosedWait, runningSince: number): number
  /** The due instant of a count begun at an open moment `start`, with so much waiting in it. */
  dueAfter(start: number, waited: number, resumedAt: number | null): number
  /** A date fixed by decision, moved by so much waiting. */
  shift(dueAt: number, waited: number): number
}

/** The way of counting that belongs to a limit. Throws RangeError for a limit that cannot be counted. */
export function countingOf(calendar: WorkingCalendar, limit: TimeLimit): Counting {
  assertLimit(limit)
  if (limit.unit === 'wh') return countWorkingHours(calendar, limit)
  return limit.unit === 'wd' ? countWorkingDays(calendar, limit) : countCalendarDays(calendar, limit)
}

/** Whether a limit can be counted: see `TimeLimit` for the quantities each unit allows. */
export function isTimeLimit({ quantity, unit, sameDayCutoffMinute }: TimeLimit): boolean {
  const step = { wd: 1 / 2, wh: 1 / 60, d: 1, m: 1 }[unit]
  const isWhole = Math.abs(quantity / step - Math.round(quantity / step)) < 1e-6
  const isCutoff = sameDayCutoffMinute == null || (sameDayCutoffMinute >= 0 && sameDayCutoffMinute <= 1440)
  return Number.isFinite(quantity) && isWhole && isCutoff && (quantity > 0 || (quantity === 0 && unit === 'wd'))
}

/**
 * The last day of a limit in days or months before it is moved off a rest day (D3). A clock that stood still for some days runs as
 * if it had begun so many days later; months differ in length, so any other way could bring a date nearer by waiting.
 */
export function lastNominalDate(limit: TimeLimit, start: number, waited: number): IsoDate {
  const begun = localDay(start) + waited
  if (limit.unit === 'd') return dateOfEpochDay(begun + limit.quantity)
  return addMonths(dateOfEpochDay(begun), limit.quantity)
}

/**
 * From when a dossier received at an open moment counts. D12: a same-day limit received after its cut-off, or on an open day that
 * is no working day, counts from the opening of the next working day; all other limits count from the moment itself.
 */
export function beginOf(calendar: WorkingCalendar, limit: TimeLimit, receivedAt: number): number {
  const date = localDate(receivedAt)
  const cutoff = cutoffOf(limit)
  const isInTime = limit.quantity > 0 || cutoff === null || receivedAt - startOf(date) <= cutoff * MINUTE_MS
  if (isInTime && (limit.quantity > 0 || calendar.isWorkingDay(date))) return receivedAt
  return calendar.nextWorkingMoment(startOf(calendar.addWorkingDays(date, 1)))
}

/** D12: the minute after which a same-day limit moves on, 15:00 unless the limit says otherwise; null without one. */
export function cutoffOf(limit: TimeLimit): number | null {
  return limit.sameDayCutoffMinute === undefined ? SAME_DAY_CUTOFF_MINUTE : limit.sameDayCutoffMinute
}

/** The last day of which some working time lay before `at`, on or before its own day: the day a stop at `at` was asked on. */
export function lastUsedDay(calendar: WorkingCalendar, at: number): number {
  const day = localDay(at)
  return calendar.workingMinutesBetween(startOfLocalDay(day), at) === 0 ? day - 1 : day
}

function countWorkingHours(calendar: WorkingCalendar, limit: TimeLimit): Counting {
  const minutes = limit.quantity * 60
  return {
    amountOf: (wait) => calendar.workingMinutesBetween(wait.from, wait.to),
    dueAfter: (start, waited) => calendar.addWorkingMinutes(start, minutes + waited),
    shift: (dueAt, waited) => (waited === 0 ? dueAt : calendar.addWorkingMinutes(dueAt, waited)),
  }
}

function countWorkingDays(calendar: WorkingCalendar, limit: TimeLimit): Counting {
  const whole = Math.floor(limit.quantity)
  const isHalf = limit.quantity > whole
  return {
    amountOf(wait, runningSince) {
      if (calendar.workingMinutesBetween(wait.from, wait.to) === 0) return 0
      const askedOn = Math.max(lastUsedDay(calendar, wait.from), localDay(runningSince))
      const resumedOn = localDate(calendar.nextWorkingMoment(wait.to))
      return calendar.workingDayOrdinal(resumedOn) - calendar.workingDayOrdinal(dateOfEpochDay(askedOn))
    },
    dueAfter(start, waited, resumedAt) {
      const dayAfter = (days: number): IsoDate => calendar.addWorkingDays(localDate(start), days + waited)
      const wholeDue = notBefore(calendar, calendar.endOfWorkingDay(dayAfter(whole)), resumedAt)
      if (!isHalf) return wholeDue
      const halfDue = middleOf(calendar, dayAfter(whole + 1))
      return resumedAt === null ? halfDue : Math.max(halfDue, wholeDue)
    },
    shift(dueAt, waited) {
      if (waited === 0) return dueAt
      const date = localDate(dueAt)
      const closing = calendar.endOfWorkingDay(calendar.addWorkingDays(date, waited))
      const sameTime = startOf(localDate(closing)) + (dueAt - startOf(date))
      const wasClosing = calendar.workingMinutesBetween(dueAt, startOfLocalDay(localDay(dueAt) + 1)) === 0
      return wasClosing ? closing : Math.min(closing, sameTime)
    },
  }
}

function countCalendarDays(calendar: WorkingCalendar, limit: TimeLimit): Counting {
  return {
    amountOf(wait, runningSince) {
      if (calendar.workingMinutesBetween(wait.from, wait.to) === 0) return 0
      const askedOn = Math.max(localDay(wait.from), localDay(runningSince))
      return localDay(calendar.nextWorkingMoment(wait.to)) - askedOn
    },
    dueAfter(start, waited, resumedAt) {
      return notBefore(calendar, endOfWorkingDayFrom(calendar, lastNominalDate(limit, start, waited)), resumedAt)
    },
    shift(dueAt, waited) {
      return waited === 0 ? dueAt : endOfWorkingDayFrom(calendar, dateOfEpochDay(localDay(dueAt) + waited))
    },
  }
}

/** D4: a last day that is a rest day gives way to the next working day. */
function endOfWorkingDayFrom(calendar: WorkingCalendar, date: IsoDate): number {
  return calendar.endOfWorkingDay(calendar.addWorkingDays(date, 0))
}

/** D13: half of a working day is over when half of its working minutes are. */
function middleOf(calendar: WorkingCalendar, date: IsoDate): number {
  return calendar.addWorkingMinutes(startOf(date), calendar.workingMinutesOn(date) / 2)
}

/** Resumed late on the very day that would be the last: at least that working day is left. */
function notBefore(calendar: WorkingCalendar, dueAt: number, resumedAt: number | null): number {
  if (resumedAt === null) return dueAt
  const resumed = calendar.nextWorkingMoment(resumedAt)
  return dueAt > resumed ? dueAt : endOfWorkingDayFrom(calendar, localDate(resumed))
}

function startOf(date: IsoDate): number {
  return startOfLocalDay(epochDayOf(date))
}

function assertLimit(limit: TimeLimit): void {
  if (!isTimeLimit(limit)) throw new RangeError(`not a time limit: ${limit.quantity} ${limit.unit}`)
}
