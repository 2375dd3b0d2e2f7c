import type { AgencyId } from '../../platform/ids.ts'
import type { FlowDefinition } from '../catalogue/schemas.ts'
import type { Actor, Mandate, OfficerActor, Role } from '../organisation/index.ts'
import { type DossierState, involvedAgencies, openOpinions } from './dossier.ts'
import type { RefusalCode } from './errors.ts'
import { definitionOfStep, type Who } from './verb.ts'
import { type VerbName, verbNames, verbs } from './verbs/index.ts'

/** In what quality somebody may act: a mandate for an officer, null for the applicant and for a system. */
export interface Permission {
  who: Who
  mandate: Mandate | null
}

export type Availability =
  | { verb: VerbName; allowed: true; permission: Permission }
  | { verb: VerbName; allowed: false; code: RefusalCode }

/**
 * What this actor may do with the dossier now, and what only its state forbids, with the reason. The same answer decides on the
 * server and draws the buttons.
 */
export function availableVerbs(state: DossierState, flow: FlowDefinition, actor: Actor): Availability[] {
  return verbNames.flatMap((verb): Availability[] => {
    const permission = permissionFor(verb, state, flow, actor)
    if (permission === null) return []
    const code = refusalOfState(verb, state, flow)
    if (code === 'not_possible_in_state') return []
    return [code === null ? { verb, allowed: true, permission } : { verb, allowed: false, code }]
  })
}

/** Why the state alone forbids the verb; null when it does not. */
export function refusalOfState(verb: VerbName, state: DossierState, flow: FlowDefinition): RefusalCode | null {
  const rule = verbs[verb]
  if (!(rule.allowedIn as readonly string[]).includes(state.legal)) return 'not_possible_in_state'
  return 'forbids' in rule && rule.forbids ? rule.forbids(state, flow) : null
}

/** In what quality the actor may carry out the verb; null when in none. */
export function permissionFor(
  verb: VerbName,
  state: DossierState,
  flow: FlowDefinition,
  actor: Actor,
): Permission | null {
  for (const who of verbs[verb].who) {
    const permission = qualities[who](state, flow, actor)
    if (permission === false) continue
    return { who, mandate: permission === true ? null : permission }
  }
  return null
}

type Quality = (state: DossierState, flow: FlowDefinition, actor: Actor) => Mandate | true | false

const qualities: Record<Who, Quality> = {
  owner: (state, _flow, actor) => isOwner(state, actor),
  intake_desk: (state, _flow, actor) => mandateIn(actor, ['receptionist'], state.units.intake),
  return_desk: (state, _flow, actor) => mandateIn(actor, ['receptionist'], state.units.return),
  step_officer: (state, flow, actor) => {
    const step = state.step
    const definition = definitionOfStep(state, flow)
    if (step === null || definition === null || actor.kind !== 'officer') return false
    if (step.assigneeId !== null && step.assigneeId !== actor.officerId) return false
    return mandateIn(actor, [definition.role], step.agencyId)
  },
  step_head: (state, _flow, actor) =>
    state.step === null ? false : mandateIn(actor, ['reviewer', 'approver', 'agency_leader'], state.step.agencyId),
  competent_head: (state, _flow, actor) => mandateIn(actor, ['approver', 'agency_leader'], state.units.competent),
  asked_officer: (state, _flow, actor) => {
    for (const opinion of openOpinions(state)) {
      const mandate = mandateIn(actor, ['handler', 'reviewer', 'approver'], opinion.agencyId)
      if (mandate !== false) return mandate
    }
    return false
  },
}

function isOwner(state: DossierState, actor: Actor): boolean {
  if (actor.kind !== 'citizen') return false
  return actor.personId === state.applicant.personId || actor.personId === state.submitterId
}

function mandateIn(actor: Actor, roles: readonly Role[], agencyId: AgencyId): Mandate | false {
  if (actor.kind !== 'officer') return false
  return actor.mandates.find((mandate) => mandate.agencyId === agencyId && roles.includes(mandate.role)) ?? false
}

/** The offices above an agency, itself first (one-stop centre, people's committee, province): see `agencyLine`. */
export type AgencyLine = (agencyId: AgencyId) => readonly AgencyId[]

const CASE_ROLES: readonly Role[] = ['receptionist', 'handler', 'reviewer', 'approver', 'agency_leader']

/**
 * Who may see a dossier: the applicant and who handed it in; officers of an agency that takes part; leaders of an agency above
 * one that takes part; the province's leaders. An administrator of the system sees no dossier. What may not be seen is not found.
 */
export function maySee(state: DossierState, actor: Actor, line: AgencyLine): boolean {
  if (actor.kind === 'citizen') return isOwner(state, actor)
  if (actor.kind === 'system') return systemMaySee(state, actor.scopes, actor.agencyId, line)
  if (actor.kind !== 'officer') return false
  const involved = involvedAgencies(state)
  return actor.mandates.some((mandate) => mandateSees(mandate, involved, line))
}

function systemMaySee(
  state: DossierState,
  scopes: readonly string[],
  agencyId: AgencyId | null,
  line: AgencyLine,
): boolean {
  if (!scopes.includes('dossiers:read') || agencyId === null) return false
  return involvedAgencies(state).some((involved) => line(involved).includes(agencyId))
}

function mandateSees(mandate: Mandate, involved: readonly AgencyId[], line: AgencyLine): boolean {
  if (mandate.role === 'province_leader') return true
  if (involved.includes(mandate.agencyId)) return CASE_ROLES.includes(mandate.role)
  if (mandate.role !== 'agency_leader') return false
  return involved.some((agencyId) => line(agencyId).includes(mandate.agencyId))
}

/** Agencies whose figures the officer may see: those led, and whether all of the province. */
export function overviewScope(actor: Actor): { all: boolean; agencyIds: AgencyId[] } {
  if (actor.kind !== 'officer') return { all: false, agencyIds: [] }
  const leading: readonly Role[] = ['agency_leader', 'approver']
  return {
    all: actor.mandates.some((mandate) => mandate.role === 'province_leader'),
    agencyIds: [...new Set(leadersOf(actor, leading))],
  }
}

function leadersOf(actor: OfficerActor, leading: readonly Role[]): AgencyId[] {
  return actor.mandates.filter((mandate) => leading.includes(mandate.role)).map((mandate) => mandate.agencyId)
}
