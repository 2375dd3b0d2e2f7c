import { localDate } from '../../platform/civil-date.ts'
import type { WorkingCalendar } from '../organisation/index.ts'

/** A piece of work with a due instant: a step on a desk, or a whole dossier. Epoch milliseconds. */
export interface Work {
  kind: 'step' | 'dossier'
  startedAt: number
  dueAt: number
}

export type Rung = 'officer' | 'head' | 'leader'

/** From which share of its time on an officer is reminded of a step. */
const STEP_SHARE = 0.75

/**
 * When each rung of the ladder is reached, in order: whoever has the work, at three quarters of a step's working time, for a dossier one
 * working day before it is due; the head when it is due; the leader one working day after. Working time of the office that has it.
 */
export function rungs({ kind, startedAt, dueAt }: Work, calendar: WorkingCalendar): { rung: Rung; at: number }[] {
  const start = Math.min(startedAt, dueAt)
  const officerAt = kind === 'step' ? shareOf(start, dueAt, calendar) : Math.max(start, dayBefore(dueAt, calendar))
  return [
    { rung: 'officer', at: Math.min(officerAt, dueAt) },
    { rung: 'head', at: dueAt },
    { rung: 'leader', at: calendar.addWorkingMinutes(dueAt, calendar.minutesPerDay) },
  ]
}

function shareOf(start: number, dueAt: number, calendar: WorkingCalendar): number {
  const minutes = Math.max(0, calendar.workingMinutesBetween(start, dueAt))
  return calendar.addWorkingMinutes(start, Math.floor(minutes * STEP_SHARE))
}

/** The opening of the working day before the one on which it is due. */
function dayBefore(dueAt: number, calendar: WorkingCalendar): number {
  const day = calendar.subtractWorkingDays(localDate(dueAt), 1)
  return calendar.subtractWorkingMinutes(calendar.endOfWorkingDay(day), calendar.workingMinutesOn(day))
}

/** The rungs reached by `now` that were not taken yet. Each is taken once. */
export function reached(
  work: Work,
  calendar: WorkingCalendar,
  { taken, now }: { taken: readonly Rung[]; now: number },
): { rung: Rung; at: number }[] {
  return rungs(work, calendar).filter(({ rung, at }) => at <= now && !taken.includes(rung))
}

/**
 * The last instant at which an apology is in time: the end of the working day before the due date (NĐ 61/2018 Art. 19.9). The verb
 * `extend` holds the same.
 */
export function lastApologyAt(dueAt: number, calendar: WorkingCalendar): number {
  return calendar.endOfWorkingDay(calendar.subtractWorkingDays(localDate(dueAt), 1))
}

/**
 * So many days before a due date the asking may begin: the working day before it may lie behind the longest holiday (Tết: nine days with the
 * days off around it).
 */
export const ASK_AHEAD_DAYS = 16

/** From when on the system asks for reason and new date: the opening of the last day on which an apology is in time. */
export function askApologyFrom(dueAt: number, calendar: WorkingCalendar): number {
  return dayBefore(dueAt, calendar)
}

/** Whether what is left to do takes longer than what is left of the time; both in working minutes. */
export function willNotMakeIt(minutesOfStepsAhead: number, minutesLeft: number): boolean {
  return minutesOfStepsAhead > minutesLeft
}
