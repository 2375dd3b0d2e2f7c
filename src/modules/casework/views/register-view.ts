import { query } from '../../../platform/db.ts'
import type { AgencyId, DossierId } from '../../../platform/ids.ts'
import { readProfileVersions } from '../../vault/index.ts'
import type { DossierState } from '../dossier.ts'
import { maySee } from '../policy.ts'
import { agencyView, procedureView } from './line-views.ts'
import type { RegisterLine, RegisterQuery } from './view-types.ts'
import type { Viewer } from './viewer.ts'

/** A page of the index by receiving counter and day of acceptance. */
export const REGISTER_SQL = `SELECT id, state FROM casework_dossier
  WHERE intake_agency_id = $1::uuid AND accepted_at >= $2::timestamptz AND accepted_at < $3::timestamptz
  ORDER BY accepted_at, id LIMIT $4`

/**
 * The register of a counter (form 07): what it accepted in a span of time, oldest first, at most `most` and one more, so that one can
 * tell that there are more. Without what the actor may not see.
 */
export async function listRegister(viewer: Viewer, asked: RegisterQuery): Promise<RegisterLine[]> {
  const directory = await viewer.context.directory()
  const rows = await query<{ id: DossierId; state: DossierState }>(viewer.reader, REGISTER_SQL, [
    asked.agencyId satisfies AgencyId,
    new Date(asked.from).toISOString(),
    new Date(asked.to).toISOString(),
    asked.most + 1,
  ])
  const seen = rows.filter((row) => maySee(row.state, viewer.actor, (id) => directory.line(id)))
  const ids = seen.map((row) => row.state.applicant.profile.valueId)
  const profiles = ids.length === 0 ? new Map() : await readProfileVersions(viewer.reader, viewer.context.keys, ids)
  return Promise.all(
    seen.map(async ({ id, state }) => ({
      dossierId: id,
      code: state.code ?? '',
      legal: state.legal,
      procedure: await procedureView(viewer, state.procedureVersionId),
      applicant: profiles.get(state.applicant.profile.valueId) ?? null,
      competent: agencyView(directory, state.units.competent),
      returnAt: agencyView(directory, state.units.return),
      acceptedAt: state.acceptedAt ?? state.submittedAt,
      promisedAt: state.firstDueAt ?? state.dueAt,
      returnedAt: state.returnedAt,
    })),
  )
}
