import { dateOfEpochDay, epochDayOf, type IsoDate } from '../../../platform/civil-date.ts'

/**
 * Half months, numbered from January 2000: the first ends on the 14th. Every period that a regulation names is a row of them: months,
 * quarters and years, and the reports that run from the 15th to the 14th (TT 01/2020/TT-VPCP; công văn 581/BNV-CCHC).
 */
export type HalfMonth = number

const FIRST_YEAR = 2000
const MIDDLE = 15

const byDay = new Map<number, HalfMonth>()

/** The half month of a day counted from 1970-01-01. */
export function halfMonthOf(day: number): HalfMonth {
  const known = byDay.get(day)
  if (known !== undefined) return known
  const [year = 0, month = 0, dayOfMonth = 0] = dateOfEpochDay(day).split('-').map(Number)
  const half = (year - FIRST_YEAR) * 24 + (month - 1) * 2 + (dayOfMonth >= MIDDLE ? 1 : 0)
  byDay.set(day, half)
  return half
}

/** The first day of a half month. */
export function firstDayOf(half: HalfMonth): IsoDate {
  const year = FIRST_YEAR + Math.floor(half / 24)
  const month = Math.floor((half % 24) / 2) + 1
  return `${year}-${String(month).padStart(2, '0')}-${half % 2 === 0 ? '01' : MIDDLE}`
}

/** The half months that make up a period (both days belong to it), or null when it begins or ends within one. */
export function halfMonthsOf(from: IsoDate, to: IsoDate): { first: HalfMonth; last: HalfMonth } | null {
  const [begin, end] = [epochDayOf(from), epochDayOf(to)]
  const [first, last] = [halfMonthOf(begin), halfMonthOf(end)]
  const isWhole = firstDayOf(first) === from && halfMonthOf(end + 1) !== last
  return begin <= end && isWhole ? { first, last } : null
}
