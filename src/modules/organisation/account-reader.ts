import { query, type Reader } from '../../platform/db.ts'
import type { OfficerId, PersonId } from '../../platform/ids.ts'

type On = Pick<Reader, 'executeQuery'>

/** Those of the persons who have an open account. */
export async function personsWithAccount(on: On, personIds: readonly PersonId[]): Promise<Set<PersonId>> {
  if (personIds.length === 0) return new Set()
  const rows = await query<{ id: PersonId }>(
    on,
    `SELECT p.person_id AS id FROM account_person p JOIN account_user u ON u.id = p.user_id
     WHERE p.person_id = ANY($1::uuid[]) AND u.disabled_at IS NULL`,
    [[...new Set(personIds)]],
  )
  return new Set(rows.map((row) => row.id))
}

/** E-mail addresses of officers; one without a real address or with a closed account is absent. */
export async function officerEmails(on: On, officerIds: readonly OfficerId[]): Promise<Map<OfficerId, string>> {
  if (officerIds.length === 0) return new Map()
  const rows = await query<{ id: OfficerId; email: string }>(
    on,
    `SELECT o.id, u.email FROM organisation_officer o JOIN account_user u ON u.id = o.user_id
     WHERE o.id = ANY($1::uuid[]) AND u.disabled_at IS NULL AND u.email NOT LIKE '%@noreply.invalid'`,
    [[...new Set(officerIds)]],
  )
  return new Map(rows.map((row) => [row.id, row.email]))
}
