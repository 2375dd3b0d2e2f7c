import type { AgencyId } from '../../platform/ids.ts'
import type { Actor, Mandate, OfficerActor } from './actor.ts'
import type { AgencyTree } from './agency.ts'
import type { Role } from './roles.ts'

/** Whether the actor is an officer with a mandate in that role in that very agency (not above or below it). */
export function hasMandate(actor: Actor, wanted: { role: Role; agencyId: AgencyId }): boolean {
  return mandateFor(actor, [wanted.role], [wanted.agencyId]) !== null
}

/** Whether the actor holds the role in any agency. */
export function hasRole(actor: Actor, role: Role): actor is OfficerActor {
  return actor.kind === 'officer' && actor.mandates.some((mandate) => mandate.role === role)
}

/**
 * The mandate an officer acts under: the first that fits, in the order of the wanted roles, then of the agencies. Null
 * when none fits or the actor is no officer.
 */
export function mandateFor(actor: Actor, roles: readonly Role[], agencyIds: readonly AgencyId[]): Mandate | null {
  if (actor.kind !== 'officer') return null
  for (const role of roles) {
    for (const agencyId of agencyIds) {
      const found = actor.mandates.find((mandate) => mandate.role === role && mandate.agencyId === agencyId)
      if (found !== undefined) return found
    }
  }
  return null
}

/** The agencies in which the actor holds one of the roles (any role when none is named), each once. */
export function agenciesOf(actor: Actor, roles?: readonly Role[]): AgencyId[] {
  if (actor.kind !== 'officer') return []
  const fitting = actor.mandates.filter((mandate) => roles === undefined || roles.includes(mandate.role))
  return [...new Set(fitting.map((mandate) => mandate.agencyId))]
}

/** The agency and all below it. */
export function agenciesWithin(tree: AgencyTree, agencyId: AgencyId): AgencyId[] {
  return tree.within(agencyId).map((agency) => agency.id)
}

/**
 * The agencies whose work a leader may look at: a leader of an agency sees it and all below it; a leader of the province
 * sees all of the province, whichever agency the mandate is in. Everybody else sees none through this.
 */
export function agenciesOverseen(tree: AgencyTree, actor: Actor): Set<AgencyId> {
  const roots = [
    ...agenciesOf(actor, ['agency_leader']),
    ...agenciesOf(actor, ['province_leader']).flatMap((id) =>
      tree
        .lineOf(id)
        .slice(-1)
        .map((agency) => agency.id),
    ),
  ]
  return new Set(roots.flatMap((root) => agenciesWithin(tree, root)))
}

/** Who may give and end mandates: an administrator, within the agency of that mandate and below. */
export function mayGrantMandatesIn(tree: AgencyTree, actor: Actor, agencyId: AgencyId): boolean {
  return agenciesOf(actor, ['administrator']).some((root) => tree.isWithin(agencyId, root))
}

/** Whether a system's token carries the scope. */
export function hasScope(actor: Actor, scope: string): boolean {
  return actor.kind === 'system' && actor.scopes.includes(scope)
}
