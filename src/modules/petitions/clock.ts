import { localDate } from '../../platform/civil-date.ts'
import type { WorkingCalendar } from '../organisation/index.ts'

/**
 * Working days a step may take, as the national portal counts them for QĐ 766/QĐ-TTg: refuse or forward, ask for more, process,
 * publish. NĐ 20/2008 Art. 9.1.d itself gives five days to forward; the shorter one is what is measured.
 */
export const limits = { sort: 2, ask: 5, process: 15, publish: 2 } as const

/** The end of the n-th working day after the day of an instant (Civil Code Art. 147-148: the first day is not counted). */
export function dueAfter(calendar: WorkingCalendar, at: number, workingDays: number): number {
  return calendar.endOfWorkingDay(calendar.addWorkingDays(localDate(at), workingDays))
}

/** A due instant moved on by the working time that was waited for the person. */
export function movedOn(calendar: WorkingCalendar, dueAt: number, wait: { from: number; to: number }): number {
  const waited = Math.max(0, calendar.workingMinutesBetween(wait.from, wait.to))
  return waited === 0 ? dueAt : calendar.addWorkingMinutes(dueAt, waited)
}
