import { localDay, MINUTE_MS } from '../../../platform/civil-date.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import type { DossierEvent } from '../../casework/events.ts'
import { type DossierFact, dueOf, type Ending, type Punctuality, type Standing } from './fact.ts'

type Payload<Type extends DossierEvent['type']> = Extract<DossierEvent, { type: Type }>['payload']

/** Working minutes of an agency between two instants (its own calendar). */
export type WorkingMinutes = (agencyId: AgencyId, from: number, to: number) => number

/** A step that was left, and how much working time it took there, in whole minutes. */
export interface StepTime {
  step: string
  agencyId: AgencyId
  minutes: number
  /** Minutes the step has. */
  allotted: number
  /** The whole stay with the agency, when the dossier left it. */
  stay: { minutes: number; allotted: number } | null
}

/** What one event does to a fact, beside the fact itself. */
export interface Folded {
  fact: DossierFact
  left: StepTime | null
}

/**
 * The fact after an event recorded at `at` (epoch milliseconds). Pure and total over every event of a dossier. Written apart from
 * casework's own rules (`evolve`), which a test holds it against.
 */
export function foldFact(fact: DossierFact | null, event: DossierEvent, at: number, work: WorkingMinutes): Folded {
  if (event.type === 'Submitted') return { fact: submitted(event.payload, at), left: null }
  if (fact === null) throw new Error(`a dossier begins with Submitted, not ${event.type}`)
  const rule = rules[event.type] as (fact: DossierFact, payload: unknown, at: number) => Partial<DossierFact>
  const change = rule(fact, event.payload, at)
  const next: DossierFact = { ...fact, ...change, version: fact.version + 1 }
  if (next.standing !== fact.standing && !(isWaiting(fact.standing) && isWaiting(next.standing))) {
    next.standingSince = change.standingSince ?? at
    if (isWaiting(fact.standing)) next.waitedMs = change.waitedMs ?? fact.waitedMs + at - fact.standingSince
  }
  return withStepTime(fact, next, at, work)
}

function isWaiting(standing: Standing): boolean {
  return standing === 'waiting_applicant' || standing === 'waiting_payment' || standing === 'suspended'
}

/** Working time runs at a step while the dossier runs; leaving it tells the sum. */
function withStepTime(before: DossierFact, after: DossierFact, at: number, work: WorkingMinutes): Folded {
  if (before.step === null || before.stepAgencyId === null) return { fact: after, left: null }
  const isSame = after.step === before.step && after.stepAgencyId === before.stepAgencyId
  const ran = before.standing === 'running' && before.stepSince !== null
  if (isSame && after.standing === before.standing && after.stepSince === before.stepSince) {
    return { fact: after, left: null }
  }
  const minutes = before.stepMinutes + (ran ? work(before.stepAgencyId, before.stepSince ?? at, at) : 0)
  if (isSame) return { fact: { ...after, stepMinutes: minutes, stepSince: at }, left: null }
  return leftStep(before, after, Math.round(minutes))
}

/** Steps of one agency that follow one another are one stay. */
function leftStep(before: DossierFact, after: DossierFact, minutes: number): Folded {
  const { step, stepAgencyId: agencyId, stepAllotted: allotted } = before
  if (step === null || agencyId === null) return { fact: after, left: null }
  const stay = { minutes: before.stayMinutes + minutes, allotted: before.stayAllotted + allotted }
  const stays = after.stepAgencyId === agencyId && after.endedAt === null
  const [stayMinutes, stayAllotted] = stays ? [stay.minutes, stay.allotted] : [0, 0]
  return {
    fact: { ...after, stayMinutes, stayAllotted },
    left: { step, agencyId, minutes, allotted, stay: stays ? null : stay },
  }
}

