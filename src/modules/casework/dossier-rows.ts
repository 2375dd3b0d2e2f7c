import { localDate } from '../../platform/civil-date.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { blindIndex } from '../../platform/sealing/blind-index.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'
import type { FlowDefinition } from '../catalogue/schemas.ts'
import { type DossierState, isOpen, isWaiting, openOpinions } from './dossier.ts'
import { definitionOfStep } from './verb.ts'

/** One row of casework_task; `dueAt` null stands for "nothing runs". */
export interface TaskRow {
  taskKey: string
  kind: 'reception' | 'step' | 'opinion' | 'return'
  agencyId: AgencyId
  role: 'receptionist' | 'handler' | 'reviewer' | 'approver'
  assigneeId: string | null
  stepKey: string | null
  dueAt: number | null
  waiting: 'applicant' | 'payment' | 'external' | null
  enteredAt: number
}

/** What the dossier puts on desks in this state. Pure: the task rows are rewritten from it whenever they change. */
export function tasksOf(state: DossierState, flow: FlowDefinition): TaskRow[] {
  const opinions: TaskRow[] = isOpen(state.legal)
    ? openOpinions(state).map((opinion) => ({
        taskKey: opinion.id,
        kind: 'opinion',
        agencyId: opinion.agencyId,
        role: 'handler',
        assigneeId: null,
        stepKey: null,
        dueAt: opinion.dueAt,
        waiting: null,
        enteredAt: opinion.askedAt,
      }))
    : []
  const main = mainTask(state, flow)
  return main === null ? opinions : [main, ...opinions]
}

function mainTask(state: DossierState, flow: FlowDefinition): TaskRow | null {
  if (state.legal === 'submitted' || state.legal === 'intake_supplement') {
    const waiting = state.legal === 'intake_supplement' ? ('applicant' as const) : null
    return {
      taskKey: 'main',
      kind: 'reception',
      agencyId: state.units.intake,
      role: 'receptionist',
      assigneeId: null,
      stepKey: null,
      dueAt: waiting === null ? state.receptionDueAt : null,
      waiting,
      enteredAt: state.submittedAt,
    }
  }
  const step = state.step
  const definition = definitionOfStep(state, flow)
  if (step === null || definition === null) return null
  return {
    taskKey: 'main',
    kind: definition.kind === 'return' ? 'return' : 'step',
    agencyId: step.agencyId,
    role: definition.role,
    assigneeId: step.assigneeId,
    stepKey: step.key,
    dueAt: step.dueAt,
    waiting: waitingFor(state),
    enteredAt: step.startedAt,
  }
}

function waitingFor(state: DossierState): TaskRow['waiting'] {
  if (state.legal === 'supplement_requested') return 'applicant'
  if (state.legal === 'payment_requested') return 'payment'
  return state.legal === 'suspended' ? 'external' : null
}

/** `early`: before the working day on which it was due; a late notice of extension does not move the date (NĐ 61/2018 Art. 19.9). */
export function punctualityOf(state: DossierState): 'early' | 'on_time' | 'late' | null {
  if (state.finishedAt === null || state.result === null || state.dueAt === null) return null
  const due = state.dueBeforeLateNotice ?? state.dueAt
  if (state.finishedAt > due) return 'late'
  return localDate(state.finishedAt) < localDate(due) ? 'early' : 'on_time'
}

export type Measure =
  | 'received'
  | 'received_online'
  | 'resolved_early'
  | 'resolved_on_time'
  | 'resolved_late'
  | 'refused'
  | 'withdrawn'
  | 'stopped'
  | 'ended_before_acceptance'
  | 'extended'
  | 'open'
  | 'waiting'
  | 'to_receive'
  | 'late'

/** The month that holds standing counts. */
export const STANDING = '0001-01-01'

export interface TallyChange {
  agencyId: AgencyId
  procedureCode: string
  month: string
  measure: Measure
  delta: number
}

