import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId, OfficerId } from '../../platform/ids.ts'
import type { Role } from './roles.ts'

/** What an officer may do today (in Viet Nam): each role with its agency. */
export async function findMandatesOfOfficer(
  reader: Pick<Reader, 'executeQuery'>,
  officerId: OfficerId,
): Promise<{ role: Role; agencyId: AgencyId }[]> {
  return query(
    reader,
    `SELECT role, agency_id AS "agencyId" FROM organisation_mandate
     WHERE officer_id = $1 AND daterange(valid_from, valid_to) @> (platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`,
    [officerId],
  )
}
