import type { Static, TSchema } from 'typebox'
import type { AgencyId, OfficerId } from '../../platform/ids.ts'
import type { FlowDefinition, FlowStep, ProcedureDocument } from '../catalogue/schemas.ts'
import type { WorkingCalendar } from '../organisation/index.ts'
import type { StepRole } from '../organisation/roles.ts'
import type { ValueRef } from '../vault/schemas.ts'
import { computeDue } from './deadlines/deadline.ts'
import type { Clock, StopReason } from './deadlines/deadline-types.ts'
import type { CurrentStep, DossierState, DossierUnits, LegalState } from './dossier.ts'
import { type RefusalCode, refusals } from './errors.ts'
import type { ClockChange, ClockStopped, DossierEvent, OfflineFacts, StepEntry } from './events.ts'
import type { AnsweredComponent } from './papers/registry-component.ts'

/**
 * Who may carry out a verb, in words a policy turns into a yes or no:
 * `owner` the applicant or who handed it in · `intake_desk` a receptionist of the intake unit · `return_desk` of the return unit ·
 * `step_officer` who holds the role of the current step in its agency (the assignee, when there is one) · `step_head` a reviewer,
 * approver or leader of the current step's agency · `competent_head` an approver or leader of the competent agency ·
 * `asked_officer` a handler, reviewer or approver of an agency whose opinion is awaited
 */
export type Who =
  | 'owner'
  | 'intake_desk'
  | 'return_desk'
  | 'step_officer'
  | 'step_head'
  | 'competent_head'
  | 'asked_officer'

/** Everything a decision may depend on besides the state and the input. The time is the database's. */
export interface Facts {
  /** Epoch milliseconds of this transaction. */
  now: number
  officerId: OfficerId | null
  /** In what quality the actor was admitted. */
  who?: Who
  /** The agency for which the officer acts; null for a citizen. */
  agencyId: AgencyId | null
  procedure: ProcedureDocument
  flow: FlowDefinition
  calendarOf(agencyId: AgencyId): WorkingCalendar
  /** Seals a personal or free text under the applicant's key. */
  seal(text: string): ValueRef
  newId(): string
  /** The dossier code reserved in this transaction (only for `accept`). */
  code?: string
  /** What was declared about a filing without network (only for `accept`). */
  offline?: OfflineFacts
  /** The last event and the state before it (only for `correct`). */
  last?: { version: number; event: DossierEvent; before: DossierState | null }
  /** Where it would stand at the agency named, null when it cannot (only for `redirect`). */
  place?: { units: DossierUnits; stepAgencies: Record<string, AgencyId> } | null
  /** Keys of components that must not be asked for, because what makes them needless is held (only for `request_supplement`). */
  held?: ReadonlySet<string>
  /** What registries answered for components that are asked and not given (only for `supply`). */
  answered?: readonly AnsweredComponent[]
  /**
   * Whether these are the last four digits of the applicant's number; null when no number is known (only for `return_result`).
   */
  isApplicantNumber?(lastDigits: string): boolean | null
  /** Whether there is such an agency (only for `ask_opinion`). */
  isAgency?(id: AgencyId): boolean
  /** Whether an officer holds a role in an agency now (only for `assign`). */
  holdsRole?(officerId: OfficerId, role: StepRole, agencyId: AgencyId): boolean
}

export interface Verb<Input extends TSchema> {
  input: Input
  allowedIn: readonly LegalState[]
  who: readonly Who[]
  /** A condition on the state alone that forbids the verb now: the refusal's code, shown beside the button's place. */
  forbids?(state: DossierState, flow: FlowDefinition): RefusalCode | null
  decide(state: DossierState, input: Static<Input>, facts: Facts): DossierEvent[]
}

export function defineVerb<const Input extends TSchema>(verb: Verb<Input>): Verb<Input> {
  return verb
}

export function currentStep(state: DossierState): CurrentStep {
  if (state.step === null) throw refusals.not_possible_in_state({ state: state.legal })
  return state.step
}

export function stepOf(flow: FlowDefinition, key: string): FlowStep {
  const step = flow.steps.find((candidate) => candidate.key === key)
  if (step === undefined) throw new Error(`flow ${flow.code} has no step ${key}`)
  return step
}

/** The definition of the step at which the dossier stands, if it stands at one. */
export function definitionOfStep(state: DossierState, flow: FlowDefinition): FlowStep | null {
  return state.step === null ? null : stepOf(flow, state.step.key)
}

export function clockOf(state: DossierState): Clock {
  if (state.clock === null) throw refusals.not_possible_in_state({ state: state.legal })
  return state.clock
}

export function withClock(state: DossierState, facts: Facts, clock: Clock): ClockChange {
  return { clock, dueAt: computeDue(facts.calendarOf(state.units.competent), clock).dueAt }
}

/** The clock stands still from now on (domain D11: waiting for the applicant, for money, for an outside body). */
export function stopClock(state: DossierState, facts: Facts, reason: StopReason): ClockStopped {
  const clock = clockOf(state)
  const stops = [...clock.stops, { from: facts.now, to: null, reason }]
  const step = state.step
  const stepRemainingMinutes =
    step?.dueAt == null
      ? null
      : Math.floor(facts.calendarOf(step.agencyId).workingMinutesBetween(facts.now, step.dueAt))
  return { ...withClock(state, facts, { ...clock, stops }), stepRemainingMinutes }
}

/** The clock runs again: open stops end now, the step gets back what it had left (or all, when the limit starts anew). */
export function resumeClock(state: DossierState, facts: Facts): ClockChange & { step: StepEntry | null } {
  const clock = clockOf(state)
  const reasons = clock.stops.filter((stop) => stop.to === null).map((stop) => stop.reason)
  const stops = clock.stops.map((stop) => (stop.to === null ? { ...stop, to: facts.now } : stop))
  const restarts = clock.mode === 'restart' && reasons.includes('supplement')
  return { ...withClock(state, facts, { ...clock, stops }), step: resumedStep(state, facts, restarts) }
}

function resumedStep(state: DossierState, facts: Facts, restarts: boolean): StepEntry | null {
  const step = state.step
  if (step === null) return null
  const minutes = restarts ? step.allottedMinutes : Math.max(0, step.remainingMinutes ?? step.allottedMinutes)
  return {
    key: step.key,
    agencyId: step.agencyId,
    startedAt: step.startedAt,
    allottedMinutes: step.allottedMinutes,
    dueAt: facts.calendarOf(step.agencyId).addWorkingMinutes(facts.now, minutes),
    assigneeId: step.assigneeId,
  }
}
