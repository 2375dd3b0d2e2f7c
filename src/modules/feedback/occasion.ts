import type { AgencyId, PersonId } from '../../platform/ids.ts'
import type { DossierState } from '../casework/index.ts'
import type { RatingEvent } from './rating.ts'

/** Something that happened to a dossier at which the person is asked, and who then served them. */
export interface Occasion {
  event: RatingEvent
  agencyId: AgencyId
  /** Epoch milliseconds. */
  at: number
}

/**
 * What of a dossier may be rated, as it stands now: what was taken back by a correction is no occasion. Receipt and refusal are the counter's
 * work, so is a request for a supplement before acceptance; a later one, and the result, are the competent agency's.
 */
export function occasionsOf(state: DossierState): Occasion[] {
  const { units, acceptedAt, supplements, legal, finishedAt, returnedAt } = state
  const supplement = supplements.at(-1)
  const found: (Occasion | null)[] = [
    acceptedAt === null ? null : { event: 'receipt_given', agencyId: units.intake, at: acceptedAt },
    supplement === undefined
      ? null
      : {
          event: 'supplement_requested',
          agencyId: acceptedAt === null || supplement.requestedAt < acceptedAt ? units.intake : units.competent,
          at: supplement.requestedAt,
        },
    legal === 'refused'
      ? { event: 'intake_refused', agencyId: units.intake, at: finishedAt ?? state.submittedAt }
      : null,
    returnedAt === null ? null : { event: 'result_returned', agencyId: units.competent, at: returnedAt },
  ]
  return found.filter((one) => one !== null)
}

/** Who is asked: whoever handed the dossier in. */
export function askedPerson(state: DossierState): PersonId {
  return state.submitterId ?? state.applicant.personId
}
