import type { AgencyId, DossierId, FlowVersionId, OfficerId, PersonId, ProcedureVersionId } from '../../platform/ids.ts'
import type { Channel } from '../catalogue/schemas.ts'
import type { ValueRef } from '../vault/schemas.ts'
import type { Clock } from './deadlines/deadline-types.ts'

/**
 * The legal state of a dossier (NĐ 61/2018 Art. 17-20; NĐ 118/2025). Richer than the ten national codes: the supplement asked
 * before acceptance and the wait for an outside body are states of their own, because their clocks differ.
 */
export const legalStates = [
  'submitted',
  'intake_supplement',
  'refused',
  'accepted',
  'in_process',
  'supplement_requested',
  'payment_requested',
  'suspended',
  'withdrawn',
  'stopped',
  'resolved',
  'returned',
] as const
export type LegalState = (typeof legalStates)[number]

/** The ten codes of the national synchronisation interface (domain: "Life cycle and statuses"). */
export const nationalStatusCode = {
  submitted: 1,
  intake_supplement: 5,
  refused: 3,
  accepted: 2,
  in_process: 4,
  supplement_requested: 5,
  payment_requested: 6,
  suspended: 4,
  withdrawn: 7,
  stopped: 8,
  resolved: 9,
  returned: 10,
} as const satisfies Record<LegalState, number>

/** Accepted and not yet ended: what an agency owes an answer for. */
export const openStates = [
  'accepted',
  'in_process',
  'supplement_requested',
  'payment_requested',
  'suspended',
] as const satisfies readonly LegalState[]

/** The agency's clock stands still in these. */
export const waitingStates = [
  'intake_supplement',
  'supplement_requested',
  'payment_requested',
  'suspended',
] as const satisfies readonly LegalState[]

export const endedStates = ['refused', 'withdrawn', 'stopped', 'returned'] as const satisfies readonly LegalState[]

export function isOpen(state: LegalState): boolean {
  return (openStates as readonly LegalState[]).includes(state)
}
export function isWaiting(state: LegalState): boolean {
  return (waitingStates as readonly LegalState[]).includes(state)
}
export function isEnded(state: LegalState): boolean {
  return (endedStates as readonly LegalState[]).includes(state)
}

export const moneyStates = ['none', 'due', 'paid', 'refunded', 'exempt'] as const
export type MoneyState = (typeof moneyStates)[number]

/**
 * Fees and charges told by the cash desk, in whole đồng. They never stop the clock; what does is asked for by `request_payment` and
 * stands in `moneyDue`. `otherPaid`: a payment of that kind was recorded too.
 */
export interface FeeStanding {
  due: number
  paid: number
  waived: number
  refunded: number
  otherPaid: boolean
}

/** Fees assessed and neither paid nor waived, in đồng; 0 until they are assessed. */
export function feesDue({ fees }: Pick<DossierState, 'fees'>): number {
  return fees?.due ?? 0
}

/** Where the paper is. `none`: there is no paper. */
export const custodyStates = ['none', 'counter', 'agency', 'post', 'applicant'] as const
export type CustodyState = (typeof custodyStates)[number]

export const synchronisationStates = ['pending', 'acknowledged', 'failed'] as const
export type SynchronisationState = (typeof synchronisationStates)[number]

/** The four units of a dossier; they may all differ (NĐ 118/2025: reception irrespective of territory). */
export interface DossierUnits {
  intake: AgencyId
  competent: AgencyId
  processing: AgencyId
  return: AgencyId
}

export interface Attachment {
  componentKey: string
  fileHash: string
  mediaType: string
  size: number
  /** 0 as filed; n for the n-th supplement. */
  round: number
  /** The held paper that it is, when nobody handed it in. */
  paperId?: string
}

/**
 * A component that a registry answered for, so that nobody was asked for it (NĐ 224/2026 Art. 18.4). What it answered (number, title,
 * issuer, dates) is sealed; the commitment of `answer` is its hash.
 */
export interface RegistryReference {
  componentKey: string
  /** As of an attachment. */
  round: number
  typeCode: string
  /** The registry's name, as it is cited. */
  registry: string
  /** When it was asked. */
  askedAt: number
  answer: ValueRef
}

/** How the applicant wants the result. */
export const returnWays = ['counter', 'post', 'online'] as const
export type ReturnWay = (typeof returnWays)[number]

/** A component handed in on paper at a counter or by post. */
export interface PaperItem {
  componentKey: string
  originals: number
  /** Plain copies. */
  copies: number
  /** Certified copies (bản sao chứng thực); left out: none, as in what was entered before they were counted. */
  certifiedCopies?: number
}

/**
 * By whose authority somebody else hands the dossier in (NĐ 61/2018 Art. 5.1.b): the authorised person as they stood then, and the
 * document that says so, as a file, on paper at the counter, or both.
 */
