import { refusals } from '../errors.ts'
import { barredFrom, isAboutConduct, isOpen } from '../petition.ts'
import type { Decide } from '../verb.ts'

/** Put together with another open petition of the same agency on the same matter: its answer is the answer to this writer too. */
export const merge: Decide = (petition, _input, { into }) => {
  const fits =
    into !== null &&
    into.petitionId !== petition.petitionId &&
    into.agencyId === petition.agencyId &&
    isOpen(into.state) &&
    // Complaints about officers are put together once both are sorted, and about the same people.
    isAboutConduct(petition) === isAboutConduct(into) &&
    (!isAboutConduct(petition) || (petition.state !== 'received' && into.state !== 'received')) &&
    barredFrom(petition).every((id) => barredFrom(into).includes(id))
  if (!fits) throw refusals.into_unknown({}, [{ path: 'intoId', code: 'petitions.into_unknown' }])
  return [{ type: 'PetitionMerged', payload: { intoId: into.petitionId, barredUserIds: barredFrom(into) } }]
}
