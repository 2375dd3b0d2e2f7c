import { query, type Transaction } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import type { FlowDefinition, ProcedureDocument } from '../catalogue/schemas.ts'
import { readProfileVersions } from '../vault/index.ts'
import type { CaseworkContext, Directory } from './context.ts'
import type { DossierState, DossierUnits } from './dossier.ts'
import { searchRowsOf } from './search-rows.ts'
import { resolveStepAgencies } from './steps.ts'

const PLACES = ['commune', 'one_stop_centre']

/** The units and step agencies a dossier has once it was sent on to an agency; null when that cannot be its place. */
export function placeOf(
  directory: Directory,
  { state, procedure, flow }: { state: DossierState; procedure: ProcedureDocument; flow: FlowDefinition },
  to: string,
): { units: DossierUnits; stepAgencies: Record<string, AgencyId> } | null {
  const agency = directory.get(to as AgencyId)
  if (agency === undefined || !PLACES.includes(agency.kind)) return null
  const byCommune = procedure.competentAgency?.rule === 'commune'
  if (byCommune && agency.kind !== 'commune') return null
  const before = state.units
  const competent = byCommune ? agency.id : before.competent
  const intake = agency.kind === 'commune' ? (directory.oneStopCentreOf(agency.id)?.id ?? agency.id) : agency.id
  const processing = before.processing === before.competent ? competent : before.processing
  const units = { intake, competent, processing, return: intake }
  return { units, stepAgencies: resolveStepAgencies(flow, units, (slug) => directory.bySlug(slug)?.id) }
}

/** Writes the new place beside the history: the units by which lists find it, and the search of its new offices. */
export async function moveDossier(
  tx: Transaction,
  context: Pick<CaseworkContext, 'keys'>,
  directory: Directory,
  after: DossierState,
): Promise<void> {
  const { intake, competent, processing, return: back } = after.units
  await query(
    tx,
    `UPDATE casework_dossier SET intake_agency_id = $2, competent_agency_id = $3, processing_agency_id = $4, return_agency_id = $5
     WHERE id = $1`,
    [after.id, intake, competent, processing, back],
  )
  const { valueId } = after.applicant.profile
  const profile = (await readProfileVersions(tx, context.keys, [valueId])).get(valueId)
  if (profile == null) return
  const rows = searchRowsOf(context.keys, directory, after.units, profile)
  await query(
    tx,
    `INSERT INTO casework_search (agency_id, token, submitted_at, dossier_id)
     SELECT r.agency_id, r.token, $3, $4 FROM unnest($1::uuid[], $2::bytea[]) AS r (agency_id, token) ON CONFLICT DO NOTHING`,
    [rows.map((row) => row.agencyId), rows.map((row) => row.token), new Date(after.submittedAt), after.id],
  )
}
