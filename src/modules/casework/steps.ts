import { localDate, localDay, MINUTE_MS, startOfLocalDay } from '../../platform/civil-date.ts'
import type { AgencyId } from '../../platform/ids.ts'
import type { FlowDefinition, FlowStep } from '../catalogue/schemas.ts'
import type { WorkingCalendar } from '../organisation/index.ts'
import { allotSteps, limitInWorkingMinutes } from './deadlines/deadline.ts'
import type { Clock } from './deadlines/deadline-types.ts'
import type { DossierState, DossierUnits } from './dossier.ts'
import { refusals } from './errors.ts'
import type { StepEntry } from './events.ts'
import { type Facts, stepOf } from './verb.ts'

const HANDOVER_CUTOFF_MINUTE = 15 * 60

/** Working time within which a dossier filed is to be answered (NĐ 107/2021, from memory: a setting, not a claim). */
export const RECEPTION_WORKING_MINUTES = 8 * 60

/** The agency of every step, fixed when the dossier is handed in. `agencyBySlug` answers for steps that name one. */
export function resolveStepAgencies(
  flow: FlowDefinition,
  units: DossierUnits,
  agencyBySlug: (slug: string) => AgencyId | undefined,
): Record<string, AgencyId> {
  const entries = flow.steps.map((step) => {
    if (typeof step.agency === 'string') return [step.key, units[step.agency]] as const
    const agencyId = agencyBySlug(step.agency.agencySlug)
    if (agencyId === undefined) throw refusals.competent_unit_unknown({ unit: step.agency.agencySlug })
    return [step.key, agencyId] as const
  })
  return Object.fromEntries(entries)
}

/** Working minutes allotted to a step: its share of the procedure's limit. */
export function allottedMinutes(flow: FlowDefinition, key: string, calendar: WorkingCalendar, clock: Clock): number {
  const shares = flow.steps.map((step) => step.share)
  const minutes = allotSteps(limitInWorkingMinutes(calendar, clock.limit, clock.startAt), shares)
  return minutes[flow.steps.findIndex((step) => step.key === key)] ?? 0
}

/** The dossier enters a step now: at the officer who had it there before, if any, with the step's own due instant. */
export function enterStep(
  state: Pick<DossierState, 'units' | 'stepAgencies' | 'lastAssignees'>,
  key: string,
  clock: Clock,
  facts: Facts,
): StepEntry {
  const step = stepOf(facts.flow, key)
  const agencyId = state.stepAgencies[key] ?? state.units.competent
  const minutes = allottedMinutes(facts.flow, key, facts.calendarOf(state.units.competent), clock)
  return {
    key,
    agencyId,
    startedAt: facts.now,
    allottedMinutes: minutes,
    dueAt: stepDueAt(step, facts.calendarOf(agencyId), minutes, facts.now),
    assigneeId: state.lastAssignees[key] ?? null,
  }
}

/**
 * Handing over has its own limit: the same working day, or the start of the next one when received after 15:00
 * (NĐ 61/2018 Art. 18.2, 18.3). The return of a result has no limit of its own. Every other step has its allotted time.
 */
function stepDueAt(step: FlowStep, calendar: WorkingCalendar, minutes: number, now: number): number | null {
  if (step.kind === 'return') return null
  if (step.kind !== 'receive') return calendar.addWorkingMinutes(now, minutes)
  const received = calendar.nextWorkingMoment(now)
  const closing = calendar.endOfWorkingDay(localDate(received))
  const minute = (received - startOfLocalDay(localDay(received))) / MINUTE_MS
  return minute <= HANDOVER_CUTOFF_MINUTE ? closing : calendar.nextWorkingMoment(closing)
}
