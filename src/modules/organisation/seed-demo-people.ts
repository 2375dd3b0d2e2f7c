import type { Transaction } from '../../platform/db.ts'
import { type MandateId, newId, type OfficerId, type UserId } from '../../platform/ids.ts'
import { insertAccounts, type NewAccount } from '../../platform/session/index.ts'
import type { AgencyTree } from './agency.ts'
import type { DemoCitizen, DemoPeople } from './demo-files.ts'
import { demoOfficers } from './demo-officers.ts'
import { insertMandates, insertOfficers } from './officer-store.ts'

export interface SeedDemoPeople {
  people: DemoPeople
  tree: AgencyTree
  /** The one hash all demonstration accounts share: `await hashPassword(people.password)`. */
  passwordHash: string
}

/** A citizen's account that still has to be linked to a person of the vault (`linkPerson`). */
export interface SeededCitizen extends DemoCitizen {
  userId: UserId
}

/**
 * Writes the demonstration's accounts, officers and mandates in a handful of statements, for an empty database. Returns
 * the citizens' accounts, whose persons belong to the vault. A second call is a unique violation.
 */
export async function seedDemoPeople(tx: Transaction, seed: SeedDemoPeople): Promise<SeededCitizen[]> {
  const { people, tree, passwordHash } = seed
  const accountOf = (
    person: { key: string; loginName: string; listed?: boolean | undefined },
    name: string,
    order: number,
  ): NewAccount => ({
    userId: newId<UserId>(),
    loginName: person.loginName,
    name,
    email: null,
    passwordHash,
    kind: 'person',
    demo: { key: person.key, order: person.listed === true ? order : null },
  })
  const citizens = people.citizens.map((citizen, index) => ({
    ...citizen,
    account: accountOf(citizen, citizen.profile.fullName, index),
  }))
  const officers = demoOfficers(people, tree).map((officer, index) => ({
    ...officer,
    id: newId<OfficerId>(),
    account: accountOf(officer, officer.name, 100 + index),
  }))
  await insertAccounts(
    tx,
    [...citizens, ...officers].map((person) => person.account),
  )
  await insertOfficers(
    tx,
    officers.map(({ id, name, account }) => ({ id, userId: account.userId, displayName: name })),
  )
  await insertMandates(
    tx,
    officers.flatMap((officer) =>
      officer.mandates.map((mandate) => ({
        ...mandate,
        id: newId<MandateId>(),
        officerId: officer.id,
        validFrom: people.validFrom,
        validTo: null,
        grantedBy: null,
      })),
    ),
  )
  return citizens.map(({ account, ...citizen }) => ({ ...citizen, userId: account.userId }))
}
