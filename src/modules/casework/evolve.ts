import type { Clock } from './deadlines/deadline-types.ts'
import type { CurrentStep, DossierState, FeeStanding, LegalState, MoneyState } from './dossier.ts'
import type { ClockStopped, DossierEvent, StepEntry } from './events.ts'

type Payload<Type extends DossierEvent['type']> = Extract<DossierEvent, { type: Type }>['payload']

/** What the state becomes by an event recorded at `at` (epoch milliseconds). Pure and total: every event has its rule. */
export function evolve(state: DossierState | null, event: DossierEvent, at: number): DossierState {
  if (event.type === 'Submitted') return submitted(event.payload, at)
  if (state === null) throw new Error(`a dossier begins with Submitted, not ${event.type}`)
  const rule = rules[event.type] as (state: DossierState, payload: unknown, at: number) => DossierState
  return rule(state, event.payload, at)
}

/** The state after a whole history. `history` pairs each event with its instant. */
export function replay(history: readonly { event: DossierEvent; at: number }[]): DossierState | null {
  return history.reduce<DossierState | null>((state, { event, at }) => evolve(state, event, at), null)
}

function submitted(payload: Payload<'Submitted'>, at: number): DossierState {
  const { dossierId, filedAt, ...rest } = payload
  return {
    id: dossierId,
    code: null,
    legal: 'submitted',
    money: 'none',
    moneyDue: null,
    ...rest,
    submittedAt: filedAt ?? at,
    acceptedAt: null,
    clock: null,
    dueAt: null,
    firstDueAt: null,
    dueBeforeLateNotice: null,
    step: null,
    lastAssignees: {},
    supplements: [],
    opinions: [],
    approval: null,
    result: null,
    handover: null,
    finishedAt: null,
    returnedAt: null,
    endedReason: null,
  }
}

const rules: {
  [Type in Exclude<DossierEvent['type'], 'Submitted'>]: (
    state: DossierState,
    payload: Payload<Type>,
    at: number,
  ) => DossierState
} = {
  Accepted: (state, { code, step, clock, dueAt }, at) => ({
    ...state,
    code,
    legal: 'accepted',
    acceptedAt: at,
    clock,
    dueAt,
    firstDueAt: dueAt,
    step: enter(step),
    custody: state.custody === 'post' ? 'counter' : state.custody,
  }),
  Redirected: (state, { units, stepAgencies, receptionDueAt }) => ({ ...state, units, stepAgencies, receptionDueAt }),
  IntakeRefused: (state, { reason }, at) => ended(state, 'refused', reason, at),
  SupplementRequested: (state, payload, at) => ({
    ...stopped(state, payload.change),
    legal: state.acceptedAt === null ? 'intake_supplement' : 'supplement_requested',
    supplements: [
      ...state.supplements,
      {
        round: payload.round,
        componentKeys: payload.componentKeys,
        reason: payload.reason,
        legalGround: payload.legalGround,
        requestedBy: payload.requestedBy,
        requestedAt: at,
        until: payload.until,
        suppliedAt: null,
      },
    ],
  }),
  Supplied: (state, { attachments, papers, fromRegistries, change, step }, at) => ({
    ...state,
    legal: state.acceptedAt === null ? 'submitted' : 'in_process',
    attachments: [...state.attachments, ...attachments],
    papers: [...state.papers, ...papers],
    ...(fromRegistries === undefined ? {} : { fromRegistries: [...(state.fromRegistries ?? []), ...fromRegistries] }),
    supplements: state.supplements.map((supplement) =>
      supplement.suppliedAt === null ? { ...supplement, suppliedAt: at } : supplement,
    ),
    ...running(state, change, step),
  }),
  PaperAttached: (state, { attachments }) => ({ ...state, attachments: [...state.attachments, ...attachments] }),
  Forwarded: (state, { step, custody }) => ({ ...moved(state, step), custody, legal: 'in_process' }),
  SentBack: (state, { step }) => ({ ...moved(state, step), approval: null }),
  Assigned: (state, { step, assigneeId }) => ({
    ...state,
    step: state.step && { ...state.step, assigneeId },
    lastAssignees: { ...state.lastAssignees, [step]: assigneeId },
  }),
  OpinionAsked: (state, payload, at) => ({
    ...state,
    opinions: [...state.opinions, { ...payload, askedAt: at, answeredAt: null, answer: null, agrees: null }],
  }),
  OpinionAnswered: (state, { id, answer, agrees }, at) => ({
    ...state,
    opinions: state.opinions.map((opinion) =>
      opinion.id === id ? { ...opinion, answeredAt: at, answer, agrees } : opinion,
    ),
  }),
  Suspended: (state, change) => ({ ...stopped(state, change), legal: 'suspended' }),
  Resumed: (state, { clock, dueAt, step }) => ({
    ...state,
    legal: 'in_process',
    ...running(state, { clock, dueAt }, step),
  }),
  PaymentRequested: (state, { amount, until, ...change }) => ({
    ...stopped(state, change),
    legal: 'payment_requested',
    money: 'due',
    moneyDue: { amount, until },
  }),
  PaymentRecorded: (state, { clock, dueAt, step }) => ({
    ...state,
    legal: 'in_process',
    ...afterRequestPaid(state),
    ...running(state, { clock, dueAt }, step),
  }),
  FeeAssessed: (state, { amount, waived }) =>
    withFees(state, (fees) => ({ ...fees, due: fees.due + amount, waived: fees.waived + waived })),
  FeeSettled: (state, { amount }) =>
    withFees(state, (fees) => ({ ...fees, due: fees.due - amount, paid: fees.paid + amount })),
  FeeWaived: (state, { amount }) =>
    withFees(state, (fees) => ({ ...fees, due: fees.due - amount, waived: fees.waived + amount })),
  FeeWaiverProposed: (state) => state,
  FeeWaiverRefused: (state) => state,
  FeeReleased: (state, { amount }) => withFees(state, (fees) => ({ ...fees, due: fees.due - amount })),
  UnpaidReviewed: (state) => state,
  FeeRefunded: (state, { amount }) =>
    withFees(state, (fees) => ({ ...fees, paid: fees.paid - amount, refunded: fees.refunded + amount })),
  Extended: (state, { clock, dueAt, noticeInTime, previousDueAt }) => ({
    ...state,
    clock,
    dueAt,
    dueBeforeLateNotice: noticeInTime ? state.dueBeforeLateNotice : previousDueAt,
  }),
  Withdrawn: (state, { reason }, at) => ended(state, 'withdrawn', reason, at),
  Stopped: (state, { reason }, at) => ended(state, 'stopped', reason, at),
  Approved: (state, { outcome, by }, at) => ({ ...state, approval: { by, at, outcome } }),
  Completed: (state, { result, step }, at) => ({
    ...moved(state, step),
    legal: 'resolved',
    result,
    finishedAt: at,
  }),
  ResultReturned: (state, { handover }, at) => ({
    ...state,
    legal: 'returned',
    returnedAt: at,
    handover: handover ?? null,
    step: null,
    custody: state.custody === 'none' ? 'none' : 'applicant',
  }),
  // What the cash desk told since the mistaken entry stays: the axis follows the fees as they stand.
  Corrected: (state, { restored }) => ({
    ...state,
    ...restored,
    ...(state.fees === undefined ? {} : { money: moneyOf(restored.moneyDue !== null, state.fees) }),
  }),
}

