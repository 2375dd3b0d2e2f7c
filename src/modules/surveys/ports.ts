import type { Transaction } from '../../platform/db.ts'
import type { AgencyId, DossierId, PersonId } from '../../platform/ids.ts'
import type { SurveysContext } from './context.ts'

/** Somebody of a sample who is to be told; 1 the invitation, 2 the reminder. */
export interface InvitedPerson {
  personId: PersonId
  rightId: string
  turn: 1 | 2
  /** The dossier that was drawn, by its id and code: who never stated how to be reached did so there. */
  dossierId: DossierId
  reference: string
  nameVi: string
  nameEn: string
  endsOn: string
  /** Whose survey it is. */
  agencyId: AgencyId
  /** Makes the personal link's token; asked only when somebody can be told. */
  link(): Promise<string>
}

/** `later`: it would ring in quiet hours, and by then they may have answered. */
export type InvitationOutcome = 'told' | 'unreachable' | 'later'

/** What inviting stands on: somebody who tells people, in the transaction given. */
export interface InvitingContext extends SurveysContext {
  tellInvited(tx: Transaction, invited: InvitedPerson): Promise<InvitationOutcome>
}
