import { query, type Transaction } from '../../../platform/db.ts'
import type { AgencyId, DossierId, OfficerId } from '../../../platform/ids.ts'
import { refusals } from '../errors.ts'

/** A hand-over record as it is written. Instants are epoch milliseconds. */
export interface HandoverRow {
  id: string
  agencyId: AgencyId
  postOffice: string
  signedByPost: string
  signedAt: number
  receivedBy: OfficerId
  commandId: string
}

export interface PostItemRow {
  id: string
  slipNumber: string
  procedureCode: string
  complete: boolean
  remark: string | null
}

/** Writes a record with its lines; false when this very command wrote it before, then nothing is written. */
export async function insertHandover(
  tx: Transaction,
  handover: HandoverRow,
  items: readonly PostItemRow[],
): Promise<boolean> {
  const { id, agencyId, postOffice, signedByPost, signedAt, receivedBy, commandId } = handover
  const written = await query<{ id: string }>(
    tx,
    `INSERT INTO casework_post_handover (id, agency_id, post_office, signed_by_post, signed_at, received_by, command_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (received_by, command_id) DO NOTHING RETURNING id`,
    [id, agencyId, postOffice, signedByPost, new Date(signedAt), receivedBy, commandId],
  )
  if (written.length === 0) return false
  const lines = await query<{ id: string }>(
    tx,
    `INSERT INTO casework_post_item (id, handover_id, agency_id, position, slip_number, procedure_code, complete, remark)
     SELECT i.id, $1, $2, i.position, i.slip_number, i.procedure_code, i.complete, i.remark
     FROM unnest($3::uuid[], $4::int4[], $5::text[], $6::text[], $7::bool[], $8::text[])
       AS i (id, position, slip_number, procedure_code, complete, remark)
     ON CONFLICT (agency_id, slip_number) DO NOTHING RETURNING id`,
    [
      id,
      agencyId,
      items.map((item) => item.id),
      items.map((_item, at) => at + 1),
      items.map((item) => item.slipNumber),
      items.map((item) => item.procedureCode),
      items.map((item) => item.complete),
      items.map((item) => item.remark),
    ],
  )
  const given = new Set(lines.map((line) => line.id))
  const twice = items.findIndex((item) => !given.has(item.id))
  if (twice !== -1) throw slipTwice(twice, items[twice]?.slipNumber ?? '')
  return true
}

export function slipTwice(position: number, slip: string) {
  const path = `slip/${position}`
  return refusals.post_slip_twice({ slip }, [{ path, code: 'casework.post_slip_twice', params: { slip } }])
}

/**
 * Locks one line of a record and gives the time of signature. Refuses when it is of none of these counters (not found), names another
 * procedure, or was entered already.
 */
export async function lockPostItem(
  tx: Transaction,
  { itemId, agencyIds, procedureCode }: { itemId: string; agencyIds: readonly AgencyId[]; procedureCode: string },
): Promise<number> {
  const [row] = await query<{ signed_at: Date; dossier_id: DossierId | null; procedure_code: string }>(
    tx,
    `SELECT h.signed_at, i.dossier_id, i.procedure_code
     FROM casework_post_item i JOIN casework_post_handover h ON h.id = i.handover_id
     WHERE i.id = $1 AND i.agency_id = ANY ($2::uuid[]) FOR NO KEY UPDATE OF i`,
    [itemId, agencyIds],
  )
  if (row === undefined) throw refusals.post_item_not_found()
  if (row.dossier_id !== null) throw refusals.post_item_taken()
  if (row.procedure_code !== procedureCode) throw refusals.post_item_other_procedure({ procedure: row.procedure_code })
  return row.signed_at.getTime()
}

/** Says which dossier was entered from the line; the line was locked before. */
export async function takePostItem(tx: Transaction, itemId: string, dossierId: DossierId): Promise<void> {
  await query(tx, 'UPDATE casework_post_item SET dossier_id = $2 WHERE id = $1', [itemId, dossierId])
}
