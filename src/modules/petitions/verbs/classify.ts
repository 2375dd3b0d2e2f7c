import type { UserId } from '../../../platform/ids.ts'
import { refusals } from '../errors.ts'
import { barredFrom, type PetitionKind, petitionKinds } from '../petition.ts'
import type { Decide } from '../verb.ts'

/**
 * Says what it is about and who is in charge (NĐ 20/2008 Art. 9.1); of conduct, whom it complains of, who then has no part in it. Named again, the
 * newer naming is judged; whoever was named before stays kept out.
 */
export const classify: Decide = (
  petition,
  { kind, officerUserId, aboutUserIds = [], isDossierConfirmed = false },
  facts,
) => {
  const { officers, nameable, dossier } = facts
  if (!petitionKinds.includes(kind as PetitionKind)) {
    throw refusals.kind_unknown({}, [{ path: 'kind', code: 'petitions.kind_unknown' }])
  }
  const about = (kind === 'conduct' ? [...new Set(aboutUserIds)] : []) as UserId[]
  if (!officers.has(officerUserId as UserId)) {
    throw refusals.officer_unknown({}, [{ path: 'officerUserId', code: 'petitions.officer_unknown' }])
  }
  if (!about.every((id) => nameable.has(id))) {
    throw refusals.officer_unknown({}, [{ path: 'aboutUserIds', code: 'petitions.officer_unknown' }])
  }
  if ([...about, ...barredFrom(petition)].includes(officerUserId as UserId)) {
    throw refusals.officer_is_complained_of({}, [{ path: 'officerUserId', code: 'petitions.officer_is_complained_of' }])
  }
  if (isDossierConfirmed && dossier === null) {
    throw refusals.dossier_unknown({}, [{ path: 'isDossierConfirmed', code: 'petitions.dossier_unknown' }])
  }
  const payload = {
    kind: kind as PetitionKind,
    officerUserId: officerUserId as UserId,
    aboutUserIds: about,
    stageDueAt: petition.processDueAt,
    dossier: isDossierConfirmed && dossier !== null ? dossier.ref : null,
  }
  return [{ type: 'PetitionClassified', payload }]
}
