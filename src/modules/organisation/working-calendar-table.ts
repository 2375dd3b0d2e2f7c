import { epochDayOf, isoWeekday, MINUTE_MS } from '../../platform/civil-date.ts'
import type { CalendarDay, CalendarDefinition, MinuteInterval } from './working-calendar-types.ts'

/** Day `i` of the table is epoch day `firstDay + i`. Arrays of sums have one entry more than there are days. */
export interface CalendarTable {
  version: string
  minutesPerDay: number
  workingDaysPerWeek: number
  firstDay: number
  dayCount: number
  /** Open intervals of each day, in milliseconds after midnight. Days alike hold the same array. */
  hours: readonly (readonly MinuteInterval[])[]
  /** Working milliseconds before day i. */
  workedBefore: Float64Array
  /** Legal working days before day i. */
  ordinalBefore: Int32Array
  /** Index of the k-th legal working day, k from 0. */
  workingDays: Int32Array
  /** Provisional days before day i. */
  provisionalBefore: Int32Array
  /** The row that changes a day, by index. */
  rows: ReadonlyMap<number, CalendarDay>
}

const MINUTES_OF_DAY = 1440

/** Lays the definition out day by day. See `compileCalendar` for errors. */
export function buildCalendarTable(definition: CalendarDefinition, fromYear: number, toYear: number): CalendarTable {
  const firstDay = epochDayOf(`${fromYear}-01-01`)
  const dayCount = epochDayOf(`${toYear + 1}-01-01`) - firstDay
  const week = [1, 2, 3, 4, 5, 6, 7].map((weekday) => inMilliseconds(definition.weekly[weekday] ?? []))
  const rows = new Map(definition.days.map((row) => [epochDayOf(row.date) - firstDay, row] as const))
  const table = {
    version: definition.version,
    ...ordinaryWeek(week),
    firstDay,
    dayCount,
    hours: [] as (readonly MinuteInterval[])[],
    workedBefore: new Float64Array(dayCount + 1),
    ordinalBefore: new Int32Array(dayCount + 1),
    workingDays: new Int32Array(dayCount),
    provisionalBefore: provisionalSums(definition, firstDay, dayCount),
    rows,
  }
  let workingDayCount = 0
  for (let index = 0; index < dayCount; index += 1) {
    const row = rows.get(index)
    const weekday = isoWeekday(firstDay + index)
    const hours = hoursOf(week, weekday, row)
    table.hours.push(hours)
    table.workedBefore[index + 1] = Number(table.workedBefore[index]) + totalOf(hours)
    if (isLegalWorkingDay(weekday, row) && hours.length > 0) {
      table.workingDays[workingDayCount] = index
      workingDayCount += 1
    }
    table.ordinalBefore[index + 1] = workingDayCount
  }
  return { ...table, workingDays: table.workingDays.slice(0, workingDayCount) }
}

/** D5: Monday to Friday, less days off, plus swapped-in days. */
function isLegalWorkingDay(weekday: number, row: CalendarDay | undefined): boolean {
  if (row?.kind === 'working') return true
  return weekday <= 5 && row?.kind !== 'off'
}

function hoursOf(
  week: readonly (readonly MinuteInterval[])[],
  weekday: number,
  row: CalendarDay | undefined,
): readonly MinuteInterval[] {
  const ordinary = week[weekday - 1] ?? []
  if (row === undefined) return ordinary
  if (row.kind === 'off') return []
  if (row.intervals !== undefined) return inMilliseconds(row.intervals)
  if (row.kind === 'half') return ordinary.slice(0, 1)
  const model = row.replaces === undefined ? 1 : isoWeekday(epochDayOf(row.replaces))
  return week[model - 1] ?? []
}

function ordinaryWeek(week: readonly (readonly MinuteInterval[])[]): {
  minutesPerDay: number
  workingDaysPerWeek: number
} {
  const worked = week.slice(0, 5).filter((hours) => hours.length > 0)
  if (worked.length === 0) throw new RangeError('no working hours from Monday to Friday')
  return { minutesPerDay: Math.max(...worked.map(totalOf)) / MINUTE_MS, workingDaysPerWeek: worked.length }
}

function provisionalSums(definition: CalendarDefinition, firstDay: number, dayCount: number): Int32Array {
  const open = new Uint8Array(dayCount).fill(1)
  for (const year of definition.settledYears) {
    open.fill(0, ...sliceOf(`${year}-01-01`, `${year}-12-31`, firstDay))
  }
  for (const period of definition.unsettled ?? []) open.fill(1, ...sliceOf(period.from, period.to, firstDay))
  const sums = new Int32Array(dayCount + 1)
  for (let index = 0; index < dayCount; index += 1) sums[index + 1] = Number(sums[index]) + Number(open[index])
  return sums
}

function sliceOf(from: string, to: string, firstDay: number): [number, number] {
  return [Math.max(0, epochDayOf(from) - firstDay), Math.max(0, epochDayOf(to) + 1 - firstDay)]
}

function inMilliseconds(intervals: readonly MinuteInterval[]): readonly MinuteInterval[] {
  let closedAt = 0
  return intervals.map(([start, end], position) => {
    if (
      start < closedAt ||
      end <= start ||
      end > MINUTES_OF_DAY ||
      !Number.isInteger(start) ||
      !Number.isInteger(end)
    ) {
      throw new RangeError(`working interval ${position + 1} (${start}-${end}) overlaps, is reversed or leaves the day`)
    }
    closedAt = end
    return [start * MINUTE_MS, end * MINUTE_MS]
  })
}

function totalOf(hours: readonly MinuteInterval[]): number {
  return hours.reduce((sum, [start, end]) => sum + end - start, 0)
}