function submitted(payload: Payload<'Submitted'>, at: number): DossierFact {
  const { attachments, papers, fromRegistries = [] } = payload
  const answered = fromRegistries.map(({ componentKey }) => componentKey)
  return {
    id: payload.dossierId,
    version: 1,
    code: null,
    procedureCode: payload.procedureCode,
    caseKey: payload.caseKey,
    channel: payload.channel,
    intakeAgencyId: payload.units.intake,
    agencyId: payload.units.competent,
    applicantId: payload.applicant.personId,
    previousDossierId: payload.previousDossierId,
    submittedAt: at,
    acceptedAt: null,
    filedAt: payload.filedAt ?? at,
    standing: 'to_receive',
    standingSince: at,
    dueAt: null,
    heldDueAt: null,
    waitedMs: 0,
    supplements: 0,
    firstSupplementAt: null,
    lastSupplementAt: null,
    extensions: 0,
    lastExtendedAt: null,
    askedAgainAt: null,
    endedAt: null,
    ending: null,
    punctuality: null,
    returnedAt: null,
    returnedBy: null,
    paperKeys: distinct(papers.map(({ componentKey }) => componentKey)),
    fileKeys: distinct([...attachments.map(({ componentKey }) => componentKey), ...answered]),
    reusedKeys: distinct([...reused(attachments), ...answered]),
    feeAssessed: 0,
    feeWaived: 0,
    feeReleased: 0,
    feePaid: 0,
    feeRefunded: 0,
    dutyAt: null,
    paidOnlineAt: null,
    step: null,
    stepAgencyId: null,
    stepSince: null,
    stepMinutes: 0,
    stepAllotted: 0,
    stayMinutes: 0,
    stayAllotted: 0,
    workedBy: [],
    handlerId: null,
    approvedBy: null,
    opinions: [],
    lastOpinionAt: null,
  }
}

