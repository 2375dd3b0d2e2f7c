import type { AgencyId, DossierId, FlowVersionId, OfficerId, PersonId, ProcedureVersionId } from '../../platform/ids.ts'
import type { Channel } from '../catalogue/schemas.ts'
import type { ValueRef } from '../vault/schemas.ts'
import type { Clock, StopReason } from './deadlines/deadline-types.ts'
import type {
  Attachment,
  Authorisation,
  CustodyState,
  DossierState,
  DossierUnits,
  Handover,
  PaperItem,
  RegistryReference,
  Result,
  ReturnWay,
} from './dossier.ts'

/** Where a dossier stands after a move: the step and its allotted working time. */
export interface StepEntry {
  key: string
  agencyId: AgencyId
  startedAt: number
  allottedMinutes: number
  dueAt: number | null
  assigneeId: OfficerId | null
}

/** The clock after a change, with the due date it gives. Kept in the event so that history needs no calendar to be read. */
export interface ClockChange {
  clock: Clock
  dueAt: number | null
}

/** A clock that begins to stand still, and what the current step had left of its own time then (working minutes). */
export interface ClockStopped extends ClockChange {
  stepRemainingMinutes: number | null
}

/** What was declared about a dossier received without network. The event's own time stays the database's. Epoch milliseconds. */
export interface OfflineFacts {
  kitId: string
  recordId: string
  /** What the machine's clock said, and server less machine when the record came in. */
  declaredAt: number
  skewMs: number
  /** The legal filing time, within what the reserved number allows: from when the limit counts. */
  filedAt: number
}

/** What a counter-entry puts back (see the verb `correct`). */
export type RestoredState = Pick<
  DossierState,
  | 'legal'
  | 'money'
  | 'moneyDue'
  | 'custody'
  | 'clock'
  | 'dueAt'
  | 'step'
  | 'lastAssignees'
  | 'approval'
  | 'result'
  | 'handover'
  | 'finishedAt'
  | 'returnedAt'
  | 'endedReason'
>

/** What makes the system return an electronic result: the signature, or what settled the last fee. */
export const returnCauses = ['Completed', 'FeeSettled', 'FeeWaived', 'PaymentRecorded'] as const
export type ReturnCause = (typeof returnCauses)[number]

/** By what way a fee was paid or given back. */
export const feeMethods = ['cash', 'bank', 'platform'] as const
export type FeeMethod = (typeof feeMethods)[number]

