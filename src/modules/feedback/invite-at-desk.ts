import { localDate } from '../../platform/civil-date.ts'
import { query } from '../../platform/db.ts'
import type { DossierId } from '../../platform/ids.ts'
import { type CaseworkContext, currentState, type DossierState } from '../casework/index.ts'
import { hasMandate, type OfficerActor } from '../organisation/index.ts'
import { refusals } from './errors.ts'
import { insertInvitation } from './invitation.ts'
import { stepsOf } from './invite-to-rate.ts'
import { askedPerson } from './occasion.ts'

/** Whether this officer hands over the dossier's result: the return desk asks for the rating. */
function isAtReturnDesk(state: DossierState, actor: OfficerActor): boolean {
  return hasMandate(actor, { role: 'receptionist', agencyId: state.units.return })
}

/**
 * The token of a rating for the phone of whoever has just been handed the result, or the hall's tablet: no session of an officer takes it. Refuses
 * `feedback.rating_not_found` for anybody else's dossier, `feedback.dossier_not_returned` before the result is handed over, `desk_too_late` on
 * any later day.
 */
export async function inviteAtDesk(
  context: CaseworkContext,
  actor: OfficerActor,
  dossierId: DossierId,
): Promise<string> {
  const { state } = await currentState(context, dossierId)
  if (!isAtReturnDesk(state, actor)) throw refusals.rating_not_found()
  if (state.legal !== 'returned') throw refusals.dossier_not_returned()
  return context.db.write(async (tx) => {
    const [clock] = await query<{ now: Date }>(tx, 'SELECT platform_now() AS now')
    const today = localDate(clock?.now.getTime() ?? 0)
    if (state.returnedAt === null || localDate(state.returnedAt) !== today) throw refusals.desk_too_late()
    return insertInvitation(tx, {
      dossierId,
      event: 'result_returned',
      personId: askedPerson(state),
      agencyId: state.units.competent,
      steps: await stepsOf(tx, state),
      atDesk: true,
    })
  })
}
