import type { Actor, OfficerActor } from '../organisation/index.ts'

/** Templates belong to the whole province: only an administrator of the system writes them. They see no dossier by it. */
export function mayEditTemplates(actor: Actor): actor is OfficerActor {
  return actor.kind === 'officer' && actor.mandates.some((mandate) => mandate.role === 'administrator')
}
