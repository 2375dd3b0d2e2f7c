import type { DossierState } from '../../../modules/casework/dossier.ts'
import { definitionOfStep } from '../../../modules/casework/verb.ts'
import { dossierLines, type Viewer } from '../../../modules/casework/views/index.ts'
import type { OfficerView } from '../../../modules/casework/views/view-types.ts'
import { getFlowVersion } from '../../../modules/catalogue/index.ts'
import { listOfficersIn } from '../../../modules/organisation/index.ts'
import { query } from '../../../platform/db.ts'
import type { DossierId } from '../../../platform/ids.ts'

/**
 * The officers who may take at least one of these dossiers at the step where it stands, by name. Whether one may take each is
 * decided dossier by dossier when it is carried out.
 */
export async function listAssignable(viewer: Viewer, ids: readonly DossierId[]): Promise<OfficerView[]> {
  const visible = await dossierLines(viewer, ids)
  const rows = await query<{ state: DossierState }>(
    viewer.reader,
    'SELECT state FROM casework_dossier WHERE id = ANY($1::uuid[])',
    [visible.map((line) => line.dossierId)],
  )
  const desks = new Map<string, Parameters<typeof listOfficersIn>>()
  for (const { state } of rows) {
    const { definition } = await getFlowVersion(viewer.reader, state.flowVersionId)
    const step = definitionOfStep(state, definition)
    if (state.step === null || step === null) continue
    desks.set(`${state.step.agencyId} ${step.role}`, [viewer.reader, state.step.agencyId, [step.role]])
  }
  const officers = new Map<string, OfficerView>()
  for (const desk of desks.values()) {
    for (const { id, displayName } of await listOfficersIn(...desk)) officers.set(id, { id, name: displayName })
  }
  return [...officers.values()].sort((one, other) => one.name.localeCompare(other.name, 'vi'))
}
