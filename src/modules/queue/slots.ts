import { DAY_MS, epochDayOf, type IsoDate, MINUTE_MS, startOfLocalDay } from '../../platform/civil-date.ts'

/** What slots need to know of an office's hours. */
export interface OpenHours {
  nextWorkingMoment(at: number): number
  workingMinutesBetween(from: number, to: number): number
}

/**
 * The beginnings of the slots of one day, in epoch milliseconds: whole slots, counted from midnight, in which the office is open from
 * the first to the last minute. Empty when it is closed that day.
 */
export function slotsOfDay(hours: OpenHours, date: IsoDate, slotMinutes: number): number[] {
  const start = startOfLocalDay(epochDayOf(date))
  const slots: number[] = []
  for (let at = start; at + slotMinutes * MINUTE_MS <= start + DAY_MS; at += slotMinutes * MINUTE_MS) {
    const isOpen = hours.nextWorkingMoment(at) === at
    if (isOpen && hours.workingMinutesBetween(at, at + slotMinutes * MINUTE_MS) === slotMinutes) slots.push(at)
  }
  return slots
}

/** The lowest place that is not taken, or null when all are. Places are counted from 1. */
export function freePlace(taken: readonly number[], places: number): number | null {
  const used = new Set(taken)
  for (let place = 1; place <= places; place++) if (!used.has(place)) return place
  return null
}
