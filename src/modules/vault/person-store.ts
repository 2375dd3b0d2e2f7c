import { query, type Reader, type Transaction } from '../../platform/db.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { Keyring, SubjectKey } from '../../platform/sealing/keyring.ts'
import { refusals } from './errors.ts'
import type { PersonRow, SealedValueRow } from './person-seal.ts'
import { insertSealedValuesSql, sealedValueRows } from './sealed-value-rows.ts'

/**
 * Writes new persons in one statement. Throws `vault.person_recorded_meanwhile` when a number among them already belongs
 * to a person: the caller finds that person (`findPersonByIdentity`) and starts its transaction again.
 */
export async function insertPersons(tx: Transaction, rows: readonly PersonRow[]): Promise<void> {
  if (rows.length === 0) return
  const inserted = await query<{ id: string }>(
    tx,
    `INSERT INTO vault_person (id, kind, wrapped_key, identity_index)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::bytea[])
     ON CONFLICT (identity_index) DO NOTHING RETURNING id`,
    [
      rows.map((row) => row.id),
      rows.map((row) => row.kind),
      rows.map((row) => row.wrappedKey),
      rows.map((row) => row.identityIndex),
    ],
  )
  if (inserted.length !== rows.length) throw refusals.person_recorded_meanwhile()
}

/** Writes sealed values, of persons that exist, in one statement. */
export async function insertSealedValues(tx: Transaction, rows: readonly SealedValueRow[]): Promise<void> {
  if (rows.length === 0) return
  await query(tx, insertSealedValuesSql(1), sealedValueRows(rows))
}

/** The opened keys of persons, null for an erased one; a person that does not exist is not in the map. */
export async function loadPersonKeys(
  reader: Reader,
  keys: Keyring,
  personIds: readonly PersonId[],
): Promise<Map<PersonId, SubjectKey | null>> {
  const rows = await query<{ id: PersonId; wrapped_key: Buffer | null }>(
    reader,
    'SELECT id, wrapped_key FROM vault_person WHERE id = any($1::uuid[])',
    [[...new Set(personIds)]],
  )
  return new Map(rows.map((row) => [row.id, row.wrapped_key === null ? null : keys.openKey(row.id, row.wrapped_key)]))
}

/**
 * One person's opened key, held until the transaction ends: the person cannot be erased between reading the key and
 * writing what it seals. Throws `vault.person_unknown` or `vault.person_erased`.
 */
export async function getPersonKey(tx: Transaction, keys: Keyring, personId: PersonId): Promise<SubjectKey> {
  const [row] = await query<{ wrapped_key: Buffer | null }>(
    tx,
    'SELECT wrapped_key FROM vault_person WHERE id = $1 FOR KEY SHARE',
    [personId],
  )
  if (row === undefined) throw refusals.person_unknown()
  if (row.wrapped_key === null) throw refusals.person_erased()
  return keys.openKey(personId, row.wrapped_key)
}

/**
 * Erases a person's key for ever: every value sealed under it becomes unreadable, every commitment in the ledger stays.
 * Returns false when the person was erased before. Throws `vault.person_unknown`.
 */
export async function erasePerson(tx: Transaction, personId: PersonId): Promise<boolean> {
  const [person] = await query<{ erased: boolean }>(
    tx,
    'SELECT erased_at IS NOT NULL AS erased FROM vault_person WHERE id = $1 FOR UPDATE',
    [personId],
  )
  if (person === undefined) throw refusals.person_unknown()
  if (person.erased) return false
  await query(
    tx,
    `DELETE FROM vault_registry_answer
     WHERE identity_index = (SELECT identity_index FROM vault_person WHERE id = $1)`,
    [personId],
  )
  await query(
    tx,
    `UPDATE vault_person SET wrapped_key = NULL, identity_index = NULL, erased_at = platform_now() WHERE id = $1`,
    [personId],
  )
  return true
}