/**
 * A dossier counted as late (by the clock: see count-late.ts) is so no more when it ends, gets a later date, or its clock stands still:
 * then it is counted as waiting.
 */
export function leavesLate(after: DossierState, at: number): boolean {
  return !isOpen(after.legal) || after.dueAt === null || after.dueAt > at
}

/** How the counts change from one state to the next. Counts belong to the competent agency. */
export function tallyChanges(
  { before, after }: { before: DossierState | null; after: DossierState },
  at: number,
  lateCounted: boolean,
): TallyChange[] {
  const month = `${localDate(at).slice(0, 7)}-01`
  const changes: [Measure, number, string][] = [
    ['to_receive', flag(after.legal === 'submitted') - flag(before?.legal === 'submitted'), STANDING],
    ['open', flag(isOpen(after.legal)) - flag(before !== null && isOpen(before.legal)), STANDING],
    ['waiting', waitingOpen(after) - waitingOpen(before), STANDING],
    ['late', -flag(lateCounted && leavesLate(after, at)), STANDING],
    ['received', newly(before?.acceptedAt, after.acceptedAt), month],
    ['received_online', after.channel === 'online' ? newly(before?.acceptedAt, after.acceptedAt) : 0, month],
    ['extended', (after.clock?.extensions.length ?? 0) - (before?.clock?.extensions.length ?? 0), month],
    ...ends(before, after, month),
  ]
  const { competent } = after.units
  const moved = before !== null && before.legal === 'submitted' && before.units.competent !== competent
  const elsewhere = moved ? movedReception(before, after) : []
  const own = changes
    .filter(([, delta]) => delta !== 0)
    .map(([measure, delta, when]) => ({
      agencyId: competent,
      procedureCode: after.procedureCode,
      month: when,
      measure,
      delta,
    }))
  return [...own, ...elsewhere]
}

/** A dossier sent on to another place before its reception waits there and no more here. */
function movedReception(before: DossierState, after: DossierState): TallyChange[] {
  const { procedureCode } = after
  const count = { procedureCode, month: STANDING, measure: 'to_receive' as const }
  return [
    { ...count, agencyId: before.units.competent, delta: -1 },
    { ...count, agencyId: after.units.competent, delta: 1 },
  ]
}

function ends(before: DossierState | null, after: DossierState, month: string): [Measure, number, string][] {
  const one = (state: DossierState | null, sign: number, when: string): [Measure, number, string][] => {
    const measure = state === null ? null : endMeasure(state)
    if (state === null || measure === null) return []
    const early: [Measure, number, string][] =
      state.acceptedAt === null ? [['ended_before_acceptance', sign, when]] : []
    return [[measure, sign, when], ...early]
  }
  if (before !== null && endMeasure(before) === endMeasure(after)) return []
  // A counter-entry takes the dossier out of the month in which it had been counted.
  const beforeMonth = before?.finishedAt == null ? month : `${localDate(before.finishedAt).slice(0, 7)}-01`
  return [...one(before, -1, beforeMonth), ...one(after, 1, month)]
}

function endMeasure(state: DossierState): Measure | null {
  if (state.legal === 'refused' || state.legal === 'withdrawn' || state.legal === 'stopped') return state.legal
  const punctuality = punctualityOf(state)
  return punctuality === null ? null : (`resolved_${punctuality}` as const)
}

function newly(before: number | null | undefined, after: number | null): number {
  return flag(after !== null) - flag(before != null)
}

function waitingOpen(state: DossierState | null): number {
  return flag(state !== null && isOpen(state.legal) && isWaiting(state.legal))
}

function flag(value: boolean): number {
  return value ? 1 : 0
}

/** The last four digits of the applicant's number, bound to one dossier: what a visitor types beside the code to follow it. */
export function identityTailIndex(keys: Keyring, dossierId: string, number: string): Buffer {
  return blindIndex(keys, 'identity-tail', `${dossierId}:${number.slice(-4)}`)
}
