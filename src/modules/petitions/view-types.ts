import type { AgencyId } from '../../platform/ids.ts'
import type { DueView } from '../casework/views/view-types.ts'
import type { PetitionContent } from './check-petition.ts'
import type { PetitionClock } from './clock.ts'
import type { PetitionKind, PetitionState, PetitionStateName, PetitionVerb, RefusalGround } from './petition.ts'

export type { PetitionClock, PetitionContent }

/** One line of what happened, for officers and for whoever wrote. Times in epoch milliseconds. */
export interface PetitionLine {
  type: string
  at: number
  /** The agency that acted; empty for whoever wrote. */
  agencyName: string
  /** The officer, for officers alone. */
  officerName: string | null
  text: string | null
  ground: RefusalGround | null
  toAgencyName: string | null
  reason: string | null
}

/** The five "rõ": who, what, which office answers, by when, with what result. */
export interface FiveClear {
  officerName: string | null
  agencyName: string
  firstAgencyName: string
  due: DueView
  processDueAt: number
  /** The clocks that count now, the next one first. */
  clocks: PetitionClock[]
}

export interface PetitionRow extends FiveClear {
  petitionId: string
  code: string
  state: PetitionStateName
  kind: PetitionKind
  subject: string
  /** Where it happened; empty where not said. */
  communeName: string
  receivedAt: number
  escalation: 0 | 1 | 2
}

export interface PetitionPage extends FiveClear {
  petition: PetitionState
  content: PetitionContent
  communeName: string
  files: readonly { position: number; mediaType: string; size: number }[]
  lines: readonly PetitionLine[]
  answer: string | null
  doable: readonly PetitionVerb[]
  mayLook: boolean
  /** Null for who may not read the log. */
  looks: readonly LookLine[] | null
  alike: readonly { petitionId: string; code: string; subject: string; share: number }[]
  /** How many others were merged into it. */
  merged: number
  intoCode: string | null
}

export interface LookLine {
  at: number
  officerName: string
  agencyName: string
  reason: string
}

/** What whoever wrote sees by the code. */
export interface FollowPage extends FiveClear {
  petition: Pick<
    PetitionState,
    'code' | 'state' | 'kind' | 'receivedAt' | 'satisfaction' | 'isAnonymous' | 'reopenedByPerson' | 'upheld'
  >
  /** Merged: the state of the one that is answered. */
  answeredState: PetitionStateName
  content: PetitionContent
  communeName: string
  fileCount: number
  lines: readonly PetitionLine[]
  question: string | null
  answer: string | null
  looks: readonly Omit<LookLine, 'officerName'>[]
  may: PetitionVerb[]
}

/** A petition in a list of whoever wrote it. */
export interface FollowedRow {
  petitionId: string
  code: string
  receivedAt: number
  subject: string
  state: PetitionStateName
  agencyName: string
  due: DueView
}

export interface OwnPetition extends FollowedRow {
  followCode: string
}

/** How many petitions of the last year happened in a commune: told from five on. */
export interface CommuneTheme {
  communeName: string
  counts: Readonly<Record<PetitionKind, number>>
}

export interface PublicPetition {
  petitionId: string
  kind: PetitionKind
  agencyId: AgencyId
  agencyName: string
  title: string
  question: string
  answer: string
  publishedAt: number
}

export interface PublicList {
  rows: PublicPetition[]
  next: string | null
}

/** How many were received on each theme in a month. */
export interface ThemeMonth {
  month: string
  counts: Readonly<Record<PetitionKind, number>>
}
