import type { AgencyId } from '../../platform/ids.ts'
import type { Actor, Role } from '../organisation/index.ts'

const DESK: readonly Role[] = ['receptionist']
const WATCHING: readonly Role[] = ['receptionist', 'agency_leader']

/** The agencies whose unreached people this actor calls: the receptionists'. */
export function callsFor(actor: Actor): AgencyId[] {
  return agenciesWith(actor, DESK)
}

/** The agencies whose sent notices this actor may look at: the desk that receives, and its leaders. */
export function watchesOver(actor: Actor): AgencyId[] {
  return agenciesWith(actor, WATCHING)
}

function agenciesWith(actor: Actor, roles: readonly Role[]): AgencyId[] {
  if (actor.kind !== 'officer') return []
  const fitting = actor.mandates.filter((mandate) => roles.includes(mandate.role))
  return [...new Set(fitting.map((mandate) => mandate.agencyId))]
}