/** Everything that can happen to a dossier. Payloads hold references and numbers only; texts are sealed apart (ValueRef). */
export type DossierEvent =
  | {
      type: 'Submitted'
      payload: {
        dossierId: DossierId
        channel: Channel
        procedureVersionId: ProcedureVersionId
        procedureCode: string
        caseKey: string | null
        flowVersionId: FlowVersionId
        units: DossierUnits
        stepAgencies: Record<string, AgencyId>
        applicant: { personId: PersonId; profile: ValueRef }
        submitterId: PersonId | null
        answers: ValueRef | null
        attachments: Attachment[]
        papers: PaperItem[]
        custody: CustodyState
        receptionDueAt: number
        previousDossierId: DossierId | null
        authorisation?: Authorisation
        groupId?: string
        fromRegistries?: RegistryReference[]
        resultBy?: ReturnWay
        /** When the post's hand-over record was signed: the legal time of filing (QĐ 45/2016 Art. 7). Else the entry's own time. */
        filedAt?: number
      }
    }
  | {
      type: 'Redirected'
      payload: {
        from: AgencyId
        units: DossierUnits
        stepAgencies: Record<string, AgencyId>
        reason: ValueRef
        receptionDueAt: number
      }
    }
  | { type: 'Accepted'; payload: { code: string; step: StepEntry; offline?: OfflineFacts } & ClockChange }
  | { type: 'IntakeRefused'; payload: { reason: ValueRef; legalBasis: ValueRef } }
  | {
      type: 'SupplementRequested'
      payload: {
        round: number
        componentKeys: string[]
        reason: ValueRef
        legalGround: ValueRef | null
        requestedBy: OfficerId
        until: number
        /** Null before acceptance: there is no clock to stop. */
        change: ClockStopped | null
      }
    }
  | {
      type: 'Supplied'
      payload: {
        round: number
        attachments: Attachment[]
        papers: PaperItem[]
        fromRegistries?: RegistryReference[]
        change: ClockChange | null
        step: StepEntry | null
      }
    }
  | { type: 'PaperAttached'; payload: { attachments: Attachment[] } }
  | { type: 'Forwarded'; payload: { from: string; step: StepEntry; note: ValueRef | null; custody: CustodyState } }
  | { type: 'SentBack'; payload: { from: string; step: StepEntry; reason: ValueRef } }
  | { type: 'Assigned'; payload: { step: string; assigneeId: OfficerId } }
  | {
      type: 'OpinionAsked'
      payload: { id: string; agencyId: AgencyId; question: ValueRef; askedBy: OfficerId; dueAt: number }
    }
  | { type: 'OpinionAnswered'; payload: { id: string; answer: ValueRef; agrees: boolean } }
  | { type: 'Suspended'; payload: { reason: ValueRef; because: StopReason } & ClockStopped }
  | { type: 'Resumed'; payload: { step: StepEntry | null } & ClockChange }
  | { type: 'PaymentRequested'; payload: { amount: number; until: number; legalGround: ValueRef } & ClockStopped }
  | { type: 'PaymentRecorded'; payload: { amount: number; receipt: ValueRef; step: StepEntry | null } & ClockChange }
  | { type: 'FeeAssessed'; payload: { amount: number; waived: number } }
  | {
      type: 'FeeSettled'
      payload: { paymentId: string; amount: number; method: FeeMethod; receipts: string[] }
    }
  /** `waiverId`: confirmed by a second person; absent where the law gives it outright. */
  | { type: 'FeeWaived'; payload: { amount: number; reason: ValueRef; waiverId?: string } }
  | { type: 'FeeWaiverProposed'; payload: { waiverId: string; amount: number; basis: ValueRef } }
  | { type: 'FeeWaiverRefused'; payload: { waiverId: string; amount: number; reason: ValueRef } }
  /** What was due and is not any more, because the dossier ended; `basis`: the rule of the fee table. */
  | { type: 'FeeReleased'; payload: { amount: number; basis: string } }
  /** The head looked at a result handed over unpaid: let it stand, or sent it back to be collected. `amount`: still due then. */
  | { type: 'UnpaidReviewed'; payload: { decision: 'acknowledged' | 'collect'; amount: number; note: ValueRef | null } }
  | { type: 'FeeRefunded'; payload: { refundId: string; amount: number; method: Exclude<FeeMethod, 'platform'> } }
  | {
      type: 'Extended'
      payload: { reason: ValueRef; previousDueAt: number; newDueAt: number; noticeInTime: boolean } & ClockChange
    }
  | { type: 'Withdrawn'; payload: { reason: ValueRef | null } }
  | { type: 'Stopped'; payload: { reason: ValueRef; legalBasis: ValueRef } }
  | { type: 'Approved'; payload: { outcome: 'granted' | 'declined'; by: OfficerId; note: ValueRef | null } }
  | { type: 'Completed'; payload: { result: Result; step: StepEntry } }
  | {
      type: 'ResultReturned'
      payload: {
        to: ValueRef
        by: 'counter' | 'post' | 'online'
        evidence: ValueRef | null
        /** Null in entries made before it was asked for. */
        handover: Handover | null
        /** Fees still due then (đồng), and why the result was handed over all the same. Absent when nothing was due. */
        unpaid?: { amount: number; ground: ValueRef }
        /** The act of which the system itself returned the result, with nobody pressing: its version in this dossier, and who signed. */
        cause?: { version: number; type: ReturnCause; signedBy: OfficerId }
      }
    }
  | {
      type: 'Corrected'
      payload: { version: number; corrects: DossierEventType; reason: ValueRef; restored: RestoredState }
    }

export type DossierEventType = DossierEvent['type']

/** Events whose mistaken entry a counter-entry may reverse, as long as nothing was done after them but what the cash desk tells. */
export const correctableEvents = [
  'Forwarded',
  'SentBack',
  'Assigned',
  'Suspended',
  'PaymentRequested',
  'PaymentRecorded',
  'Withdrawn',
  'Stopped',
  'Completed',
  'ResultReturned',
  'IntakeRefused',
] as const satisfies readonly DossierEventType[]
