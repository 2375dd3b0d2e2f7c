import type { AgencyId, OfficerId, UserId } from '../../../platform/ids.ts'
import type { BilingualText, FlowDefinition } from '../../catalogue/schemas.ts'
import type { ValueRef } from '../../vault/schemas.ts'
import type { DossierEvent, DossierEventType, StepEntry } from '../events.ts'

/** An entry of the ledger as it was read. */
export interface HistoryEntry {
  version: number
  event: DossierEvent
  at: number
  actorId: UserId | null
  agencyId: AgencyId | null
}

/** A line of a dossier's history before names and texts are looked up. */
export interface TimelineEntry {
  version: number
  type: DossierEventType
  key: string
  params: Record<string, string | number | BilingualText>
  at: number
  actorId: UserId | null
  agencyId: AgencyId | null
  textRefs: { part: string; ref: ValueRef }[]
  /** Officers and agencies named in the line: they become params of that name. */
  officers: { name: string; id: OfficerId }[]
  agencies: { name: string; id: AgencyId }[]
  correctedBy: number | null
}

type Told = Pick<TimelineEntry, 'params'> &
  Partial<Pick<TimelineEntry, 'textRefs' | 'officers' | 'agencies'>> & { variant?: string }
type Payload<Type extends DossierEventType> = Extract<DossierEvent, { type: Type }>['payload']
type Tell = { [Type in DossierEventType]: (payload: Payload<Type>, stepName: StepName) => Told }
type StepName = (key: string) => BilingualText

/**
 * A dossier's history as lines, oldest first. `audience` applicant: without what officers write to each other (notes, reasons of sending
 * back, opinions), with everything NĐ 224/2026 Art. 15.1.g grants: step, agency, officer, date.
 */
export function timelineOf(
  history: readonly HistoryEntry[],
  flow: FlowDefinition,
  audience: 'officer' | 'applicant' = 'officer',
): TimelineEntry[] {
  const corrected = new Map<number, number>()
  for (const { event, version } of history)
    if (event.type === 'Corrected') corrected.set(event.payload.version, version)
  const stepName: StepName = (key) => flow.steps.find((step) => step.key === key)?.name ?? { vi: key, en: key }
  return history.map(({ version, event, at, actorId, agencyId }) => {
    const whole = (tell[event.type] as (payload: unknown, stepName: StepName) => Told)(event.payload, stepName)
    const told = audience === 'applicant' ? withoutInternal(event.type, whole) : whole
    return {
      version,
      type: event.type,
      key: told.variant === undefined ? `event.${event.type}` : `event.${event.type}.${told.variant}`,
      params: told.params,
      at,
      actorId,
      agencyId,
      textRefs: told.textRefs ?? [],
      officers: told.officers ?? [],
      agencies: told.agencies ?? [],
      correctedBy: corrected.get(version) ?? null,
    }
  })
}

const INTERNAL: readonly DossierEventType[] = [
  'Forwarded',
  'SentBack',
  'OpinionAsked',
  'OpinionAnswered',
  'UnpaidReviewed',
  'Corrected',
]

function withoutInternal(type: DossierEventType, told: Told): Told {
  if (INTERNAL.includes(type)) {
    const { variant: _variant, ...rest } = told
    return { ...rest, textRefs: [] }
  }
  return type === 'Approved' && told.variant === 'granted' ? { ...told, textRefs: [] } : told
}

function texts(parts: Record<string, ValueRef | null>): TimelineEntry['textRefs'] {
  return Object.entries(parts).flatMap(([part, ref]) => (ref === null ? [] : [{ part, ref }]))
}

/** Until when the step that begins is to be done, for the slip that controls hand-overs. */
function stepDue(step: StepEntry | null): { stepDueAt?: number } {
  return step?.dueAt == null ? {} : { stepDueAt: step.dueAt }
}

