import { localDate } from '../../platform/civil-date.ts'
import type { WorkingCalendar } from '../organisation/index.ts'
import type { PetitionState } from './petition.ts'

/**
 * Working days a step may take, as the national portal counts them for QĐ 766/QĐ-TTg: refuse or forward, ask for more, process,
 * publish. NĐ 20/2008 Art. 9.1.d itself gives five days to forward; the shorter one is what is measured. Asking later is allowed, but the
 * time to process then goes on: nobody stops the clock on its last day.
 */
export const limits = { sort: 2, ask: 5, process: 15, publish: 2 } as const

/** Where one clock of a petition stands. */
export interface PetitionClock {
  name: 'sort' | 'ask' | 'process' | 'answer' | 'publish'
  until: number
  /** `stopped`: it stands while whoever wrote is asked; `until` then moves on by the wait. */
  state: 'running' | 'stopped' | 'over'
}

type Clocked = Pick<PetitionState, 'state' | 'stageDueAt' | 'processDueAt' | 'askDueAt' | 'answerUntil'>

/** The clocks that count now, the next one first: who must do what by when. None at the end. */
export function clocksOf(petition: Clocked, now: number): PetitionClock[] {
  const { state, stageDueAt, processDueAt, askDueAt, answerUntil } = petition
  const clock = (name: PetitionClock['name'], until: number, isStopped = false): PetitionClock => ({
    name,
    until,
    state: isStopped ? 'stopped' : now > until ? 'over' : 'running',
  })
  const process = clock('process', processDueAt, state === 'waiting' && stageDueAt === null)
  if (state === 'received') return [clock('sort', stageDueAt ?? processDueAt), process]
  if (state === 'processing') return askDueAt === undefined ? [process] : [process, clock('ask', askDueAt)]
  if (state === 'waiting') return answerUntil == null ? [process] : [clock('answer', answerUntil), process]
  if (state === 'drafted') return [process]
  return state === 'approved' && stageDueAt !== null ? [clock('publish', stageDueAt)] : []
}

/** The end of the n-th working day after the day of an instant (Civil Code Art. 147-148: the first day is not counted). */
export function dueAfter(calendar: WorkingCalendar, at: number, workingDays: number): number {
  return calendar.endOfWorkingDay(calendar.addWorkingDays(localDate(at), workingDays))
}

/** A due instant moved on by the working time that was waited for the person. */
export function movedOn(calendar: WorkingCalendar, dueAt: number, wait: { from: number; to: number }): number {
  const waited = Math.max(0, calendar.workingMinutesBetween(wait.from, wait.to))
  return waited === 0 ? dueAt : calendar.addWorkingMinutes(dueAt, waited)
}
