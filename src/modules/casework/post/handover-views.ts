import { query, type Reader } from '../../../platform/db.ts'
import { type AgencyId, type DossierId, isUuid, type OfficerId } from '../../../platform/ids.ts'
import { findProcedureNames } from '../../catalogue/index.ts'
import type { OfficialText } from '../../catalogue/schemas.ts'
import { type Actor, officerNamesById } from '../../organisation/index.ts'
import { refusals } from '../errors.ts'

/** One hand-over record in a list. Instants are epoch milliseconds. */
export interface HandoverLine {
  id: string
  postOffice: string
  signedAt: number
  items: number
  /** How many of them have been entered as dossiers. */
  entered: number
}

export interface HandoverItem {
  id: string
  position: number
  slipNumber: string
  procedureCode: string
  procedureName: OfficialText
  complete: boolean
  remark: string | null
  dossierId: DossierId | null
  dossierCode: string | null
}

export interface HandoverPage {
  id: string
  agencyId: AgencyId
  postOffice: string
  signedByPost: string
  receivedBy: string
  signedAt: number
  recordedAt: number
  items: HandoverItem[]
}

const MOST_SHOWN = 50

/** The agencies whose counters this officer sits at; their records are all that may be seen. */
function desksOf(actor: Actor): AgencyId[] {
  if (actor.kind !== 'officer') return []
  return actor.mandates.filter((mandate) => mandate.role === 'receptionist').map((mandate) => mandate.agencyId)
}

/** The newest records of the officer's counters. */
export async function listHandovers(reader: Reader, actor: Actor): Promise<HandoverLine[]> {
  const rows = await query<{ id: string; post_office: string; signed_at: Date; items: number; entered: number }>(
    reader,
    `SELECT h.id, h.post_office, h.signed_at, count(i.id)::int AS items, count(i.dossier_id)::int AS entered
     FROM (SELECT * FROM casework_post_handover WHERE agency_id = ANY ($1::uuid[])
           ORDER BY signed_at DESC, id DESC LIMIT ${MOST_SHOWN}) h
     JOIN casework_post_item i ON i.handover_id = h.id
     GROUP BY h.id, h.post_office, h.signed_at ORDER BY h.signed_at DESC, h.id DESC`,
    [desksOf(actor)],
  )
  return rows.map((row) => ({
    id: row.id,
    postOffice: row.post_office,
    signedAt: row.signed_at.getTime(),
    items: row.items,
    entered: row.entered,
  }))
}

interface ItemRow {
  id: string
  position: number
  slip_number: string
  procedure_code: string
  complete: boolean
  remark: string | null
  dossier_id: DossierId | null
  dossier_code: string | null
}

/** One record with its lines. Refuses `casework.post_handover_not_found`, also to officers of other counters. */
export async function getHandover(reader: Reader, actor: Actor, id: string): Promise<HandoverPage> {
  if (!isUuid(id)) throw refusals.post_handover_not_found()
  const [row] = await query<{
    agency_id: AgencyId
    post_office: string
    signed_by_post: string
    received_by: OfficerId
    signed_at: Date
    recorded_at: Date
  }>(reader, 'SELECT * FROM casework_post_handover WHERE id = $1 AND agency_id = ANY ($2::uuid[])', [
    id,
    desksOf(actor),
  ])
  if (row === undefined) throw refusals.post_handover_not_found()
  const items = await query<ItemRow>(
    reader,
    `SELECT i.id, i.position, i.slip_number, i.procedure_code, i.complete, i.remark, i.dossier_id, d.code AS dossier_code
     FROM casework_post_item i LEFT JOIN casework_dossier d ON d.id = i.dossier_id
     WHERE i.handover_id = $1 ORDER BY i.position`,
    [id],
  )
  const names = await findProcedureNames(reader, [...new Set(items.map((item) => item.procedure_code))])
  const officers = await officerNamesById(reader, [row.received_by])
  return {
    id,
    agencyId: row.agency_id,
    postOffice: row.post_office,
    signedByPost: row.signed_by_post,
    receivedBy: officers.get(row.received_by) ?? '',
    signedAt: row.signed_at.getTime(),
    recordedAt: row.recorded_at.getTime(),
    items: items.map((item) => ({
      id: item.id,
      position: item.position,
      slipNumber: item.slip_number,
      procedureCode: item.procedure_code,
      procedureName: names.get(item.procedure_code) ?? { vi: item.procedure_code },
      complete: item.complete,
      remark: item.remark,
      dossierId: item.dossier_id,
      dossierCode: item.dossier_code,
    })),
  }
}

/** One line not entered yet, for the page that enters it; null when it is not there, not of these counters, or entered. */
export async function findOpenPostItem(
  reader: Reader,
  actor: Actor,
  itemId: string,
): Promise<{
  id: string
  handoverId: string
  slipNumber: string
  procedureCode: string
  signedAt: number
  agencyId: AgencyId
} | null> {
  if (!isUuid(itemId)) return null
  const [row] = await query<{
    handover_id: string
    slip_number: string
    procedure_code: string
    signed_at: Date
    agency_id: AgencyId
  }>(
    reader,
    `SELECT i.handover_id, i.slip_number, i.procedure_code, h.signed_at, i.agency_id
     FROM casework_post_item i JOIN casework_post_handover h ON h.id = i.handover_id
     WHERE i.id = $1 AND i.dossier_id IS NULL AND i.agency_id = ANY ($2::uuid[])`,
    [itemId, desksOf(actor)],
  )
  if (row === undefined) return null
  return {
    id: itemId,
    handoverId: row.handover_id,
    slipNumber: row.slip_number,
    procedureCode: row.procedure_code,
    signedAt: row.signed_at.getTime(),
    agencyId: row.agency_id,
  }
}
