import type { AgencyId } from '../../platform/ids.ts'
import type { Actor, Mandate, Role } from '../organisation/index.ts'

/** The agencies a policy needs: the province, the office for reform (its department of home affairs). */
export interface SurveyPlaces {
  provinceId: AgencyId
  /** Reform is the work of the department of home affairs (Nghị quyết 76/NQ-CP 2021). */
  reformOfficeId: AgencyId | null
}

const MANAGERS: readonly Role[] = ['reviewer', 'approver', 'agency_leader']
const PUBLISHERS: readonly Role[] = ['agency_leader']
const CLERKS: readonly Role[] = ['handler', 'receptionist']

/** The mandate under which the actor designs questionnaires and runs rounds; null when they may not. */
export function managingMandate(actor: Actor, places: SurveyPlaces): Mandate | null {
  return mandateAt(actor, places, MANAGERS)
}

/** The mandate under which the actor publishes a result: a leader's. */
export function publishingMandate(actor: Actor, places: SurveyPlaces): Mandate | null {
  return mandateAt(actor, places, PUBLISHERS)
}

/** Who opens envelopes, types slips, and interviews: the office's own, and the receptionists of every counter. */
export function mayHandleBallots(actor: Actor, places: SurveyPlaces): boolean {
  if (actor.kind !== 'officer') return false
  if (managingMandate(actor, places) !== null) return true
  return actor.mandates.some(
    ({ role, agencyId }) => role === 'receptionist' || (CLERKS.includes(role) && agencyId === places.reformOfficeId),
  )
}

/**
 * The mandate under which the actor handles the right of one of the sample: of the survey's office, or as receptionist of one of these counters.
 * Null for everybody else.
 */
export function handlingMandate(
  actor: Actor,
  places: SurveyPlaces,
  counters: readonly (string | null)[],
): Mandate | null {
  if (actor.kind !== 'officer') return null
  const ofOffice = actor.mandates.find(
    ({ role, agencyId }) => agencyId === places.reformOfficeId && (CLERKS.includes(role) || MANAGERS.includes(role)),
  )
  const ofCounter = actor.mandates.find(({ role, agencyId }) => role === 'receptionist' && counters.includes(agencyId))
  return managingMandate(actor, places) ?? ofOffice ?? ofCounter ?? null
}

function mandateAt(actor: Actor, { provinceId, reformOfficeId }: SurveyPlaces, roles: readonly Role[]): Mandate | null {
  if (actor.kind !== 'officer') return null
  const leads = actor.mandates.find(({ role, agencyId }) => role === 'province_leader' && agencyId === provinceId)
  return (
    leads ?? actor.mandates.find(({ role, agencyId }) => roles.includes(role) && agencyId === reformOfficeId) ?? null
  )
}
