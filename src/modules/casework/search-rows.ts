import type { AgencyId } from '../../platform/ids.ts'
import { identityIndex, nameIndexes, type PersonProfile } from '../vault/index.ts'
import type { CaseworkContext, Directory } from './context.ts'
import type { DossierUnits } from './dossier.ts'
import type { SearchRow } from './dossier-store.ts'

/** By what the officers of its offices, and of the province, find a dossier: blind indexes of the applicant's name and number. */
export function searchRowsOf(
  keys: CaseworkContext['keys'],
  directory: Directory,
  units: DossierUnits,
  profile: PersonProfile,
): SearchRow[] {
  const offices: AgencyId[] = [
    ...new Set([units.intake, units.competent, units.processing].map((id) => directory.officeOf(id))),
    directory.province().id,
  ]
  const number = profile.kind === 'citizen' ? profile.identityNumber : profile.taxCode
  const tokens = nameIndexes(keys, profile.fullName)
  if (number !== undefined) tokens.push(identityIndex(keys, profile.kind, number))
  return offices.flatMap((agencyId) => tokens.map((token) => ({ agencyId, token })))
}
