import type { WorkingCalendar } from '../modules/organisation/index.ts'
import { dateOfEpochDay, isoWeekday, localDay, MINUTE_MS, startOfLocalDay } from '../platform/civil-date.ts'
import { type Random, Weighted } from './random.ts'
import type { Demand } from './simulation-files.ts'

export interface DayDemand {
  /** Days from 1970-01-01. */
  day: number
  dossiers: number
}

/**
 * Shares out `dossiers` over the days from `from` to `until` by month, weekday, days off and growth: whole numbers that
 * sum exactly (what one day is short of goes over to the next).
 */
export function shareOutDays(
  demand: Demand,
  calendar: WorkingCalendar,
  span: { from: number; until: number; dossiers: number },
): DayDemand[] {
  const first = localDay(span.from)
  const days = Array.from({ length: localDay(span.until) - first + 1 }, (_, index) => first + index)
  const weights = days.map(
    (day, index) => weightOf(demand, calendar, day) * (1 + (demand.growth * index) / days.length),
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let carried = 0
  let given = 0
  return days.map((day, index) => {
    carried += ((weights[index] ?? 0) / total) * span.dossiers
    const dossiers = index === days.length - 1 ? span.dossiers - given : Math.round(carried) - given
    given += dossiers
    return { day, dossiers }
  })
}

function weightOf(demand: Demand, calendar: WorkingCalendar, day: number): number {
  const date = dateOfEpochDay(day)
  const month = demand.months[Number(date.slice(5, 7)) - 1] ?? 1
  const weekday = isoWeekday(day)
  const counted = weekday <= 5 && !calendar.isWorkingDay(date) ? 7 : weekday
  return month * (demand.weekdays[counted - 1] ?? 1)
}

/** When people file online: any hour of a day. */
export class OnlineHours {
  readonly #hours: Weighted<number>

  constructor(demand: Demand) {
    this.#hours = new Weighted(
      demand.onlineHours.map((_, hour) => hour),
      (hour) => demand.onlineHours[hour] ?? 0,
    )
  }

  draw(day: number, random: Random): number {
    return startOfLocalDay(day) + Math.floor((this.#hours.draw(random) * 60 + random.next() * 60) * MINUTE_MS)
  }
}

/** A moment of a day at which a counter is open; undefined when it does not open that day. */
export function counterMoment(calendar: WorkingCalendar, day: number, random: Random): number | undefined {
  const minutes = calendar.workingMinutesOn(dateOfEpochDay(day))
  if (minutes === 0) return undefined
  return Math.floor(calendar.addWorkingMinutes(startOfLocalDay(day), 1 + random.next() * (minutes - 2)))
}