const tell: Tell = {
  Submitted: ({ channel, receptionDueAt, filedAt }) => ({
    variant: filedAt === undefined ? channel : 'handed_over',
    params: { receptionDueAt, ...(filedAt === undefined ? {} : { filedAt }) },
  }),
  Accepted: ({ code, dueAt, step }, stepName) => ({
    params: { code, step: stepName(step.key), ...(dueAt === null ? {} : { dueAt }), ...stepDue(step) },
    agencies: [{ name: 'to', id: step.agencyId }],
  }),
  Redirected: ({ units, receptionDueAt, reason }) => ({
    params: { receptionDueAt },
    agencies: [{ name: 'to', id: units.intake }],
    textRefs: texts({ reason }),
  }),
  IntakeRefused: ({ reason, legalBasis }) => ({ params: {}, textRefs: texts({ reason, legalBasis }) }),
  SupplementRequested: ({ round, componentKeys, until, reason, legalGround }) => ({
    params: { round, count: componentKeys.length, untilAt: until },
    textRefs: texts({ reason, legalGround }),
  }),
  Supplied: ({ round, attachments, papers, change, step }) => ({
    params: {
      ...stepDue(step),
      round,
      count: attachments.length + papers.length,
      ...(change?.dueAt == null ? {} : { dueAt: change.dueAt }),
    },
  }),
  PaperAttached: ({ attachments }) => ({ params: { count: attachments.length } }),
  Forwarded: ({ from, step, note }, stepName) => ({
    params: { from: stepName(from), step: stepName(step.key), ...stepDue(step) },
    agencies: [{ name: 'to', id: step.agencyId }],
    textRefs: texts({ note }),
  }),
  SentBack: ({ from, step, reason }, stepName) => ({
    params: { from: stepName(from), step: stepName(step.key), ...stepDue(step) },
    agencies: [{ name: 'to', id: step.agencyId }],
    textRefs: texts({ reason }),
  }),
  Assigned: ({ step, assigneeId }, stepName) => ({
    params: { step: stepName(step) },
    officers: [{ name: 'assignee', id: assigneeId }],
  }),
  OpinionAsked: ({ agencyId, question, dueAt }) => ({
    params: { dueAt },
    agencies: [{ name: 'asked', id: agencyId }],
    textRefs: texts({ question }),
  }),
  OpinionAnswered: ({ answer, agrees }) => ({
    variant: agrees ? 'agrees' : 'disagrees',
    params: {},
    textRefs: texts({ answer }),
  }),
  Suspended: ({ reason, because }) => ({ variant: because, params: {}, textRefs: texts({ reason }) }),
  Resumed: ({ dueAt, step }) => ({ params: { ...(dueAt === null ? {} : { dueAt }), ...stepDue(step) } }),
  PaymentRequested: ({ amount, until, legalGround }) => ({
    params: { amount, untilAt: until },
    textRefs: texts({ legalGround }),
  }),
  PaymentRecorded: ({ amount, receipt, step }) => ({
    params: { amount, ...stepDue(step) },
    textRefs: texts({ receipt }),
  }),
  FeeAssessed: ({ amount, waived }) => ({
    variant: amount > 0 ? 'due' : 'waived',
    params: { amount: amount > 0 ? amount : waived },
  }),
  FeeSettled: ({ amount, method, receipts }) => ({
    variant: method,
    params: { amount, receipts: receipts.join(', ') },
  }),
  FeeWaived: ({ amount, reason }) => ({ params: { amount }, textRefs: texts({ reason }) }),
  FeeWaiverProposed: ({ amount, basis }) => ({ params: { amount }, textRefs: texts({ basis }) }),
  FeeWaiverRefused: ({ amount, reason }) => ({ params: { amount }, textRefs: texts({ reason }) }),
  FeeReleased: ({ amount, basis }) => ({ params: { amount, basis } }),
  UnpaidReviewed: ({ decision, amount, note }) => ({
    variant: decision,
    params: { amount },
    textRefs: texts({ note }),
  }),
  FeeRefunded: ({ amount, method }) => ({ variant: method, params: { amount } }),
  Extended: ({ previousDueAt, newDueAt, noticeInTime, reason }) => ({
    variant: noticeInTime ? 'in_time' : 'late_notice',
    params: { previousDueAt, newDueAt },
    textRefs: texts({ reason }),
  }),
  Withdrawn: ({ reason }) => ({ params: {}, textRefs: texts({ reason }) }),
  Stopped: ({ reason, legalBasis }) => ({ params: {}, textRefs: texts({ reason, legalBasis }) }),
  Approved: ({ outcome, note }) => ({ variant: outcome, params: {}, textRefs: texts({ note }) }),
  Completed: ({ result, step }) => ({
    variant: result.outcome,
    params: { number: result.number },
    agencies: [{ name: 'to', id: step.agencyId }],
  }),
  ResultReturned: ({ to, by, evidence, handover, unpaid, cause }) => ({
    variant: cause === undefined ? by : cause.type === 'Completed' ? 'by_itself' : 'by_itself_paid',
    params: unpaid === undefined ? {} : { amount: unpaid.amount },
    officers: cause === undefined ? [] : [{ name: 'signer', id: cause.signedBy }],
    textRefs: texts({
      to,
      lastDigits: handover?.identity?.lastDigits ?? null,
      slipNumber: handover?.slipNumber ?? null,
      unpaid: unpaid?.ground ?? null,
      evidence,
    }),
  }),
  Corrected: ({ version, corrects, reason }) => ({
    variant: corrects,
    params: { version },
    textRefs: texts({ reason }),
  }),
}
