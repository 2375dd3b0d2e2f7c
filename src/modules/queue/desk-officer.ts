import type { Actor, OfficerActor } from '../organisation/index.ts'
import { refusals } from './errors.ts'

/** Who stands behind a counter: an officer who receives somewhere. Refuses `login_needed`, `not_at_counter`. */
export function deskOfficer(actor: Actor): OfficerActor {
  if (actor.kind === 'anonymous') throw refusals.login_needed()
  const receives = actor.kind === 'officer' && actor.mandates.some((mandate) => mandate.role === 'receptionist')
  if (!receives) throw refusals.not_at_counter()
  return actor
}
