import type { Reader } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { listOfficersIn, type Officer } from '../organisation/index.ts'
import type { PetitionState } from './petition.ts'
import { workers } from './policy.ts'

/** Who may be complained of: who works in the agency in charge, and where it was sent and has been. */
export async function listNameable(
  reader: Pick<Reader, 'executeQuery'>,
  { agencyId, firstAgencyId, addressedAgencyId = null }: PetitionState,
): Promise<Officer[]> {
  const agencies = new Set<AgencyId>([
    agencyId,
    firstAgencyId,
    ...(addressedAgencyId === null ? [] : [addressedAgencyId]),
  ])
  const lists = await Promise.all([...agencies].map((id) => listOfficersIn(reader as Reader, id, workers)))
  return [...new Map(lists.flat().map((officer) => [officer.userId, officer])).values()]
}
