import type { DossierId } from '../../../platform/ids.ts'
import type { PersonProfile } from '../../vault/schemas.ts'
import { refusals } from '../errors.ts'
import { buildPage } from './dossier-views.ts'
import type { ApplicantDossierPage } from './view-types.ts'
import type { Viewer } from './viewer.ts'

/**
 * A dossier for its applicant and who handed it in: step, agency, officer, next date (NĐ 224/2026 Art. 15.1.g), without what officers
 * write to each other and without the texts of opinions. Refuses `casework.dossier_not_found`, also to everybody else.
 */
export async function getDossierForApplicant(viewer: Viewer, id: DossierId): Promise<ApplicantDossierPage> {
  if (viewer.actor.kind !== 'citizen') throw refusals.dossier_not_found()
  const { procedure, opinions, forms, ...page } = await buildPage(viewer, id, 'applicant')
  const { versionId, code, name } = procedure
  return {
    ...page,
    procedure: { versionId, code, name },
    components: page.components.map((component) => ({ ...component, unsure: [] })),
    opinions: opinions.map(({ agency, askedAt, dueAt, answeredAt }) => ({ agency, askedAt, dueAt, answeredAt })),
    // Each sees who the other is, not how to reach them.
    authorised: page.authorised && { ...page.authorised, person: nameAlone(page.authorised.person) },
    forms: forms.supply === undefined ? {} : { supply: forms.supply },
  }
}

function nameAlone(person: PersonProfile | null): PersonProfile | null {
  return person && { kind: person.kind, fullName: person.fullName }
}
