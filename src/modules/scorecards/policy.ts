import type { AgencyId } from '../../platform/ids.ts'
import type { Actor, Mandate, Role } from '../organisation/index.ts'
import type { SheetState } from './sheet.ts'

const WRITERS: readonly Role[] = ['reviewer', 'approver', 'agency_leader']
const LEADERS: readonly Role[] = ['approver', 'agency_leader']

/** The office that runs the cycle for the province: reform is the work of the department of home affairs (NĐ 118/2025, own office). */
export const ORGANISER = 'so-noi-vu'

/** A unit among agencies: all below it, who runs the rounds, the province. */
export interface SheetPlace {
  within: readonly AgencyId[]
  organiser: AgencyId | null
  province: AgencyId
}

/** What somebody may do on a sheet, beyond what its phase allows. */
export interface SheetRights {
  sees: boolean
  scores: boolean
  submits: boolean
  verifies: boolean
  organises: boolean
  decides: boolean
}

/** Nobody verifies, decides or enters a survey for a unit in which they hold any mandate. */
export function rightsOn(actor: Actor, state: Pick<SheetState, 'verifiers'>, place: SheetPlace): SheetRights {
  const none = { sees: false, scores: false, submits: false, verifies: false, organises: false, decides: false }
  if (actor.kind !== 'officer') return none
  const isOfUnit = actor.mandates.some(({ agencyId }) => place.within.includes(agencyId))
  const [unit] = place.within
  const own = (roles: readonly Role[]) => mandateIn(actor, roles, unit === undefined ? [] : [unit]) !== null
  const verifies = !isOfUnit && state.verifiers.includes(actor.userId)
  const organises = organiserMandate(actor, place) !== null
  return {
    scores: own(WRITERS),
    submits: own(LEADERS),
    verifies,
    organises: organises && !isOfUnit,
    decides: !isOfUnit && decidingMandate(actor, place) !== null,
    sees: own(WRITERS) || verifies || organises,
  }
}

/** The mandate under which the actor opens rounds and looks at all sheets; null when they may not. */
export function organiserMandate(actor: Actor, place: Omit<SheetPlace, 'within'>): Mandate | null {
  const office = place.organiser === null ? [] : [place.organiser]
  return mandateIn(actor, WRITERS, office) ?? mandateIn(actor, ['province_leader'], [place.province])
}

/** The mandate under which the actor decides on appeals and publishes: the head of that office, or the province's leader. */
export function decidingMandate(actor: Actor, place: Omit<SheetPlace, 'within'>): Mandate | null {
  const office = place.organiser === null ? [] : [place.organiser]
  return mandateIn(actor, LEADERS, office) ?? mandateIn(actor, ['province_leader'], [place.province])
}

/** The mandate under which the actor writes schemes: who organises, and the province's administrator. */
export function schemeMandate(actor: Actor, place: Omit<SheetPlace, 'within'>): Mandate | null {
  return organiserMandate(actor, place) ?? mandateIn(actor, ['administrator'], [place.province])
}

/** The mandate under which the actor publishes a scheme: who decides on appeals, and the province's administrator. */
export function schemePublisher(actor: Actor, place: Omit<SheetPlace, 'within'>): Mandate | null {
  return decidingMandate(actor, place) ?? mandateIn(actor, ['administrator'], [place.province])
}

function mandateIn(actor: Actor, roles: readonly Role[], agencyIds: readonly AgencyId[]): Mandate | null {
  if (actor.kind !== 'officer') return null
  return actor.mandates.find(({ role, agencyId }) => roles.includes(role) && agencyIds.includes(agencyId)) ?? null
}
