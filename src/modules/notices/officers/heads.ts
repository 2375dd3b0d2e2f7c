import type { Reader } from '../../../platform/db.ts'
import type { AgencyId, OfficerId } from '../../../platform/ids.ts'
import type { Directory } from '../../casework/index.ts'
import { listOfficersIn, type Role } from '../../organisation/index.ts'

/** Who holds one of the roles in the agency, or in the nearest one above it where somebody does. */
async function holdersFrom(
  reader: Reader,
  directory: Directory,
  agencyId: AgencyId,
  roles: readonly Role[],
): Promise<OfficerId[]> {
  for (const id of directory.line(agencyId)) {
    const officers = await listOfficersIn(reader, id, roles)
    if (officers.length > 0) return officers.map((officer) => officer.id)
  }
  return []
}

/** Whoever has the work: the assignee, or all who could take it. */
export async function workersOf(
  reader: Reader,
  work: { assigneeId: OfficerId | null; agencyId: AgencyId; role: Role },
): Promise<OfficerId[]> {
  if (work.assigneeId !== null) return [work.assigneeId]
  return (await listOfficersIn(reader, work.agencyId, [work.role])).map((officer) => officer.id)
}

/** Heads of an office: who approves there; where nobody does, who reviews, or the head above. */
export async function headsOf(reader: Reader, directory: Directory, agencyId: AgencyId): Promise<OfficerId[]> {
  const own = await listOfficersIn(reader, agencyId, ['approver'])
  if (own.length > 0) return own.map((officer) => officer.id)
  return holdersFrom(reader, directory, agencyId, ['approver', 'reviewer', 'agency_leader'])
}

/** Leaders of an office, or of the nearest one above it that has some. */
export function leadersOf(reader: Reader, directory: Directory, agencyId: AgencyId): Promise<OfficerId[]> {
  return holdersFrom(reader, directory, agencyId, ['agency_leader', 'province_leader'])
}
