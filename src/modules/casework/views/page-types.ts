import type { DossierId, OfficerId } from '../../../platform/ids.ts'
import type { BilingualText, Channel, OfficialText, Unsure } from '../../catalogue/schemas.ts'
import type { PersonProfile } from '../../vault/schemas.ts'
import type {
  Attachment,
  Authorisation,
  CustodyState,
  Handover,
  LegalState,
  MoneyState,
  PaperItem,
  ReturnWay,
  SynchronisationState,
} from '../dossier.ts'
import type { RefusalCode } from '../errors.ts'
import type { correctableEvents, DossierEventType } from '../events.ts'
import type { VerbName } from '../verbs/index.ts'
import type { AgencyView, DueView, ExplainedDue, OfficerView, ProcedureView, TextView } from './view-basics.ts'

// One dossier

/** A paper of the applicant's store that can stand for a component. */
export interface StoredPaperView {
  paperId: string
  number: string
  issuer: string
  title: string
  issuedOn: string | null
  validTo: string | null
  fileHash: string
  mediaType: string
  size: number
  /** True: the component is not asked for. False: once digitised for it, may be used again. */
  needless: boolean
}

/** What a registry answered in the place of a component; texts are null when the applicant was erased. */
export interface RegistryView {
  registry: string
  askedAt: number
  number: string | null
  title: string | null
  issuer: string | null
  issuedOn: string | null
  validTo: string | null
  /** Hash of the sealed answer, as the ledger holds it. */
  hash: string
}

export interface ComponentView {
  key: string
  name: OfficialText
  kind: 'paper' | 'form' | 'note' | 'data'
  formNumber: string | null
  required: 'always' | 'when'
  condition: string | null
  /** Components with one group replace each other. */
  alternativesGroup: string | null
  originals: number | null
  copies: number | null
  legalBasis: string | null
  /**
   * `given` handed in · `asked` asked for in the open supplement · `missing` required and not there · `held` not to be asked: the
   * authority looks it up or holds it · `in_store` required, not there and not to be asked: the store holds it ·
   * `registered` a registry answered for it · `open` may be handed in
   */
  status: 'given' | 'asked' | 'missing' | 'in_store' | 'registered' | 'held' | 'open'
  attachments: Attachment[]
  papers: PaperItem[]
  fromRegistries: RegistryView[]
  /** Held papers that can stand for it; empty for who may not use that store. */
  inStore: StoredPaperView[]
  /** In which supplements it was asked for: 1, 2, … */
  askedIn: number[]
  /** What the source left unsure about this component; shown to officers. */
  unsure: Unsure[]
}

export interface StepView {
  key: string
  name: BilingualText
  kind: 'receive' | 'process' | 'review' | 'approve' | 'return'
  agency: AgencyView
  assignee: OfficerView | null
  startedAt: number
  allottedMinutes: number
  /** Null where no time runs: the return of a result. */
  due: DueView | null
}

/** A step of the flow and how it stands: for showing how far the dossier has come. */
export interface FlowStepView {
  key: string
  name: BilingualText
  agency: AgencyView
  status: 'done' | 'now' | 'next'
}

export interface SupplementView {
  round: number
  components: { key: string; name: OfficialText; legalBasis: string | null }[]
  reason: TextView
  legalGround: TextView | null
  requestedBy: OfficerView
  requestedAt: number
  until: number
  suppliedAt: number | null
}

export interface OpinionView {
  id: string
  agency: AgencyView
  question: TextView
  askedBy: OfficerView
  askedAt: number
  dueAt: number
  answeredAt: number | null
  answer: TextView | null
  agrees: boolean | null
  /** Answered after its date, or past it and not answered. */
  late: boolean
}

export interface ResultView {
  number: string
  issuedOn: string
  outcome: 'granted' | 'declined'
  fileHash: string
  mediaType: string
  verificationCode: string
  signedBy: OfficerView
  signedAt: number
}

/** Text of an event by its part: `reason`, `note`, `question`, `answer`, `legalBasis`, `legalGround`, `receipt`, `to`, `evidence`. */
export type TimelineText = { part: string; text: string | null }

export interface TimelineLine {
  version: number
  type: DossierEventType
  /** Locale key in casework.json: `event.<type>` with variants (`event.OpinionAnswered.agrees`). */
  key: string
  /** Instants are epoch milliseconds under names that end in `At`; amounts whole đồng; `step`, `from` are names of steps. */
  params: Record<string, string | number | BilingualText>
  at: number
  /** Who acted: an officer's name, or null for the applicant (`byApplicant`) or a system. */
  actor: string | null
  byApplicant: boolean
  agency: AgencyView | null
  texts: TimelineText[]
  /** The version of the counter-entry that took this entry back. */
  correctedBy: number | null
}

/** One button. Not allowed: shown with its reason beside the place (`error.casework.<code>`). */
export type VerbView = { verb: VerbName; allowed: true } | { verb: VerbName; allowed: false; code: RefusalCode }

