import type { AgencyId } from '../../platform/ids.ts'
import type { Actor } from '../organisation/index.ts'

/** The agencies whose low ratings the actor answers: those he or she heads. */
export function answersFor(actor: Actor): AgencyId[] {
  if (actor.kind !== 'officer') return []
  const heading = actor.mandates.filter((mandate) => mandate.role === 'approver' || mandate.role === 'agency_leader')
  return [...new Set(heading.map((mandate) => mandate.agencyId))]
}
