import type { Transaction } from '../../platform/db.ts'
import type { AgencyId, PersonId } from '../../platform/ids.ts'
import type { DossierState } from '../casework/index.ts'
import { insertInvitation } from './invitation.ts'
import { occasionsOf } from './occasion.ts'
import { readPlan } from './plan-store.ts'
import type { RatingEvent } from './rating.ts'

/**
 * The token of a link by which this person may rate what happened to the dossier, in the caller's transaction, on the scale of the centre
 * that took it in. Undefined when it did not happen.
 */
export async function inviteToRate(
  tx: Transaction,
  asked: { state: DossierState; event: RatingEvent; personId: PersonId; fromAccount?: boolean },
): Promise<string | undefined> {
  const { state, event, personId, fromAccount = false } = asked
  const occasion = occasionsOf(state).find((one) => one.event === event)
  if (occasion === undefined) return undefined
  const { agencyId } = occasion
  const steps = await stepsOf(tx, state)
  return insertInvitation(tx, { dossierId: state.id, event, personId, agencyId, steps, fromAccount })
}

/** Steps of the scale that is asked by for a dossier. */
export async function stepsOf(tx: Transaction, { units }: { units: { intake: AgencyId } }) {
  return (await readPlan(tx, units.intake)).steps
}