const rules: {
  [Type in Exclude<DossierEvent['type'], 'Submitted'>]: (
    fact: DossierFact,
    payload: Payload<Type>,
    at: number,
  ) => Partial<DossierFact>
} = {
  Redirected: (_, { units }) => ({ agencyId: units.competent, intakeAgencyId: units.intake }),
  Accepted: (_, { code, step, dueAt, clock }, at) => ({
    code,
    acceptedAt: at,
    filedAt: clock.startAt,
    dueAt,
    standing: 'running',
    ...entered(step, at),
  }),
  IntakeRefused: (_, __, at) => ended('refused', at),
  SupplementRequested: (fact, { change }, at) => ({
    supplements: fact.supplements + 1,
    firstSupplementAt: fact.firstSupplementAt ?? at,
    lastSupplementAt: at,
    askedAgainAt: fact.supplements > 0 ? (fact.askedAgainAt ?? at) : null,
    standing: fact.acceptedAt === null ? 'to_receive_waiting' : 'waiting_applicant',
    ...(change === null ? {} : { dueAt: change.dueAt ?? fact.dueAt }),
  }),
  Supplied: (fact, { attachments, papers, fromRegistries, change, step }, at) => ({
    ...withPieces(fact, { attachments, papers, fromRegistries: fromRegistries ?? [] }),
    standing: fact.acceptedAt === null ? 'to_receive' : 'running',
    ...(change === null ? {} : { dueAt: change.dueAt }),
    ...(step === null ? {} : entered(step, at)),
  }),
  PaperAttached: (fact, { attachments }) => withPieces(fact, { attachments, papers: [], fromRegistries: [] }),
  Forwarded: (_, { step }, at) => ({ standing: 'running', ...entered(step, at) }),
  SentBack: (_, { step }, at) => ({ approvedBy: null, ...entered(step, at) }),
  Assigned: (_, { assigneeId }) => ({ handlerId: assigneeId }),
  OpinionAsked: (fact, { id, agencyId, dueAt }) => ({ opinions: [...fact.opinions, { id, agencyId, dueAt }] }),
  OpinionAnswered: (fact, { id }, at) => ({
    opinions: fact.opinions.filter((opinion) => opinion.id !== id),
    lastOpinionAt: at,
  }),
  Suspended: (fact, { dueAt }) => ({ standing: 'suspended', dueAt: dueAt ?? fact.dueAt }),
  Resumed: (_, { dueAt, step }, at) => ({
    standing: 'running',
    dueAt,
    ...(step === null ? {} : entered(step, at)),
  }),
  PaymentRequested: (fact, { dueAt }) => ({ standing: 'waiting_payment', dueAt: dueAt ?? fact.dueAt }),
  PaymentRecorded: (_, { dueAt, step }, at) => ({
    standing: 'running',
    dueAt,
    ...(step === null ? {} : entered(step, at)),
  }),
  FeeAssessed: (fact, { amount, waived }, at) => ({
    feeAssessed: fact.feeAssessed + amount + waived,
    feeWaived: fact.feeWaived + waived,
    dutyAt: fact.dutyAt ?? (amount > 0 ? at : null),
  }),
  FeeSettled: (fact, { amount, method }, at) => ({
    feePaid: fact.feePaid + amount,
    dutyAt: fact.dutyAt ?? at,
    paidOnlineAt: fact.paidOnlineAt ?? (method === 'platform' ? at : null),
  }),
  FeeWaived: (fact, { amount }) => withLess(fact, { feeWaived: fact.feeWaived + amount }),
  FeeWaiverProposed: () => ({}),
  FeeWaiverRefused: () => ({}),
  FeeReleased: (fact, { amount }) => withLess(fact, { feeReleased: fact.feeReleased + amount }),
  UnpaidReviewed: () => ({}),
  FeeRefunded: (fact, { amount }) => ({ feeRefunded: fact.feeRefunded + amount }),
  Extended: (fact, { dueAt, noticeInTime, previousDueAt }, at) => ({
    extensions: fact.extensions + 1,
    lastExtendedAt: at,
    dueAt,
    heldDueAt: noticeInTime ? fact.heldDueAt : previousDueAt,
  }),
  Withdrawn: (fact, _, at) => endedUnsolved(fact, 'withdrawn', at),
  Stopped: (fact, _, at) => endedUnsolved(fact, 'stopped', at),
  Approved: (_, { by }) => ({ approvedBy: by }),
  Completed: (fact, { result, step }, at) => ({
    ...ended(result.outcome, at),
    standing: 'to_return',
    punctuality: punctualityOf(dueOf(fact), at),
    ...entered(step, at),
  }),
  ResultReturned: (_, { by }, at) => ({ standing: 'ended', returnedAt: at, returnedBy: by, ...noStep }),
  Corrected: (fact, { restored }, at) => restoredFact(fact, restored, at),
}

/** Less is owed; who owes nothing more and paid nothing has no financial duty (any more). */
function withLess(fact: DossierFact, less: Partial<DossierFact>): Partial<DossierFact> {
  const { feeAssessed, feeWaived, feeReleased, feePaid } = { ...fact, ...less }
  const owesNothing = feePaid === 0 && feeWaived + feeReleased >= feeAssessed
  return { ...less, dutyAt: owesNothing ? null : fact.dutyAt }
}

const noStep = { step: null, stepAgencyId: null, stepSince: null, stepMinutes: 0, stepAllotted: 0 }

function entered(
  step: { key: string; agencyId: AgencyId; allottedMinutes: number; assigneeId: DossierFact['handlerId'] },
  at: number,
): Partial<DossierFact> {
  const handler = step.assigneeId === null ? {} : { handlerId: step.assigneeId }
  return {
    step: step.key,
    stepAgencyId: step.agencyId,
    stepSince: at,
    stepMinutes: 0,
    stepAllotted: Math.round(step.allottedMinutes),
    ...handler,
  }
}

function ended(ending: Ending, at: number): Partial<DossierFact> {
  return { standing: 'ended', ending, endedAt: at, punctuality: null, ...noStep }
}

/** Whoever ends while the clock stands still had used no more time than when it stopped: waiting is not late (QĐ 766 2.1). */
function endedUnsolved(fact: DossierFact, ending: 'withdrawn' | 'stopped', at: number): Partial<DossierFact> {
  const since = isWaiting(fact.standing) ? { standingSince: fact.standingSince } : {}
  return { ...ended(fact.acceptedAt === null ? 'ended_before_receipt' : ending, at), ...since }
}

