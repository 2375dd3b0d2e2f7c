import { query } from '../../../platform/db.ts'
import type { AgencyId, DossierId, FlowVersionId, ProcedureVersionId } from '../../../platform/ids.ts'
import { findStep, getFlowVersion, getProcedureVersion } from '../../catalogue/index.ts'
import type { BilingualText } from '../../catalogue/schemas.ts'
import { readProfileVersions } from '../../vault/index.ts'
import type { Directory } from '../context.ts'
import type { DossierState } from '../dossier.ts'
import { maySee } from '../policy.ts'
import { dueViewOf } from './due-view.ts'
import type { AgencyView, DossierLine, ProcedureView } from './view-types.ts'
import type { PublicViewer, Viewer } from './viewer.ts'

interface StateRow {
  id: DossierId
  version: number
  state: DossierState
}

/** Dossiers by id, in the order asked for, without those the actor may not see. Names are opened for these rows alone. */
export async function dossierLines(viewer: Viewer, ids: readonly DossierId[]): Promise<DossierLine[]> {
  if (ids.length === 0) return []
  const directory = await viewer.context.directory()
  const rows = await query<StateRow>(
    viewer.reader,
    'SELECT id, version, state FROM casework_dossier WHERE id = ANY($1::uuid[])',
    [ids],
  )
  const visible = rows.filter((row) => maySee(row.state, viewer.actor, (id) => directory.line(id)))
  const names = await applicantNames(
    viewer,
    visible.map((row) => row.state.applicant.profile.valueId),
  )
  const lines = new Map<DossierId, DossierLine>()
  for (const row of visible) lines.set(row.id, await lineOf(viewer, directory, row, names))
  return ids.flatMap((id) => lines.get(id) ?? [])
}

/** Names as filed, by the value ids of profiles; null for erased persons. */
export async function applicantNames(
  viewer: PublicViewer,
  valueIds: readonly string[],
): Promise<Map<string, string | null>> {
  if (valueIds.length === 0) return new Map()
  const profiles = await readProfileVersions(viewer.reader, viewer.context.keys, valueIds)
  return new Map([...profiles].map(([id, profile]) => [id, profile?.fullName ?? null]))
}

export function agencyView(directory: Directory, id: AgencyId): AgencyView {
  return { id, name: directory.get(id)?.name ?? id }
}

export async function procedureView(viewer: PublicViewer, id: ProcedureVersionId): Promise<ProcedureView> {
  const { document } = await getProcedureVersion(viewer.reader, id)
  return { versionId: id, code: document.code, name: document.name }
}

/** The name of a step of a flow, or its key when the flow has none such. */
export async function stepName(viewer: PublicViewer, flowId: FlowVersionId, key: string): Promise<BilingualText> {
  const { definition } = await getFlowVersion(viewer.reader, flowId)
  return findStep(definition, key)?.name ?? { vi: key, en: key }
}

async function lineOf(
  viewer: Viewer,
  directory: Directory,
  { id, version, state }: StateRow,
  names: ReadonlyMap<string, string | null>,
): Promise<DossierLine> {
  const { step } = state
  return {
    dossierId: id,
    code: state.code,
    version,
    legal: state.legal,
    channel: state.channel,
    procedure: await procedureView(viewer, state.procedureVersionId),
    applicantName: names.get(state.applicant.profile.valueId) ?? null,
    competent: agencyView(directory, state.units.competent),
    step:
      step === null
        ? null
        : {
            key: step.key,
            name: await stepName(viewer, state.flowVersionId, step.key),
            agency: agencyView(directory, step.agencyId),
          },
    submittedAt: state.submittedAt,
    acceptedAt: state.acceptedAt,
    finishedAt: state.finishedAt,
    due: dueViewOf(directory.calendarOf(state.units.competent), state, viewer.now),
  }
}
