import { query } from '../../platform/db.ts'
import type { DossierId } from '../../platform/ids.ts'
import { isUuid } from '../../platform/ids.ts'
import { type CaseworkContext, currentState, type DossierState } from '../casework/index.ts'
import type { CitizenActor } from '../organisation/index.ts'
import { refusals } from './errors.ts'
import { inviteToRate } from './invite-to-rate.ts'
import { askedPerson, occasionsOf } from './occasion.ts'
import { type RatingEvent, ratingEvents } from './rating.ts'
import { ownToken, slipCode, slipToken } from './slip-token.ts'
import type { OwnOccasion } from './view-types.ts'

/**
 * What of a dossier of their own a citizen may rate, newest first, each with the link of the page's QR code. A reading: the link is signed and
 * kept nowhere. Refuses `feedback.nothing_to_rate`, also for somebody else's.
 */
export async function listOwnOccasions(
  context: CaseworkContext,
  actor: CitizenActor,
  id: string,
): Promise<OwnOccasion[]> {
  const state = await ownState(context, actor, id)
  const { keys } = context
  const directory = await context.directory()
  const given = await query<{ event: RatingEvent }>(
    context.db.read,
    'SELECT event FROM feedback_rating WHERE dossier_id = $1',
    [state.id],
  )
  return occasionsOf(state)
    .map(({ event, agencyId, at }) => ({
      event,
      at,
      agencyName: directory.get(agencyId)?.name ?? '',
      token: askedPerson(state) === actor.personId ? ownToken(keys, { dossierId: state.id, event }) : null,
      slip: {
        token: slipToken(keys, { dossierId: state.id, event }),
        code: slipCode(keys, { dossierId: state.id, event }),
      },
      isGiven: given.some((one) => one.event === event),
    }))
    .reverse()
}

/** The token of a link of their own, out of the account. Refuses `feedback.nothing_to_rate`. */
export async function openOwnRating(
  context: CaseworkContext,
  actor: CitizenActor,
  asked: { dossierId: string; event: string },
): Promise<string> {
  const state = await ownState(context, actor, asked.dossierId)
  const event = ratingEvents.find((one) => one === asked.event)
  if (event === undefined) throw refusals.nothing_to_rate()
  const { personId } = actor
  const token = await context.db.write((tx) => inviteToRate(tx, { state, event, personId, fromAccount: true }))
  if (token === undefined) throw refusals.nothing_to_rate()
  return token
}

async function ownState(context: CaseworkContext, { personId }: CitizenActor, id: string): Promise<DossierState> {
  if (!isUuid(id)) throw refusals.nothing_to_rate()
  const { state } = await currentState(context, id as DossierId)
  if (state.applicant.personId !== personId && state.submitterId !== personId) throw refusals.nothing_to_rate()
  return state
}
