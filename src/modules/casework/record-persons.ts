import type { Transaction } from '../../platform/db.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { SubjectKey } from '../../platform/sealing/keyring.ts'
import type { Actor } from '../organisation/index.ts'
import {
  findPersonByIdentity,
  getPersonKey,
  insertPersons,
  makeSealedPerson,
  type PersonProfile,
  sealProfile,
} from '../vault/index.ts'
import type { CaseworkContext } from './context.ts'

/** A person ready to be written into a dossier. */
export interface RecordedPerson {
  personId: PersonId
  key: SubjectKey
  profile: PersonProfile
  profileValue: ReturnType<typeof sealProfile>
}

export interface PersonsToRecord {
  actor: Actor
  people: readonly PersonProfile[]
  /** Who each of them is on record, by `findPerson`. */
  known: readonly (PersonId | null)[]
  now: number
}

/** The person on record with this profile's number; null for one without number and for a new one. */
export function findPerson(
  tx: Transaction,
  context: Pick<CaseworkContext, 'keys'>,
  profile: PersonProfile,
): Promise<PersonId | null> {
  const number = profile.kind === 'citizen' ? profile.identityNumber : profile.taxCode
  if (number === undefined) return Promise.resolve(null)
  return findPersonByIdentity(tx, context.keys, { kind: profile.kind, number })
}

/**
 * The people of a dossier, in the order given, each as a recorded person: one known by number, or a new one. Refuses
 * `vault.person_recorded_meanwhile`; then the transaction begins again.
 */
export async function recordPersons(
  tx: Transaction,
  context: Pick<CaseworkContext, 'keys'>,
  { actor, people, known, now }: PersonsToRecord,
): Promise<RecordedPerson[]> {
  const kindFor = (personId: PersonId | null) => {
    const stated = actor.kind === 'officer' || (actor.kind === 'citizen' && actor.personId === personId)
    return stated ? ('profile' as const) : ('declared_profile' as const)
  }
  const made = people.map((profile, at) =>
    known[at] == null ? makeSealedPerson(context.keys, profile, now, kindFor(null)) : null,
  )
  // In the order of their numbers, so that two counters with the same two people never wait for each other in a ring.
  const rows = made.flatMap((person) => (person === null ? [] : [person.personRow]))
  await insertPersons(
    tx,
    rows.sort((one, other) => Buffer.compare(one.identityIndex ?? NO_INDEX, other.identityIndex ?? NO_INDEX)),
  )
  return Promise.all(
    people.map(async (profile, at): Promise<RecordedPerson> => {
      const person = made[at]
      const personId = known[at]
      if (person == null) {
        if (personId == null) throw new Error('a person is known or made')
        const key = await getPersonKey(tx, context.keys, personId)
        return { personId, key, profile, profileValue: sealProfile(key, profile, now, kindFor(personId)) }
      }
      const [row] = person.valueRows
      if (row === undefined) throw new Error('a person is made with a profile')
      return { personId: person.personRow.id, key: person.key, profile, profileValue: { row, ref: person.ref } }
    }),
  )
}

const NO_INDEX = Buffer.alloc(0)
