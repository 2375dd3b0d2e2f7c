import type { Transaction } from '../../platform/db.ts'
import type { AgencyId, DossierId, PersonId } from '../../platform/ids.ts'
import type { RatingEvent, RatingSteps } from './rating.ts'

/** A low rating that its head has just answered, for whoever tells the person who gave it. */
export interface AnsweredRating {
  ratingId: string
  personId: PersonId
  dossierId: DossierId
  agencyId: AgencyId
  event: RatingEvent
  steps: RatingSteps
  answer: string
}

/** Tells the person, in the transaction of the answer. */
export type TellAnswer = (tx: Transaction, answered: AnsweredRating) => Promise<void>
