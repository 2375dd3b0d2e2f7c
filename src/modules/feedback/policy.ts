import type { AgencyId } from '../../platform/ids.ts'
import type { Actor, AgencyTree, Role } from '../organisation/index.ts'
import { agenciesOf, agenciesOverseen, agenciesWithin } from '../organisation/policy.ts'

/** Who answers low ratings of the agency where they hold the role. */
export const headRoles = ['approver', 'agency_leader'] as const satisfies readonly Role[]

/** Who has a list of low ratings: heads, and leaders of the province, to whom the late ones come. */
export const answeringRoles = [...headRoles, 'province_leader'] as const satisfies readonly Role[]

/** The agencies whose low ratings the actor answers: those he or she heads. */
export function answersFor(actor: Actor): AgencyId[] {
  return agenciesOf(actor, headRoles)
}

/** The agencies below, whose late ones come to the actor: he or she may answer in the head's place. */
export function answersLateFor(tree: AgencyTree, actor: Actor): AgencyId[] {
  const own = answersFor(actor)
  return [...agenciesOverseen(tree, actor)].filter((id) => !own.includes(id))
}

/** The agencies whose ratings the actor looks into: those he or she heads with all below them, and those overseen. */
export function satisfactionScope(tree: AgencyTree, actor: Actor): AgencyId[] {
  const own = answersFor(actor).flatMap((id) => agenciesWithin(tree, id))
  return [...new Set([...own, ...agenciesOverseen(tree, actor)])]
}

/**
 * Who says how a centre asks: the head of the centre or of an agency above it, or an administrator there (who arranges its work, NĐ
 * 61/2018/NĐ-CP Art. 8, 11).
 */
export function centresToArrange(tree: AgencyTree, actor: Actor): AgencyId[] {
  const roots = agenciesOf(actor, ['agency_leader', 'administrator', 'province_leader'])
  return tree.all
    .filter(
      ({ id, kind, validTo }) =>
        kind === 'one_stop_centre' && validTo === null && roots.some((root) => tree.isWithin(id, root)),
    )
    .map(({ id }) => id)
}
