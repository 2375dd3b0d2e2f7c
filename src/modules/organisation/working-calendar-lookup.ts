import {
  dateOfEpochDay,
  epochDayOf,
  type IsoDate,
  isoWeekday,
  localDay,
  MINUTE_MS,
  startOfLocalDay,
} from '../../platform/civil-date.ts'
import type { CalendarTable } from './working-calendar-table.ts'
import type { DayKind, MinuteInterval, WorkingCalendar } from './working-calendar-types.ts'

/** A working calendar answered from a table of sums: every question is an index or one binary search. */
export class TableCalendar implements WorkingCalendar {
  readonly version: string
  readonly minutesPerDay: number
  readonly workingDaysPerWeek: number
  readonly #table: CalendarTable

  constructor(table: CalendarTable) {
    this.version = table.version
    this.minutesPerDay = table.minutesPerDay
    this.workingDaysPerWeek = table.workingDaysPerWeek
    this.#table = table
  }

  nextWorkingMoment(at: number): number {
    return this.#latestWith(this.#workedUntil(at))
  }

  addWorkingMinutes(at: number, minutes: number): number {
    const worked = this.#workedUntil(at)
    const added = inWholeMilliseconds(minutes)
    return added === 0 ? this.#latestWith(worked) : this.#earliestWith(worked + added)
  }

  subtractWorkingMinutes(at: number, minutes: number): number {
    return this.#latestWith(this.#workedUntil(at) - inWholeMilliseconds(minutes))
  }

  workingMinutesBetween(from: number, to: number): number {
    return (this.#workedUntil(to) - this.#workedUntil(from)) / MINUTE_MS
  }

  workingMinutesOn(date: IsoDate): number {
    const index = this.#indexOf(date)
    return (sumAt(this.#table.workedBefore, index + 1) - sumAt(this.#table.workedBefore, index)) / MINUTE_MS
  }

  workingDayOrdinal(date: IsoDate): number {
    return sumAt(this.#table.ordinalBefore, this.#indexOf(date) + 1)
  }

  addWorkingDays(date: IsoDate, count: number): IsoDate {
    assertCount(count)
    const index = this.#indexOf(date)
    const ordinal = sumAt(this.#table.ordinalBefore, index + 1)
    return this.#workingDay(count === 0 && !this.#isWorkingIndex(index) ? ordinal + 1 : ordinal + count)
  }

  subtractWorkingDays(date: IsoDate, count: number): IsoDate {
    assertCount(count)
    const index = this.#indexOf(date)
    const ordinal = sumAt(this.#table.ordinalBefore, index + 1)
    return this.#workingDay(count > 0 && !this.#isWorkingIndex(index) ? ordinal - count + 1 : ordinal - count)
  }

  endOfWorkingDay(date: IsoDate): number {
    const index = this.#indexOf(date)
    const last = this.#table.hours[index]?.at(-1)
    if (last === undefined) throw new RangeError(`the office does not work on ${date}`)
    return this.#midnight(index) + last[1]
  }

  isWorkingDay(date: IsoDate): boolean {
    return this.#isWorkingIndex(this.#indexOf(date))
  }

  dayKind(date: IsoDate): DayKind {
    const index = this.#indexOf(date)
    const row = this.#table.rows.get(index)
    if (row?.kind === 'working') return { kind: 'swap', name: row.name, replaces: row.replaces ?? null }
    if (row?.kind === 'half' && this.#isWorkingIndex(index)) return { kind: 'half', name: row.name }
    if (row?.kind === 'off') {
      const isPublic = row.category === 'holiday' || row.category === 'compensation'
      return { kind: isPublic ? 'holiday' : 'off', name: row.name }
    }
    const weekday = isoWeekday(this.#table.firstDay + index)
    if (weekday === 6) return { kind: 'saturday' }
    return { kind: weekday === 7 ? 'sunday' : 'working' }
  }

  isProvisional(from: IsoDate, to: IsoDate): boolean {
    const sums = this.#table.provisionalBefore
    return sumAt(sums, this.#indexOf(to) + 1) > sumAt(sums, this.#indexOf(from))
  }

  #isWorkingIndex(index: number): boolean {
    return sumAt(this.#table.ordinalBefore, index + 1) > sumAt(this.#table.ordinalBefore, index)
  }

  #workingDay(ordinal: number): IsoDate {
    return dateOfEpochDay(sumAt(this.#table.workingDays, ordinal - 1) + this.#table.firstDay)
  }

  #indexOf(date: IsoDate): number {
    return this.#checked(epochDayOf(date) - this.#table.firstDay)
  }

  #checked(index: number): number {
    if (!(index >= 0 && index < this.#table.dayCount)) throw outside()
    return index
  }

  #midnight(index: number): number {
    return startOfLocalDay(this.#table.firstDay + index)
  }

  #hoursOf(index: number): readonly MinuteInterval[] {
    return this.#table.hours[index] ?? []
  }

  /** Milliseconds worked from the start of the table until an instant. */
  #workedUntil(at: number): number {
    const index = this.#checked(localDay(at) - this.#table.firstDay)
    const inDay = at - this.#midnight(index)
    let worked = sumAt(this.#table.workedBefore, index)
    for (const [start, end] of this.#hoursOf(index)) {
      if (inDay <= start) break
      worked += Math.min(inDay, end) - start
    }
    return worked
  }

  /** The first instant by which so much was worked: a closing time rather than the next opening. */
  #earliestWith(worked: number): number {
    const index = this.#checked(lastBelow(this.#table.workedBefore, worked))
    let rest = worked - sumAt(this.#table.workedBefore, index)
    for (const [start, end] of this.#hoursOf(index)) {
      if (rest <= end - start) return this.#midnight(index) + start + rest
      rest -= end - start
    }
    throw outside()
  }

  /** The last instant by which no more was worked: an opening rather than the closing before it. */
  #latestWith(worked: number): number {
    if (worked < 0) throw outside()
    const index = this.#checked(lastBelow(this.#table.workedBefore, worked + 0.5))
    let rest = worked - sumAt(this.#table.workedBefore, index)
    for (const [start, end] of this.#hoursOf(index)) {
      if (rest < end - start) return this.#midnight(index) + start + rest
      rest -= end - start
    }
    throw outside()
  }
}

/** The greatest index whose sum is below the value; sums never fall. Sums are whole, so `value + 0.5` asks for "at most". */
function lastBelow(sums: Float64Array, value: number): number {
  let low = 0
  let high = sums.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sumAt(sums, middle) < value) low = middle + 1
    else high = middle
  }
  return low - 1
}

function sumAt(sums: Float64Array | Int32Array, index: number): number {
  const sum = sums[index]
  if (sum === undefined) throw outside()
  return sum
}

function inWholeMilliseconds(minutes: number): number {
  if (!(minutes >= 0)) throw new RangeError(`working minutes must not be negative: ${minutes}`)
  return Math.round(minutes * MINUTE_MS)
}

function assertCount(count: number): void {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`not a number of working days: ${count}`)
}

function outside(): RangeError {
  return new RangeError('outside the years of the working calendar')
}
