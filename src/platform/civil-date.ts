/**
 * Dates and clock times as people in Viet Nam read them. The zone is Asia/Ho_Chi_Minh: +07:00 all year, no summer time,
 * so a fixed offset is exact. Instants are epoch milliseconds, dates are 'YYYY-MM-DD', days are counted from 1970-01-01.
 */
export type IsoDate = string

export const MINUTE_MS = 60_000
export const DAY_MS = 86_400_000
const ZONE_OFFSET_MS = 7 * 3_600_000

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/

/** Days from 1970-01-01 to a date. Throws RangeError when the text is no date of the calendar (2026-02-30). */
export function epochDayOf(date: IsoDate): number {
  const [, year, month, dayOfMonth] = DATE.exec(date) ?? []
  const utc = new Date(Date.UTC(Number(year), Number(month) - 1, Number(dayOfMonth)))
  if (utc.getUTCDate() !== Number(dayOfMonth) || utc.getUTCMonth() !== Number(month) - 1) {
    throw new RangeError(`not a date: ${date}`)
  }
  return utc.getTime() / DAY_MS
}

/** The date that lies so many days after 1970-01-01. */
export function dateOfEpochDay(day: number): IsoDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** The day, counted from 1970-01-01, on which an instant falls in Viet Nam. */
export function localDay(at: number): number {
  return Math.floor((at + ZONE_OFFSET_MS) / DAY_MS)
}

/** The date on which an instant falls in Viet Nam. */
export function localDate(at: number): IsoDate {
  return dateOfEpochDay(localDay(at))
}

/** Midnight in Viet Nam at which a day begins, in epoch milliseconds. */
export function startOfLocalDay(day: number): number {
  return day * DAY_MS - ZONE_OFFSET_MS
}

/** ISO weekday of a day counted from 1970-01-01 (a Thursday): 1 Monday to 7 Sunday. */
export function isoWeekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** The same day of the month so many months later, or the last day of that month when it is shorter. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const from = new Date(epochDayOf(date) * DAY_MS)
  const lastOfTarget = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0))
  lastOfTarget.setUTCDate(Math.min(from.getUTCDate(), lastOfTarget.getUTCDate()))
  return lastOfTarget.toISOString().slice(0, 10)
}

/** ISO 8601 with the offset of Viet Nam: `2026-11-26T17:00:00+07:00`. Fractions of a second are cut off. */
export function formatInstant(at: number): string {
  return `${new Date(at + ZONE_OFFSET_MS).toISOString().slice(0, 19)}+07:00`
}

/** Epoch milliseconds of an ISO 8601 instant that names its offset, or null when the text is none. */
export function parseInstant(text: string): number | null {
  if (!INSTANT.test(text)) return null
  const at = Date.parse(text)
  try {
    epochDayOf(text.slice(0, 10))
  } catch {
    return null
  }
  return Number.isNaN(at) ? null : at
}
