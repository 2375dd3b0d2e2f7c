import type { AgencyId } from '../../platform/ids.ts'
import type { Actor, AgencyTree, Mandate, OfficerActor } from '../organisation/index.ts'
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

/**
 * In what quality the actor arranges a centre's lines, counters and rules: an administrator within the agency of that mandate and below, or
 * the head of the centre or of the agency it belongs to (who arranges the work of the counters, NĐ 61/2018/NĐ-CP Art. 8, 11). Null: in none.
 */
export function mandateToArrange(tree: AgencyTree, actor: Actor, centreId: AgencyId): Mandate | null {
  if (actor.kind !== 'officer' || tree.byId(centreId)?.kind !== 'one_stop_centre') return null
  const isAbove = (mandate: Mandate) => tree.isWithin(centreId, mandate.agencyId)
  const roles = ['agency_leader', 'administrator']
  return actor.mandates.find((mandate) => roles.includes(mandate.role) && isAbove(mandate)) ?? null
}

export function centresToArrange(tree: AgencyTree, actor: Actor): AgencyId[] {
  if (actor.kind !== 'officer') return []
  return tree.all
    .filter((agency) => agency.validTo === null && mandateToArrange(tree, actor, agency.id) !== null)
    .map(({ id }) => id)
}
