import type { AgencyId, UserId } from '../../platform/ids.ts'
import type { ValueRef } from '../vault/schemas.ts'

/**
 * What a petition is about: administrative rules (quy định hành chính, NĐ 20/2008 Art. 3), the conduct of an officer, one dossier,
 * anything else.
 */
export const petitionKinds = ['rules', 'conduct', 'dossier', 'other'] as const
export type PetitionKind = (typeof petitionKinds)[number]

export const petitionChannels = ['web', 'counter', 'phone', 'letter'] as const
export type PetitionChannel = (typeof petitionChannels)[number]

export const petitionStates = [
  'received',
  'processing',
  'waiting',
  'drafted',
  'approved',
  'published',
  'refused',
  'merged',
  'lapsed',
] as const
export type PetitionStateName = (typeof petitionStates)[number]

/** Why a petition is not taken (NĐ 20/2008 Art. 7, 9): no content to handle, against the law or insulting, not of an agency, a lawsuit's matter. */
export const refusalGrounds = ['no_content', 'insulting', 'not_competent', 'complaint_law', 'answered_before'] as const
export type RefusalGround = (typeof refusalGrounds)[number]

/** Why the name of whoever wrote is looked at: to call back, to check what was said, to reply, to protect them. */
export const lookReasons = ['call_back', 'verify', 'reply', 'protect'] as const
export type LookReason = (typeof lookReasons)[number]

/** In how many working days whoever wrote is asked to answer: the officer chooses, no law says. */
export const answerDays = [5, 10, 15] as const
export const USUAL_ANSWER_DAYS = 10

export type Satisfaction = 1 | 2 | 3

export const LONGEST_SUBJECT = 200
export const LONGEST_TEXT = 5000
export const MOST_FILES = 5
/** Fewer than these of a commune are not told in public: a small number names a place, and a place a person. */
export const FEWEST_OF_COMMUNE = 5

/** What the figures take from a complaint about conduct that was judged. */
export interface JudgedAttitude {
  agencyId: AgencyId
  upheld: boolean
  userIds: readonly UserId[]
  /** Of the confirmed dossier, which itself is not named: its applicant may be who wrote. */
  procedureCode?: string
  timePoints?: 0 | 1 | 2
}

/** How a petition stands. Instants are epoch milliseconds. */
export interface PetitionState {
  petitionId: string
  code: string
  state: PetitionStateName
  kind: PetitionKind
  channel: PetitionChannel
  /** In charge of it now, and where it was first received. */
  agencyId: AgencyId
  firstAgencyId: AgencyId
  /** Rõ người: the officer in charge. */
  officerUserId: UserId | null
  /** The officers it complains of. */
  aboutUserIds: readonly UserId[]
  /** Everybody it was ever said to complain of: they have no part in it any more, also where the naming was a mistake. */
  barredUserIds?: readonly UserId[]
  /** What whoever wrote said it is about; absent of what was written before it was kept. */
  saidKind?: PetitionKind
  /** The agency whoever wrote chose, where it went to the one above instead. */
  addressedAgencyId?: AgencyId | null
  isAnonymous: boolean
  /** Where it happened, as far as said; absent of what was written before communes were asked for. */
  communeCode?: string | null
  text: ValueRef
  receivedAt: number
  stageSince: number
  /** Null while the person is asked, and at the end. */
  stageDueAt: number | null
  processDueAt: number
  /** Since when the time is not counted. */
  waitingSince: number | null
  /** Until when asking whoever wrote stops the clock; absent of petitions from before. */
  askDueAt?: number
  /** By when whoever wrote is asked to answer. */
  answerUntil?: number | null
  /** The dossier it is about, confirmed by an officer: its id, sealed with the petition, because a dossier names an applicant. */
  dossier?: ValueRef | null
  mergedInto: string | null
  escalation: 0 | 1 | 2
  answer: ValueRef | null
  drafterUserId: UserId | null
  /** Of a complaint about conduct: whether it was found true. */
  upheld: boolean | null
  /** What was told to the figures and still stands. */
  judged?: JudgedAttitude | null
  approvedAt: number | null
  onTime: boolean | null
  publishedAt: number | null
  satisfaction: Satisfaction | null
  reopened: number
  reopenedByPerson: boolean
}

export const petitionVerbs = [
  'classify',
  'forward',
  'refuse',
  'merge',
  'ask',
  'supply',
  'close',
  'answer',
  'approve',
  'publish',
  'judge',
  'reopen',
] as const
export type PetitionVerb = (typeof petitionVerbs)[number]

/** What may be done in which state. */
export const allowedIn = {
  classify: ['received', 'processing', 'drafted'],
  forward: ['received', 'processing'],
  refuse: ['received', 'processing'],
  merge: ['received', 'processing', 'waiting', 'drafted'],
  ask: ['processing'],
  supply: ['waiting'],
  close: ['waiting'],
  answer: ['processing', 'drafted'],
  approve: ['drafted'],
  publish: ['approved'],
  judge: ['approved', 'published', 'merged'],
  reopen: ['approved', 'published', 'refused', 'lapsed'],
} as const satisfies Record<PetitionVerb, readonly PetitionStateName[]>

export function isAllowedIn(verb: PetitionVerb, state: PetitionStateName): boolean {
  return (allowedIn[verb] as readonly PetitionStateName[]).includes(state)
}

/** Whether people must be kept apart in it: it complains of an officer, or whoever wrote said so, whatever it was sorted into. */
export function isAboutConduct({ kind, saidKind }: Pick<PetitionState, 'kind' | 'saidKind'>): boolean {
  return kind === 'conduct' || saidKind === 'conduct'
}

/** Who has no part in it. */
export function barredFrom({ aboutUserIds, barredUserIds = [] }: PetitionState): UserId[] {
  return [...new Set([...barredUserIds, ...aboutUserIds])]
}

/** Whether it still waits for an officer or the person. */
export function isOpen(state: PetitionStateName): boolean {
  return ['received', 'processing', 'waiting', 'drafted'].includes(state)
}

/** What an officer's list may show. */
export const listStates = ['open', 'late', 'mine', 'escalated', 'publish', 'done'] as const
export type ListState = (typeof listStates)[number]
