import type { AgencyId, MandateId, OfficerId, PersonId, UserId } from '../../platform/ids.ts'
import type { ActorRole, Role } from './roles.ts'

/** A right to act in one agency in one role. The mandates of an actor are those valid at the moment of acting. */
export interface Mandate {
  id: MandateId
  agencyId: AgencyId
  agencyCode: string
  role: Role
  /** The post as it stands under a signature, in Vietnamese: "Chuyên viên", "Phó Giám đốc". */
  position: string
}

export interface AnonymousActor {
  kind: 'anonymous'
}

export interface CitizenActor {
  kind: 'citizen'
  userId: UserId
  personId: PersonId
}

export interface OfficerActor {
  kind: 'officer'
  userId: UserId
  officerId: OfficerId
  mandates: readonly Mandate[]
}

export interface SystemActor {
  kind: 'system'
  userId: UserId
  /** The agency a system speaks for; null for one that speaks for no agency. */
  agencyId: AgencyId | null
  scopes: readonly string[]
}

/** Who acts. Everything a policy may ask about a person is here; nothing is looked up later. */
export type Actor = AnonymousActor | CitizenActor | OfficerActor | SystemActor

export const anonymous: AnonymousActor = { kind: 'anonymous' }

/** All the roles an actor holds anywhere, each once. */
export function rolesOf(actor: Actor): ActorRole[] {
  if (actor.kind === 'officer') return [...new Set(actor.mandates.map((mandate) => mandate.role))]
  return [actor.kind]
}

/** The account behind the actor; null for a visitor. */
export function userIdOf(actor: Actor): UserId | null {
  return actor.kind === 'anonymous' ? null : actor.userId
}
