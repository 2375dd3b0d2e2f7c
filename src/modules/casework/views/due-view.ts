import type { WorkingCalendar } from '../../organisation/index.ts'
import { computeDue, computeExpectedDue } from '../deadlines/deadline.ts'
import { progress, remaining } from '../deadlines/deadline-progress.ts'
import { explainDue } from '../deadlines/deadline-spans.ts'
import { explain, type Locale } from '../deadlines/deadline-text.ts'
import type { DossierState } from '../dossier.ts'
import { isEnded, isWaiting } from '../dossier.ts'
import type { DueView, ExplainedDue } from './view-types.ts'

/** What of a dossier its deadline is shown from. */
export type DueFacts = Pick<DossierState, 'legal' | 'clock' | 'dueAt' | 'finishedAt'>

/** The deadline of a whole dossier; null before acceptance. After the result the bar stands where it stood then. */
export function dueViewOf(calendar: WorkingCalendar, facts: DueFacts, now: number): DueView | null {
  const { clock, dueAt, legal } = facts
  if (clock === null) return null
  const used = progress(calendar, clock, facts.finishedAt ?? now)
  if (facts.finishedAt !== null || isEnded(legal)) return still('done', dueAt, used)
  if (isWaiting(legal) || dueAt === null) return still('wait', null, used)
  const { kind, workingMinutes, workingDays } = remaining(calendar, dueAt, now)
  return { dueAt, kind, workingMinutes, workingDays, progress: used }
}

/** The same with the answer to "why this date?". */
export function explainedDueOf(
  calendar: WorkingCalendar,
  facts: DueFacts & Pick<DossierState, 'firstDueAt'>,
  { now, locale }: { now: number; locale: Locale },
): ExplainedDue | null {
  const view = dueViewOf(calendar, facts, now)
  if (view === null || facts.clock === null) return null
  return {
    ...view,
    expectedDueAt: computeExpectedDue(calendar, facts.clock),
    firstDueAt: facts.firstDueAt,
    provisional: computeDue(calendar, facts.clock).provisional,
    explanation: explain(explainDue(calendar, facts.clock), locale),
  }
}

/** A piece of work with a due instant of its own: a step, a reception, an opinion. */
export interface WorkDue {
  dueAt: number | null
  enteredAt: number
  /** The working time allotted to it; left out, the span from entering to due. */
  allottedMinutes?: number | undefined
  /** What was left of it when the clock stopped. */
  remainingMinutes?: number | null | undefined
  waiting: boolean
}

/** The deadline of a piece of work; null when nothing runs and nothing is waited for. */
export function workDueOf(calendar: WorkingCalendar, work: WorkDue, now: number): DueView | null {
  const { dueAt, enteredAt, allottedMinutes } = work
  if (work.waiting)
    return still('wait', null, shareUsed(allottedMinutes ?? 0, work.remainingMinutes ?? allottedMinutes ?? 0))
  if (dueAt === null) return null
  const { kind, workingMinutes, workingDays } = remaining(calendar, dueAt, now)
  const allotted = allottedMinutes ?? calendar.workingMinutesBetween(enteredAt, dueAt)
  return { dueAt, kind, workingMinutes, workingDays, progress: shareUsed(allotted, workingMinutes) }
}

function shareUsed(allotted: number, left: number): number {
  if (allotted <= 0) return left < 0 ? 1 : 0
  return Math.min(1, Math.max(0, 1 - left / allotted))
}

function still(kind: 'wait' | 'done', dueAt: number | null, used: number): DueView {
  return { dueAt, kind, workingMinutes: null, workingDays: null, progress: used }
}
