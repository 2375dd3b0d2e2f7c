import { refusals } from '../errors.ts'
import { isOpen } from '../petition.ts'
import type { Decide } from '../verb.ts'

/** Put together with another open petition of the same agency on the same matter: its answer is the answer to this writer too. */
export const merge: Decide = (petition, _input, { into }) => {
  const fits =
    into !== null &&
    into.petitionId !== petition.petitionId &&
    into.agencyId === petition.agencyId &&
    isOpen(into.state) &&
    petition.aboutUserIds.every((id) => into.aboutUserIds.includes(id))
  if (!fits) throw refusals.into_unknown({}, [{ path: 'intoId', code: 'petitions.into_unknown' }])
  return [{ type: 'PetitionMerged', payload: { intoId: into.petitionId } }]
}
