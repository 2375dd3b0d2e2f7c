import type { AgencyId, DossierId, OfficerId, PersonId, UserId } from '../../../platform/ids.ts'
import type { Channel } from '../../catalogue/schemas.ts'

/** Where a dossier stands for the figures. Each is a stock of its own: a waiting dossier is never counted as in time. */
export const standings = [
  'to_receive',
  'to_receive_waiting',
  'running',
  'waiting_applicant',
  'waiting_payment',
  'suspended',
  'to_return',
  'ended',
] as const
export type Standing = (typeof standings)[number]

/** How a dossier ended for the figures; what was resolved ended with its signed result (NĐ 61/2018; QĐ 766 2.1). */
export const endings = ['granted', 'declined', 'withdrawn', 'stopped', 'refused', 'ended_before_receipt'] as const
export type Ending = (typeof endings)[number]

export const punctualities = ['early', 'on_time', 'late', 'undated'] as const
export type Punctuality = (typeof punctualities)[number]

/** Another agency's opinion that was asked for. */
export interface AskedOpinion {
  id: string
  agencyId: AgencyId
  dueAt: number
}

/**
 * One dossier as the figures see it: what its events say, folded in order, nothing else. Instants are epoch milliseconds, money whole
 * đồng. It holds no value of a person; `applicantId` is the register's own id.
 */
export interface DossierFact {
  id: DossierId
  /** Of the last event folded in. */
  version: number
  code: string | null
  procedureCode: string
  caseKey: string | null
  channel: Channel
  intakeAgencyId: AgencyId
  /** The competent agency: figures are its. */
  agencyId: AgencyId
  applicantId: PersonId
  previousDossierId: DossierId | null
  submittedAt: number
  /** When it was entered as received; the day it counts on. */
  acceptedAt: number | null
  /** Until receipt, when it was sent; then the legal time of receipt, from which its limit runs: earlier than the entry when the line was down or the post had signed. */
  filedAt: number
  standing: Standing
  /** Since when; one waiting that turns into another goes on. Of what ended while it waited: since when it had waited. */
  standingSince: number
  /** The date last given; kept while the clock stands still. */
  dueAt: number | null
  /** The date that stood when an extension was told too late: punctuality is measured by it (NĐ 61/2018 Art. 19.9). */
  heldDueAt: number | null
  /** Milliseconds after receipt in which the clock stood still. */
  waitedMs: number
  supplements: number
  firstSupplementAt: number | null
  lastSupplementAt: number | null
  extensions: number
  lastExtendedAt: number | null
  /** From when it counts as late by QĐ 766 2.1 because of a second request for a supplement. */
  askedAgainAt: number | null
  endedAt: number | null
  ending: Ending | null
  punctuality: Punctuality | null
  returnedAt: number | null
  returnedBy: 'counter' | 'post' | 'online' | null
  /** Keys of components handed in on paper, and of those there is a file of. */
  paperKeys: readonly string[]
  fileKeys: readonly string[]
  reusedKeys: readonly string[]
  feeAssessed: number
  feeWaived: number
  /** No longer owed, because the dossier ended. */
  feeReleased: number
  feePaid: number
  feeRefunded: number
  /** Since when something was to be paid (QĐ 766 3.6 leaves out a fee of 0). */
  dutyAt: number | null
  paidOnlineAt: number | null
  step: string | null
  stepAgencyId: AgencyId | null
  stepSince: number | null
  /** Working minutes at this step before the clock last stood still. */
  stepMinutes: number
  /** Working minutes this step has. */
  stepAllotted: number
  /** Working minutes at the steps before this one in the same stay with the agency, and how many those have. */
  stayMinutes: number
  stayAllotted: number
  /** Accounts of the officers who moved it, in the order in which they did first (see `workersOf`). */
  workedBy: readonly UserId[]
  handlerId: OfficerId | null
  approvedBy: OfficerId | null
  opinions: readonly AskedOpinion[]
  lastOpinionAt: number | null
}

/** Still owed an answer: received and neither resolved nor ended otherwise. */
export function isOpenStanding(standing: Standing): boolean {
  return !['to_receive', 'to_receive_waiting', 'to_return', 'ended'].includes(standing)
}

/** The date by which punctuality is measured. */
export function dueOf(fact: DossierFact): number | null {
  return fact.heldDueAt ?? fact.dueAt
}

/**
 * From when the dossier is overdue if nothing happens: at its date while it runs. What was late already when its clock was stopped stays
 * overdue; what waits otherwise, has no date, or has ended is not.
 */
export function overdueFrom(fact: DossierFact): number | null {
  const due = dueOf(fact)
  if (due === null || !isOpenStanding(fact.standing)) return null
  return fact.standing === 'running' || due < fact.standingSince ? due : null
}

/**
 * From when it is late by QĐ 766 2.1: a second request for a supplement makes it late at once; what ended or began to wait after its
 * date stays late; what runs becomes so at its date.
 */
export function lateFrom(fact: DossierFact): number | null {
  if (fact.acceptedAt === null) return null
  const due = dueOf(fact)
  const solved = fact.ending === 'granted' || fact.ending === 'declined'
  const end = solved ? fact.endedAt : fact.standing === 'running' ? null : fact.standingSince
  const byDate = due !== null && (end === null || end > due) ? due : null
  const again = fact.askedAgainAt
  if (byDate === null || again === null) return byDate ?? again
  return Math.min(byDate, again)
}
