import { query, type Reader, type Transaction } from '../../platform/db.ts'
import type { AgencyId, MandateId, OfficerId, UserId } from '../../platform/ids.ts'
import { normaliseVietnamese } from '../../platform/vietnamese.ts'
import type { Mandate, OfficerActor } from './actor.ts'
import type { Role } from './roles.ts'

export interface Officer {
  id: OfficerId
  userId: UserId
  displayName: string
}

export interface NewMandate {
  id: MandateId
  officerId: OfficerId
  agencyId: AgencyId
  role: Role
  position: string
  validFrom: string
  validTo: string | null
  grantedBy: UserId | null
}

/** The mandates valid today (Viet Nam) as JSON, oldest first; `o` is the officer. */
const VALID_MANDATES = `
  coalesce((
    SELECT jsonb_agg(jsonb_build_object('id', m.id, 'agencyId', m.agency_id, 'agencyCode', a.code, 'role', m.role,
      'position', m.position) ORDER BY m.valid_from, m.id)
    FROM organisation_mandate m JOIN organisation_agency a ON a.id = m.agency_id
    WHERE m.officer_id = o.id AND daterange(m.valid_from, m.valid_to) @> today.date
      AND daterange(a.valid_from, a.valid_to) @> today.date), '[]')`

const TODAY = `(SELECT (platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS date) today`

/** The officer behind an account, with the mandates valid today; null when the account is not an officer's or is disabled. */
export async function findOfficerActor(reader: Reader, userId: UserId): Promise<OfficerActor | null> {
  const rows = await query<{ officerId: OfficerId; mandates: Mandate[] }>(
    reader,
    `SELECT o.id AS "officerId", ${VALID_MANDATES} AS mandates
     FROM organisation_officer o JOIN account_user u ON u.id = o.user_id, ${TODAY}
     WHERE o.user_id = $1 AND u.disabled_at IS NULL`,
    [userId],
  )
  const row = rows[0]
  return row === undefined ? null : { kind: 'officer', userId, ...row }
}

/** Every officer with a mandate valid today, in the order of their login names; for those who must play many at once. */
export async function listOfficerActors(reader: Reader): Promise<(OfficerActor & { displayName: string })[]> {
  const rows = await query<OfficerActor & { displayName: string }>(
    reader,
    `SELECT 'officer' AS kind, o.user_id AS "userId", o.id AS "officerId", o.display_name AS "displayName",
       ${VALID_MANDATES} AS mandates
     FROM organisation_officer o JOIN account_user u ON u.id = o.user_id, ${TODAY}
     WHERE u.disabled_at IS NULL ORDER BY u.username`,
  )
  return rows.filter((row) => row.mandates.length > 0)
}

/** The officers who hold one of the roles in an agency today, by name; for lists to assign from. */
export async function listOfficersIn(reader: Reader, agencyId: AgencyId, roles: readonly Role[]): Promise<Officer[]> {
  return query<Officer>(
    reader,
    `SELECT DISTINCT ON (o.name_search, o.id) o.id, o.user_id AS "userId", o.display_name AS "displayName"
     FROM organisation_mandate m JOIN organisation_officer o ON o.id = m.officer_id
     JOIN account_user u ON u.id = o.user_id, ${TODAY}
     WHERE m.agency_id = $1 AND m.role = ANY($2) AND u.disabled_at IS NULL
       AND daterange(m.valid_from, m.valid_to) @> today.date
     ORDER BY o.name_search, o.id`,
    [agencyId, roles],
  )
}

/** Names of officers by account, for histories and lists; accounts that are no officer's are absent. */
export async function officerNames(reader: Reader, userIds: readonly UserId[]): Promise<Map<UserId, string>> {
  const rows = await query<{ userId: UserId; displayName: string }>(
    reader,
    `SELECT user_id AS "userId", display_name AS "displayName" FROM organisation_officer WHERE user_id = ANY($1)`,
    [userIds],
  )
  return new Map(rows.map((row) => [row.userId, row.displayName]))
}

/** Names of officers by their own ids; an unknown id is absent. */
export async function officerNamesById(reader: Reader, ids: readonly OfficerId[]): Promise<Map<OfficerId, string>> {
  if (ids.length === 0) return new Map()
  const rows = await query<{ id: OfficerId; displayName: string }>(
    reader,
    `SELECT id, display_name AS "displayName" FROM organisation_officer WHERE id = ANY($1)`,
    [[...new Set(ids)]],
  )
  return new Map(rows.map((row) => [row.id, row.displayName]))
}

/** Writes officers in one statement; their accounts must be there. */
export async function insertOfficers(tx: Transaction, officers: readonly Officer[]): Promise<void> {
  await query(
    tx,
    `INSERT INTO organisation_officer (id, user_id, display_name, name_search)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[])`,
    [
      officers.map((officer) => officer.id),
      officers.map((officer) => officer.userId),
      officers.map((officer) => officer.displayName),
      officers.map((officer) => normaliseVietnamese(officer.displayName)),
    ],
  )
}

/** Writes mandates in one statement. Overlap with an equal mandate is an exclusion violation (23P01). */
export async function insertMandates(tx: Transaction, mandates: readonly NewMandate[]): Promise<void> {
  await query(
    tx,
    `INSERT INTO organisation_mandate (id, officer_id, agency_id, role, position, valid_from, valid_to, granted_by)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::date[], $7::date[], $8::uuid[])`,
    [
      mandates.map((mandate) => mandate.id),
      mandates.map((mandate) => mandate.officerId),
      mandates.map((mandate) => mandate.agencyId),
      mandates.map((mandate) => mandate.role),
      mandates.map((mandate) => mandate.position),
      mandates.map((mandate) => mandate.validFrom),
      mandates.map((mandate) => mandate.validTo),
      mandates.map((mandate) => mandate.grantedBy),
    ],
  )
}
