import { query, type Reader } from '../../platform/db.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'
import { openSealed } from '../../platform/sealing/seal.ts'
import { identityIndex } from './person-seal.ts'
import type { PersonKind, PersonProfile } from './schemas.ts'

/** The person with this identity number (citizen) or tax code (organisation), in normal form, if one is recorded. */
export async function findPersonByIdentity(
  reader: Reader,
  keys: Keyring,
  { kind = 'citizen', number }: { kind?: PersonKind; number: string },
): Promise<PersonId | null> {
  const [row] = await query<{ id: PersonId }>(reader, 'SELECT id FROM vault_person WHERE identity_index = $1', [
    identityIndex(keys, kind, number),
  ])
  return row?.id ?? null
}

/**
 * The latest profile of each person; null for an erased one, absent for an unknown one. A dossier shows the profile it
 * was filed with (`readProfileVersions`), not this one.
 */
export async function readProfiles(
  reader: Reader,
  keys: Keyring,
  personIds: readonly PersonId[],
): Promise<Map<PersonId, PersonProfile | null>> {
  const rows = await query<StoredValue>(
    reader,
    `SELECT p.id AS person_id, p.wrapped_key, v.id, v.kind, v.sealed, v.commitment
     FROM vault_person p
     CROSS JOIN LATERAL (
       SELECT * FROM vault_sealed_value s WHERE s.person_id = p.id AND s.kind = 'profile'
       ORDER BY s.created_at DESC, s.id DESC LIMIT 1
     ) v
     WHERE p.id = any($1::uuid[])`,
    [[...new Set(personIds)]],
  )
  return new Map(rows.map((row) => [row.person_id, parseProfile(openStored(keys, row))]))
}

/** Profiles as they were sealed, by the value ids of their references; null when the person is erased. */
export async function readProfileVersions(
  reader: Reader,
  keys: Keyring,
  valueIds: readonly string[],
): Promise<Map<string, PersonProfile | null>> {
  const rows = await loadValues(reader, ['profile', 'declared_profile'], valueIds)
  return new Map(rows.map((row) => [row.id, parseProfile(openStored(keys, row))]))
}

/** Sealed texts by value id; null when the person is erased, absent when there is no such value. */
export async function readTexts(
  reader: Reader,
  keys: Keyring,
  valueIds: readonly string[],
): Promise<Map<string, string | null>> {
  const rows = await loadValues(reader, ['text'], valueIds)
  return new Map(rows.map((row) => [row.id, openStored(keys, row)]))
}

interface StoredValue {
  id: string
  person_id: PersonId
  kind: string
  sealed: Buffer
  commitment: Buffer
  wrapped_key: Buffer | null
}

function loadValues(reader: Reader, kinds: readonly string[], valueIds: readonly string[]): Promise<StoredValue[]> {
  return query<StoredValue>(
    reader,
    `SELECT v.id, v.person_id, v.kind, v.sealed, v.commitment, p.wrapped_key
     FROM vault_sealed_value v JOIN vault_person p ON p.id = v.person_id
     WHERE v.id = any($1::uuid[]) AND v.kind = any($2::text[])`,
    [[...new Set(valueIds)], kinds],
  )
}

function openStored(keys: Keyring, row: StoredValue): string | null {
  if (row.wrapped_key === null) return null
  const key = keys.openKey(row.person_id, row.wrapped_key)
  return openSealed(key, { valueId: row.id, kind: row.kind }, row).text
}

function parseProfile(text: string | null): PersonProfile | null {
  return text === null ? null : (JSON.parse(text) as PersonProfile)
}

/** How many persons are recorded, the erased ones included. */
export async function countPersons(reader: Pick<Reader, 'executeQuery'>): Promise<number> {
  const [row] = await query<{ count: number }>(reader, 'SELECT count(*) AS count FROM vault_person')
  return row?.count ?? 0
}
