import type { AgencyId } from '../../platform/ids.ts'
import type { Actor, AgencyTree, OfficerActor } from '../organisation/index.ts'
import { agenciesOf, agenciesOverseen } from '../organisation/policy.ts'

/** The centres at whose counters the officer may sit: those where they are a receptionist. */
export function centresToWorkAt(tree: AgencyTree, actor: Actor): AgencyId[] {
  return agenciesOf(actor, ['receptionist']).filter((id) => tree.byId(id)?.kind === 'one_stop_centre')
}

/** Who calls, serves and hands over tickets of a centre. */
export function mayWorkAt(actor: Actor, centreId: AgencyId): actor is OfficerActor {
  return actor.kind === 'officer' && agenciesOf(actor, ['receptionist']).includes(centreId)
}

/** The centres whose waiting times the actor may look at: leaders, within what they oversee. */
export function centresToMeasure(tree: AgencyTree, actor: Actor): AgencyId[] {
  return [...agenciesOverseen(tree, actor)].filter((id) => tree.byId(id)?.kind === 'one_stop_centre')
}
