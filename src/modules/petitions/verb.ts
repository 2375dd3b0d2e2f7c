import type { AgencyId, UserId } from '../../platform/ids.ts'
import type { WorkingCalendar } from '../organisation/index.ts'
import type { ValueRef } from '../vault/schemas.ts'
import type { PetitionEvent } from './events.ts'
import type { PetitionState } from './petition.ts'

/** What is typed for a verb; each takes what it needs. */
export interface VerbInput {
  /** The reason, question, supplement or answer. */
  text?: string
  kind?: string
  officerUserId?: string
  aboutUserIds?: readonly string[]
  agencyId?: string
  ground?: string
  intoId?: string
  upheld?: boolean | null
  /** The dossier that whoever wrote named is the one it is about. */
  isDossierConfirmed?: boolean
  /** Working days in which whoever wrote is asked to answer. */
  answerDays?: number
  satisfaction?: number
  /** What everybody reads. */
  title?: string
  question?: string
  answer?: string
  /** The officer has read the warning of personal numbers and says there are none. */
  personalChecked?: boolean
  /** The draft that was on the page, as its reference; left out by who sends no page. */
  seenAnswer?: string
}

/** The dossier a petition is about. */
export interface AboutDossier {
  /** Its id, sealed with the petition. */
  ref: ValueRef
  agencyId: AgencyId
  procedureCode: string
  /** What it got for its time and no complaint has taken yet (TT 01/2018/TT-VPCP Art. 12). */
  timePoints: 0 | 1 | 2
}

/** What a decision knows besides the petition and what was typed. */
export interface Facts {
  now: number
  calendar: WorkingCalendar
  by: 'person' | 'officer'
  /** `input.text`, sealed. */
  sealed: ValueRef
  /** Who works in the agency in charge. */
  officers: ReadonlySet<UserId>
  /** Who may be complained of: they, and who works where it was sent. */
  nameable: ReadonlySet<UserId>
  /** Whoever wrote; null where they left no name, or where no text is to be published. */
  writerName: string | null
  agencies: ReadonlySet<AgencyId>
  /** The calendar of the agency it is passed to. */
  calendarOf(agencyId: AgencyId): WorkingCalendar
  /** In sorting, the dossier named in the text, where the agency has it; in approving, the one confirmed. */
  dossier: AboutDossier | null
  /** The petition it is merged into. */
  into: PetitionState | null
  /** SHA-256 of what is published. */
  sha256: string
}

/** Decides one verb: the events, or a refusal. Pure. */
export type Decide = (petition: PetitionState, input: VerbInput, facts: Facts) => PetitionEvent[]