/** What the forms of the verbs need; a part is there only when its verb is allowed now. */
export interface VerbForms {
  forward?: { to: { key: string; name: BilingualText; move: BilingualText | null; agency: AgencyView }[] }
  sendBack?: { to: { key: string; name: BilingualText; agency: AgencyView }[] }
  redirect?: { to: AgencyView[] }
  requestSupplement?: {
    components: {
      key: string
      name: OfficialText
      formNumber: string | null
      legalBasis: string | null
      given: boolean
      /** Must not be asked for: the store holds it. */
      held: boolean
    }[]
    /** A legal ground must be given now, and why: a refusal code of casework. */
    groundNeeded: 'second_supplement_needs_ground' | 'late_supplement_needs_ground' | null
  }
  attachPaper?: { components: { key: string; name: OfficialText; papers: StoredPaperView[] }[] }
  supply?: { components: { key: string; name: OfficialText }[] }
  askOpinion?: { suggested: AgencyView[]; agencies: AgencyView[]; workingDays: number }
  answerOpinion?: { opinions: { id: string; question: TextView; dueAt: number }[] }
  assign?: { officers: OfficerView[]; current: OfficerId | null }
  extend?: {
    /** First working day after the due day: `YYYY-MM-DD`. */
    minimumDate: string
    /** False: the notice comes too late to count as in time (NĐ 61/2018 Art. 19.9). */
    inTime: boolean
  }
  recordPayment?: { amount: number; until: number }
  /** The result must come with the approval. */
  approve?: { resultNeeded: boolean }
  stop?: { possibleFrom: number | null }
  correct?: { version: number; type: (typeof correctableEvents)[number] }
}

/** Everything the officer's page of one dossier shows. */
export interface DossierPage {
  dossierId: DossierId
  code: string | null
  version: number
  legal: LegalState
  money: MoneyState
  moneyDue: { amount: number; until: number } | null
  /** Fees assessed and not yet paid or waived, in đồng. */
  feesDue: number
  custody: CustodyState
  /** How the applicant wants the result; null when nobody was asked. */
  resultBy: ReturnWay | null
  synchronisation: SynchronisationState
  channel: Channel
  procedure: ProcedureView & { unsure: Unsure[]; limitConfirmed: boolean; limitReason: BilingualText | null }
  case: { key: string; name: OfficialText } | null
  units: { intake: AgencyView; competent: AgencyView; processing: AgencyView; return: AgencyView }
  /** As filed; null when erased. */
  applicant: PersonProfile | null
  /** Handed in by another person than the applicant. */
  byRepresentative: boolean
  /** Who was authorised to hand it in and to take the result, and by which document; `person` null when erased. */
  authorised: { person: PersonProfile | null; file: Authorisation['file']; onPaper: boolean } | null
  /** Others were handed in together with it. */
  groupId: string | null
  answers: Record<string, string> | null
  submittedAt: number
  receptionDueAt: number
  acceptedAt: number | null
  finishedAt: number | null
  returnedAt: number | null
  endedReason: TextView | null
  previousDossierId: DossierId | null
  due: ExplainedDue | null
  step: StepView | null
  flow: FlowStepView[]
  components: ComponentView[]
  supplements: SupplementView[]
  opinions: OpinionView[]
  approval: { by: OfficerView; at: number; outcome: 'granted' | 'declined' } | null
  result: ResultView | null
  /** How the result was handed over; null before, and in old entries. */
  handover: Omit<Handover, 'identity' | 'slipNumber'> | null
  timeline: TimelineLine[]
  verbs: VerbView[]
  forms: VerbForms
}

/** The same dossier for its applicant: without notes between officers, reasons of sending back and texts of opinions. */
export interface ApplicantDossierPage extends Omit<DossierPage, 'opinions' | 'forms' | 'procedure'> {
  procedure: ProcedureView
  /** Agencies asked for their opinion, without the texts. */
  opinions: { agency: AgencyView; askedAt: number; dueAt: number; answeredAt: number | null }[]
  forms: Pick<VerbForms, 'supply'>
}

/** One line of "my dossiers". */
export interface OwnDossierLine {
  dossierId: DossierId
  code: string | null
  legal: LegalState
  procedure: ProcedureView
  competent: AgencyView
  submittedAt: number
  due: DueView | null
  /** Until when an answer is awaited from the applicant. */
  answerUntil: number | null
  moneyDue: { amount: number; until: number } | null
}

// Public

/** What anybody with code and digits may know: no name (TT 01/2018 Art. 16.2.d). */
export interface TrackedDossier {
  code: string
  procedure: ProcedureView
  agency: AgencyView
  legal: LegalState
  acceptedAt: number
  due: DueView | null
  step: { name: BilingualText; agency: AgencyView } | null
  /** How far it has come: steps done of all steps. */
  stepsDone: number
  stepsAll: number
  /** What is awaited from the applicant, until when; what exactly is told only to the applicant. */
  answerUntil: number | null
  paymentUntil: number | null
}

/** What the verification of a result tells: nothing personal. */
export interface VerifiedResult {
  verificationCode: string
  procedure: ProcedureView
  agency: AgencyView
  number: string
  issuedOn: string
  outcome: 'granted' | 'declined'
  fileHash: string
  legal: LegalState
}

export interface ApologyView {
  id: string
  dossierCode: string
  procedure: { code: string; name: OfficialText | null }
  agency: AgencyView
  reason: string
  previousDueAt: number
  newDueAt: number
  publishedAt: number
}
