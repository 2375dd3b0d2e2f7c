import { query, type Reader } from '../../../platform/db.ts'
import { type AgencyId, type DossierId, isUuid } from '../../../platform/ids.ts'
import { refusals } from '../errors.ts'
import { dossierLines } from './line-views.ts'
import type { DossierLine } from './view-types.ts'
import type { Viewer } from './viewer.ts'

/** How far back a counter's habits are read: enough for a busy week, and a read that never grows with the archive. */
const LAST_DOSSIERS = 300

/** Codes of the procedures these counters received last, those received most of all first, the newer before the older. */
export async function habitualProcedures(
  reader: Reader,
  agencyIds: readonly AgencyId[],
  most: number,
): Promise<string[]> {
  const rows = await query<{ code: string }>(
    reader,
    `SELECT last.procedure_code AS code
     FROM unnest($1::uuid[]) AS desk (id) CROSS JOIN LATERAL (
       SELECT procedure_code, submitted_at FROM casework_dossier
       WHERE intake_agency_id = desk.id ORDER BY submitted_at DESC, id DESC LIMIT ${LAST_DOSSIERS}) last
     GROUP BY last.procedure_code ORDER BY count(*) DESC, max(last.submitted_at) DESC LIMIT $2`,
    [agencyIds, most],
  )
  return rows.map((row) => row.code)
}

/** The dossiers handed in together, in the order of their entry, as far as the actor may see them. Refuses `casework.group_not_found`. */
export async function dossiersOfGroup(viewer: Viewer, groupId: string): Promise<DossierLine[]> {
  if (!isUuid(groupId)) throw refusals.group_not_found()
  const rows = await query<{ id: DossierId }>(
    viewer.reader,
    'SELECT id FROM casework_dossier WHERE group_id = $1 ORDER BY id LIMIT 500',
    [groupId],
  )
  const lines = await dossierLines(
    viewer,
    rows.map((row) => row.id),
  )
  if (lines.length === 0) throw refusals.group_not_found()
  return lines
}
