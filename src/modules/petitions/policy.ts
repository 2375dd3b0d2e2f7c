import type { AgencyId } from '../../platform/ids.ts'
import type { Actor, Mandate, Role } from '../organisation/index.ts'
import {
  barredFrom,
  isAboutConduct,
  isAllowedIn,
  type PetitionState,
  type PetitionVerb,
  petitionVerbs,
} from './petition.ts'
import { mayClose } from './verbs/close.ts'

/** Who may be put in charge, or complained of. */
export const workers: readonly Role[] = ['receptionist', 'handler', 'reviewer', 'approver', 'agency_leader']
export const heads: readonly Role[] = ['reviewer', 'approver', 'agency_leader']
export const signers: readonly Role[] = ['approver', 'agency_leader']

/** The roles that may do a verb in the agency in charge; an empty list: only whoever wrote does it, by their code. */
const rolesOfVerb = {
  classify: workers,
  forward: workers,
  refuse: heads,
  merge: workers,
  ask: workers,
  answer: workers,
  approve: signers,
  publish: heads,
  reopen: signers,
  close: heads,
  supply: [],
  judge: [],
} as const satisfies Record<PetitionVerb, readonly Role[]>

/** Whoever is complained of has no part in the petition, whatever they are. */
function isAbout(actor: Actor, petition: PetitionState): boolean {
  return actor.kind === 'officer' && barredFrom(petition).includes(actor.userId)
}

/** The mandate under which an officer works on the petition; null for who does not. A complaint about conduct is for heads until it is given to somebody. */
function workingMandate(actor: Actor, petition: PetitionState, roles: readonly Role[]): Mandate | null {
  if (actor.kind !== 'officer' || isAbout(actor, petition)) return null
  const own = actor.mandates.filter(({ agencyId }) => agencyId === petition.agencyId)
  const isHead = own.some(({ role }) => heads.includes(role))
  const isOwn = petition.officerUserId === actor.userId
  if (isAboutConduct(petition) && !isHead && !isOwn) return null
  return own.find(({ role }) => roles.includes(role)) ?? null
}

/** The mandate under which the actor may do the verb; whether the state allows it is another question. */
export function mandateToDo(actor: Actor, verb: PetitionVerb, petition: PetitionState): Mandate | null {
  const mandate = workingMandate(actor, petition, rolesOfVerb[verb])
  if (mandate === null || actor.kind !== 'officer') return null
  const isHead = actor.mandates.some((one) => one.agencyId === petition.agencyId && heads.includes(one.role))
  // Four eyes: who wrote the answer to a complaint about an officer does not approve it.
  if (verb === 'approve' && isAboutConduct(petition) && petition.drafterUserId === actor.userId) return null
  const isOthers = petition.officerUserId !== null && petition.officerUserId !== actor.userId
  return (verb === 'ask' || verb === 'answer') && isOthers && !isHead ? null : mandate
}

/** What the actor may do now: the buttons of the page. */
export function doableBy(actor: Actor, petition: PetitionState, now: number): PetitionVerb[] {
  return petitionVerbs.filter(
    (verb) =>
      isAllowedIn(verb, petition.state) &&
      mandateToDo(actor, verb, petition) !== null &&
      (verb !== 'close' || mayClose(petition, now)),
  )
}

/**
 * Whose turn it is: before sorting whoever receives (of conduct the heads), then the officer in charge, for a draft who signs, for publishing
 * the heads. They are told of what is due.
 */
export function isWorkOf(actor: Actor, petition: PetitionState): boolean {
  const { state, officerUserId } = petition
  if (state === 'received') {
    return workingMandate(actor, petition, isAboutConduct(petition) ? heads : ['receptionist']) !== null
  }
  if (state === 'drafted') return mandateToDo(actor, 'approve', petition) !== null
  if (state === 'approved') return workingMandate(actor, petition, heads) !== null
  const isOwn = actor.kind === 'officer' && actor.userId === officerUserId
  return isOwn && workingMandate(actor, petition, workers) !== null
}

/** Who sees a petition: who works on it, and those who oversee the agency. Never whoever it complains of. */
export function maySee(actor: Actor, petition: PetitionState, overseen: ReadonlySet<AgencyId>): boolean {
  if (actor.kind !== 'officer' || isAbout(actor, petition)) return false
  return workingMandate(actor, petition, workers) !== null || overseen.has(petition.agencyId)
}

/**
 * Who may look at the name: of the agency in charge, the officer in charge and the heads; before there is one, who receives. Of a complaint about
 * an officer nobody before it is sorted, for until then it may be about whoever looks. An agency that passed it on, and those who only oversee, may not.
 */
export function mandateToLook(actor: Actor, petition: PetitionState): Mandate | null {
  if (petition.isAnonymous) return null
  if (isAboutConduct(petition) && (petition.state === 'received' || petition.aboutUserIds.length === 0)) return null
  const mandate = workingMandate(actor, petition, workers)
  if (mandate === null || actor.kind !== 'officer') return null
  const isHead = actor.mandates.some((one) => one.agencyId === petition.agencyId && heads.includes(one.role))
  const isFree = petition.officerUserId === null || petition.officerUserId === actor.userId
  return isHead || isFree ? mandate : null
}

/** Who sees the log of looks in the agency: its heads. */
export function mayReadLooks(actor: Actor, petition: PetitionState): boolean {
  return workingMandate(actor, petition, signers) !== null
}

/** The agencies for which the actor takes petitions that come by telephone and letter. */
export function takesIn(actor: Actor): AgencyId[] {
  if (actor.kind !== 'officer') return []
  return [...new Set(actor.mandates.filter(({ role }) => workers.includes(role)).map(({ agencyId }) => agencyId))]
}