export interface Authorisation {
  personId: PersonId
  profile: ValueRef
  file: { fileHash: string; mediaType: string; size: number } | null
  onPaper: boolean
}

/** The step at which the dossier stands. */
export interface CurrentStep {
  key: string
  agencyId: AgencyId
  startedAt: number
  allottedMinutes: number
  dueAt: number | null
  /** Working minutes left when a stop began; null while the clock runs. */
  remainingMinutes: number | null
  assigneeId: OfficerId | null
}

export interface Supplement {
  round: number
  componentKeys: readonly string[]
  reason: ValueRef
  legalGround: ValueRef | null
  requestedBy: OfficerId
  requestedAt: number
  /** Until when the applicant should answer. */
  until: number
  suppliedAt: number | null
}

export interface Opinion {
  id: string
  agencyId: AgencyId
  question: ValueRef
  askedBy: OfficerId
  askedAt: number
  dueAt: number
  answeredAt: number | null
  answer: ValueRef | null
  agrees: boolean | null
}

export interface Result {
  number: string
  issuedOn: string
  outcome: 'granted' | 'declined'
  fileHash: string
  mediaType: string
  verificationCode: string
  signedBy: OfficerId
  signedAt: number
}

/** A file kept with the dossier. */
export interface KeptFile {
  fileHash: string
  mediaType: string
  size: number
}

/** How a result was handed over: whom one saw, what was signed, what went back with it. */
export interface Handover {
  recipient: 'applicant' | 'authorised'
  identity: {
    document: 'identity_card' | 'electronic_identity' | 'passport' | 'organisation_paper'
    lastDigits: ValueRef
  } | null
  authorisation: KeptFile | null
  signature: KeptFile | null
  signedOnPaper: boolean
  slipNumber: ValueRef | null
  papersBack: readonly PaperItem[]
}

export interface Approval {
  by: OfficerId
  at: number
  outcome: 'granted' | 'declined'
}

/** Everything later decisions need, computed from the dossier's events alone. Instants are epoch milliseconds. */
export interface DossierState {
  id: DossierId
  code: string | null
  legal: LegalState
  money: MoneyState
  moneyDue: { amount: number; until: number } | null
  /** Absent until fees were assessed. */
  fees?: FeeStanding
  custody: CustodyState
  channel: Channel
  procedureVersionId: ProcedureVersionId
  procedureCode: string
  caseKey: string | null
  flowVersionId: FlowVersionId
  units: DossierUnits
  /** The agency of each step of the flow, fixed when the dossier is submitted. */
  stepAgencies: Readonly<Record<string, AgencyId>>
  applicant: { personId: PersonId; profile: ValueRef }
  /** The person who hands it in, when another than the applicant (authorised). */
  submitterId: PersonId | null
  /** Left out or null: handed in by the applicant, or online by somebody with an account of their own. */
  authorisation?: Authorisation | null
  /** Dossiers handed in together by one person carry the same; left out or null: handed in alone. */
  groupId?: string | null
  answers: ValueRef | null
  attachments: readonly Attachment[]
  papers: readonly PaperItem[]
  /** Left out: no registry answered for a component. */
  fromRegistries?: readonly RegistryReference[]
  /** Left out: nobody was asked; at the counter. */
  resultBy?: ReturnWay
  submittedAt: number
  receptionDueAt: number
  acceptedAt: number | null
  clock: Clock | null
  dueAt: number | null
  /** The date first told to the applicant; an extension does not change it. */
  firstDueAt: number | null
  /** The date that stood when an extension was told too late (NĐ 61/2018 Art. 19.9): punctuality is measured by it. */
  dueBeforeLateNotice: number | null
  step: CurrentStep | null
  /** Last officer of each step, so that a dossier sent back or supplied returns to the same person. */
  lastAssignees: Readonly<Record<string, OfficerId>>
  supplements: readonly Supplement[]
  opinions: readonly Opinion[]
  approval: Approval | null
  result: Result | null
  handover: Handover | null
  finishedAt: number | null
  returnedAt: number | null
  endedReason: ValueRef | null
  previousDossierId: DossierId | null
}

export function openSupplement(state: DossierState): Supplement | undefined {
  return state.supplements.find((supplement) => supplement.suppliedAt === null)
}

export function openOpinions(state: DossierState): Opinion[] {
  return state.opinions.filter((opinion) => opinion.answeredAt === null)
}

/** Agencies that take part, for who may see the dossier: the four units, the agencies of its steps, those asked. */
export function involvedAgencies(state: DossierState): AgencyId[] {
  const all = [
    ...Object.values(state.units),
    ...Object.values(state.stepAgencies),
    ...state.opinions.map((opinion) => opinion.agencyId),
  ]
  return [...new Set(all)]
}
