import type { IsoDate } from '../../platform/civil-date.ts'

/** Minutes after midnight in Viet Nam, the end exclusive: `[420, 690]` is 07:00 to 11:30. */
export type MinuteInterval = readonly [startMinute: number, endMinute: number]

/** A name as shown to people. */
export interface CalendarName {
  vi: string
  en: string
}

/**
 * One date that differs from the week. `off`: nobody works. `working`: a weekly rest day swapped in (D8); it is a legal
 * working day with the hours in `intervals`, else those of the day it `replaces`, else those of Monday.
 * `half`: only `intervals` (by default the first interval of that weekday) are worked; it still is a working day.
 */
export interface CalendarDay {
  date: IsoDate
  kind: 'off' | 'working' | 'half'
  /** Why an `off` day is off. A public holiday or the day given for one (Labour Code art. 111.3 and 112) is named as such. */
  category?: 'holiday' | 'compensation' | 'swap' | 'closure'
  replaces?: IsoDate
  intervals?: readonly MinuteInterval[]
  name: CalendarName
  /** The decision or article the row comes from. */
  decision: string
}

/** A span of dates whose rows may still change, both ends included. */
export interface UnsettledPeriod {
  from: IsoDate
  to: IsoDate
}

/** All that an office's calendar depends on. A later row for the same date replaces an earlier one (province, then agency). */
export interface CalendarDefinition {
  /** Names this state of the table; kept with every dossier counted by it. */
  version: string
  /** Working intervals by ISO weekday, 1 Monday to 7 Sunday; a missing weekday is not worked. */
  weekly: Readonly<Partial<Record<number, readonly MinuteInterval[]>>>
  days: readonly CalendarDay[]
  /** Years whose holidays are in the table. Every date of another year is provisional. */
  settledYears: readonly number[]
  unsettled?: readonly UnsettledPeriod[]
}

/** What a date is for the counting of deadlines, and what it is called when it is not an ordinary day. */
export type DayKind =
  | { kind: 'working' | 'saturday' | 'sunday' }
  | { kind: 'holiday' | 'off' | 'half'; name: CalendarName }
  | { kind: 'swap'; name: CalendarName; replaces: IsoDate | null }

/**
 * Working time of one office as look-ups whose cost does not grow with the span. Instants are epoch milliseconds.
 * Two notions stand side by side (Civil Code art. 147-148, domain rule D5): *working time* is every minute the office is
 * open, Saturday mornings included; a *working day* is a legal one: Monday to Friday without days off, plus swapped-in days.
 * Every operation throws RangeError for an instant or date outside the years compiled.
 */
export interface WorkingCalendar {
  readonly version: string
  /** Minutes of an ordinary day: the longest of Monday to Friday. */
  readonly minutesPerDay: number
  /** Legal working days in an ordinary week. */
  readonly workingDaysPerWeek: number
  /** The instant itself when the office is open then, else the next opening. Closing time is not open. */
  nextWorkingMoment(at: number): number
  /** The earliest instant by which so many minutes were worked; 0 gives `nextWorkingMoment`. Negative throws. */
  addWorkingMinutes(at: number, minutes: number): number
  /** The latest open instant before which so many minutes are still to be worked up to `at`. Undoes `addWorkingMinutes`. */
  subtractWorkingMinutes(at: number, minutes: number): number
  /** Minutes worked between two instants; negative when `to` lies before `from`. */
  workingMinutesBetween(from: number, to: number): number
  workingMinutesOn(date: IsoDate): number
  /** How many legal working days lie from the start of the table up to and including the date. */
  workingDayOrdinal(date: IsoDate): number
  /** The n-th legal working day after the date; with n = 0 the date itself, or the next working day when it is none. */
  addWorkingDays(date: IsoDate, count: number): IsoDate
  /** The n-th legal working day before the date; with n = 0 the date itself, or the previous working day. */
  subtractWorkingDays(date: IsoDate, count: number): IsoDate
  /** Closing time of a date on which the office works; throws RangeError for any other date. */
  endOfWorkingDay(date: IsoDate): number
  isWorkingDay(date: IsoDate): boolean
  dayKind(date: IsoDate): DayKind
  /** Whether the table may still change anywhere between the two dates, both included. */
  isProvisional(from: IsoDate, to: IsoDate): boolean
}