const noFees: FeeStanding = { due: 0, paid: 0, waived: 0, refunded: 0, otherPaid: false }

function withFees(state: DossierState, change: (fees: FeeStanding) => FeeStanding): DossierState {
  const fees = change(state.fees ?? { ...noFees, otherPaid: state.money === 'paid' })
  return { ...state, fees, money: moneyOf(state.moneyDue !== null, fees) }
}

/** The money axis out of everything owed and paid: what is still due outweighs what was paid, that what was given back or waived. */
function moneyOf(requested: boolean, fees: FeeStanding): MoneyState {
  if (requested || fees.due > 0) return 'due'
  if (fees.otherPaid || fees.paid > 0) return 'paid'
  if (fees.refunded > 0) return 'refunded'
  return fees.waived > 0 ? 'exempt' : 'none'
}

function afterRequestPaid(state: DossierState): Pick<DossierState, 'money' | 'moneyDue' | 'fees'> {
  if (state.fees === undefined) return { money: 'paid', moneyDue: null }
  const fees = { ...state.fees, otherPaid: true }
  return { money: moneyOf(false, fees), moneyDue: null, fees }
}

function enter(step: StepEntry): CurrentStep {
  return { ...step, remainingMinutes: null }
}

function moved(state: DossierState, step: StepEntry): DossierState {
  const leaving = state.step
  const lastAssignees =
    leaving?.assigneeId == null ? state.lastAssignees : { ...state.lastAssignees, [leaving.key]: leaving.assigneeId }
  return { ...state, step: enter(step), lastAssignees }
}

function stopped(state: DossierState, change: ClockStopped | null): DossierState {
  if (change === null) return state
  const { clock, dueAt, stepRemainingMinutes } = change
  const step = state.step && { ...state.step, dueAt: null, remainingMinutes: stepRemainingMinutes }
  return { ...state, clock, dueAt, step }
}

function running(
  state: DossierState,
  change: { clock: Clock; dueAt: number | null } | null,
  step: StepEntry | null,
): Partial<DossierState> {
  return {
    ...(change === null ? {} : { clock: change.clock, dueAt: change.dueAt }),
    ...(step === null ? {} : { step: enter(step) }),
    ...(step === null && state.step !== null ? { step: state.step } : {}),
  }
}

function ended(state: DossierState, legal: LegalState, reason: DossierState['endedReason'], at: number): DossierState {
  return {
    ...state,
    legal,
    step: null,
    dueAt: state.dueAt,
    endedReason: reason,
    finishedAt: at,
    custody: state.custody === 'none' ? 'none' : 'counter',
  }
}
