import type {
  ApologyRow,
  Directory,
  DossierEvent,
  DossierState,
  SearchRow,
  VerbName,
} from '../modules/casework/index.ts'
import type { Channel } from '../modules/catalogue/index.ts'
import type { DossierMoney, PlayedPayment } from '../modules/money/history/index.ts'
import type { Actor, CitizenActor } from '../modules/organisation/index.ts'
import type { AgencyId, OfficerId } from '../platform/ids.ts'
import type { PendingEvent } from '../platform/ledger/index.ts'
import type { Keyring, SubjectKey } from '../platform/sealing/keyring.ts'
import type { StoredScan } from './demo-scans.ts'
import type { Offer } from './offers.ts'
import type { Timed } from './queue.ts'
import type { Random } from './random.ts'
import type { Demand, GoalKind, Texts } from './simulation-files.ts'
import type { Staff } from './staff.ts'

/** Where a dossier stops for the demonstration. */
export type Goal =
  | { kind: GoalKind; at: null }
  /** Left on a desk, there in a waiting state or simply undone. */
  | { kind: GoalKind | 'desk'; at: { agencyId: AgencyId; role: string; officerId: OfficerId } }

/** What somebody means to do with the dossier next. */
export interface Intent {
  verb: VerbName
  input: unknown
  actor: Actor
}

/** What a dossier owes, and when it means to pay it. */
export interface AgentFees {
  random: Random
  money: DossierMoney
  /** Epoch milliseconds; null: at the hand-over. */
  payAt: number | null
  way: PlayedPayment['method']
  /** The agency has begun to handle it. */
  begun: boolean
}

/** One dossier on its way, with all that decides how it will go. */
export interface Agent extends Timed {
  random: Random
  offer: Offer
  channel: Channel
  state: DossierState
  /** The last event as appended: the head of the chain. */
  head: PendingEvent
  key: SubjectKey
  applicantName: string
  applicant: CitizenActor
  entry: { identityTailIndex: Buffer | null; searchRows: readonly SearchRow[] }
  apology: ApologyRow | null
  last: { version: number; event: DossierEvent; before: DossierState | null } | null
  intent: Intent | null
  /** Part of the time a step may take that is really used. */
  pace: number
  late: boolean
  extends: boolean
  goal: Goal | null
  /** What is still to be done at the current step before it is left, and for which visit that was planned. */
  agenda: VerbName[]
  visit: string
  sentBack: boolean
  corrected: boolean
  /** A result file of its own, for dossiers of the demonstration citizens. */
  ownResult: StoredScan | null
  /** Null until it is accepted, and where it owes nothing. */
  fees: AgentFees | null
  /** What was meant before it pays: undefined when it does not pay next. */
  resumes: Plan | undefined
}

/** What every decision may look at. */
export interface World {
  directory: Directory
  staff: Staff
  demand: Demand
  texts: Texts
  keys: Keyring
  scan: StoredScan
  results: { granted: StoredScan; declined: StoredScan }
  /** Of each office, by how much its dossiers are late more often than the average. */
  lateness(agencyId: AgencyId): number
  nextResultNumber(agencyId: AgencyId): number
}

/** A plan: the intent and its moment, epoch milliseconds. Null: nothing more happens. */
export type Plan = { at: number; intent: Intent } | null