/** `early`: on a day before the one on which it was due. Without a date it is neither in time nor late. */
export function punctualityOf(dueAt: number | null, finishedAt: number): Punctuality {
  if (dueAt === null) return 'undated'
  if (finishedAt > dueAt) return 'late'
  return localDay(finishedAt) < localDay(dueAt) ? 'early' : 'on_time'
}

/** A counter-entry puts back what its mistaken entry changed; what was counted is taken back on the day of the counter-entry. */
function restoredFact(fact: DossierFact, restored: Payload<'Corrected'>['restored'], at: number): Partial<DossierFact> {
  const standing = standingOf(restored.legal)
  const isEnded = standing === 'ended' || standing === 'to_return'
  return {
    standing,
    dueAt: restored.dueAt ?? fact.dueAt,
    ...(restored.clock === null ? {} : waitedBefore(restored.clock.stops)),
    approvedBy: restored.approval?.by ?? null,
    ...(isEnded ? {} : { endedAt: null, ending: null, punctuality: null }),
    ...(restored.returnedAt === null ? { returnedAt: null, returnedBy: null } : {}),
    ...(restored.step === null
      ? noStep
      : {
          step: restored.step.key,
          stepAgencyId: restored.step.agencyId,
          stepSince: at,
          stepAllotted: Math.round(restored.step.allottedMinutes),
          handlerId: restored.step.assigneeId ?? fact.handlerId,
        }),
  }
}

/** A waiting that a mistaken entry had ended goes on from when it began. */
function waitedBefore(
  stops: readonly { from: number; to: number | null }[],
): Pick<DossierFact, 'waitedMs'> & Partial<DossierFact> {
  const waitedMs = stops.reduce((sum, { from, to }) => sum + (to === null ? 0 : to - from), 0)
  const open = stops.find(({ to }) => to === null)
  return open === undefined ? { waitedMs } : { waitedMs, standingSince: open.from }
}

function standingOf(legal: Payload<'Corrected'>['restored']['legal']): Standing {
  const known: Partial<Record<typeof legal, Standing>> = {
    submitted: 'to_receive',
    intake_supplement: 'to_receive_waiting',
    supplement_requested: 'waiting_applicant',
    payment_requested: 'waiting_payment',
    suspended: 'suspended',
    resolved: 'to_return',
    accepted: 'running',
    in_process: 'running',
  }
  return known[legal] ?? 'ended'
}

interface Pieces {
  attachments: Payload<'PaperAttached'>['attachments']
  papers: Payload<'Supplied'>['papers']
  /** Answered by a registry, so that nobody was asked. */
  fromRegistries: readonly { componentKey: string }[]
}

function withPieces(fact: DossierFact, { attachments, papers, fromRegistries }: Pieces): Partial<DossierFact> {
  const answered = fromRegistries.map(({ componentKey }) => componentKey)
  return {
    paperKeys: distinct([...fact.paperKeys, ...papers.map(({ componentKey }) => componentKey)]),
    fileKeys: distinct([...fact.fileKeys, ...attachments.map(({ componentKey }) => componentKey), ...answered]),
    reusedKeys: distinct([...fact.reusedKeys, ...reused(attachments), ...answered]),
  }
}

function reused(attachments: Payload<'PaperAttached'>['attachments']): string[] {
  return distinct(attachments.filter(({ paperId }) => paperId !== undefined).map(({ componentKey }) => componentKey))
}

function distinct(keys: readonly string[]): string[] {
  return keys.length < 2 ? [...keys] : [...new Set(keys)]
}

/** Minutes from receipt to the end without those in which the clock stood still; null while it is open. */
export function resolvedMinutes(fact: DossierFact): number | null {
  if (fact.endedAt === null || fact.acceptedAt === null) return null
  return Math.max(0, Math.round((fact.endedAt - fact.filedAt - fact.waitedMs) / MINUTE_MS))
}
