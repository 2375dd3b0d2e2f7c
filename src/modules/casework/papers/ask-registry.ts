import { localDate } from '../../../platform/civil-date.ts'
import type { AgencyId, PersonId } from '../../../platform/ids.ts'
import type { Keyring } from '../../../platform/sealing/keyring.ts'
import type { ProcedureDocument } from '../../catalogue/index.ts'
import { type Actor, userIdOf } from '../../organisation/index.ts'
import { readProfiles } from '../../vault/index.ts'
import {
  type AskedAbout,
  askRegistry,
  findRegistryAnswers,
  noPaperRegistry,
  type RegistryPerson,
} from '../../vault/papers/index.ts'
import type { CaseworkContext } from '../context.ts'
import { type AnsweredComponent, answeredComponents, typesToAsk } from './registry-component.ts'

export interface RegistryVisit {
  actor: Actor
  /** For which agency an officer asks. */
  agencyId: AgencyId | null
  about: { profile: RegistryPerson } | { personId: PersonId }
  procedure: ProcedureDocument
  caseKey: string | null
}

/**
 * Asks the registry for what the case needs, outside any transaction; what it answers is found by `findAnsweredComponents` for a day.
 * Who may not use it (`mayAskRegistry`) is the caller's to know.
 */
export async function askForComponents(
  { db, keys, registry = noPaperRegistry }: CaseworkContext,
  { actor, agencyId, about, procedure, caseKey }: RegistryVisit,
): Promise<void> {
  const typeCodes = typesToAsk(procedure, caseKey)
  if (typeCodes.length === 0) return
  const person =
    'profile' in about ? about.profile : (await readProfiles(db.read, keys, [about.personId])).get(about.personId)
  if (person == null) return
  await askRegistry(
    { db, keys, registry },
    { person, typeCodes, purpose: procedure.code, userId: userIdOf(actor), agencyId },
  )
}

/** A citizen has a registry asked about themself alone; an officer about the applicant, for what the procedure needs. */
export function mayAskRegistry(actor: Actor, personId: PersonId | null): boolean {
  return actor.kind === 'officer' || (actor.kind === 'citizen' && actor.personId === personId)
}

export interface RegistryUse {
  actor: Actor
  personId: PersonId | null
  about: AskedAbout
  procedure: ProcedureDocument
  caseKey: string | null
  /** Epoch milliseconds. */
  now: number
}

/** The components for which a registry answered within a day; nothing for who may not have it asked. */
export async function findAnsweredComponents(
  reader: Parameters<typeof findRegistryAnswers>[0],
  keys: Keyring,
  { actor, personId, about, procedure, caseKey, now }: RegistryUse,
): Promise<AnsweredComponent[]> {
  const typeCodes = typesToAsk(procedure, caseKey)
  if (typeCodes.length === 0 || !mayAskRegistry(actor, personId)) return []
  const answers = await findRegistryAnswers(reader, keys, { about, typeCodes, onDate: localDate(now) })
  return answeredComponents(procedure, caseKey, answers)
}
