import { query, type Transaction } from '../../platform/db.ts'
import type { AgencyId, DossierId, OfficerId } from '../../platform/ids.ts'
import type { OfflineCashSettlement, UnsettledReason } from './offline-cash.ts'

/** A record of cash taken without network, held until the transaction ends. */
export interface TakenCash {
  recordId: string
  agencyId: AgencyId
  officerId: OfficerId
  receiptNumber: string
  amount: number
  purpose: 'fee' | 'charge' | 'unstated'
  dossierId: DossierId | null
  /** The day in Viet Nam. */
  takenOn: string
  now: Date
  /** What of it stands as to be settled, and why; null while it is not posted. */
  unsettled: number | null
  why: UnsettledReason | null
  /** The officer has handed the cash over. */
  isHanded: boolean
  /** What it is now, with its corrections. */
  total: number
}

/** Records that are not posted, and those posted before their dossier was known; the longest here first. */
export async function listWaitingCash(reader: Pick<Transaction, 'executeQuery'>, most: number): Promise<string[]> {
  const rows = await query<{ id: string }>(
    reader,
    `SELECT c.record_id AS id FROM casework_offline_cash c LEFT JOIN money_offline_cash m ON m.record_id = c.record_id
     WHERE m.record_id IS NULL OR (m.unsettled > 0 AND m.why = 'no_dossier' AND c.dossier_id IS NOT NULL)
     ORDER BY c.received_at, c.record_id LIMIT $1`,
    [most],
  )
  return rows.map((row) => row.id)
}

/** Locks the record first and reads what was posted of it then: of two at once the second sees what the first did. */
export async function lockTakenCash(tx: Transaction, recordId: string): Promise<TakenCash | undefined> {
  await query(tx, 'SELECT 1 FROM casework_offline_cash WHERE record_id = $1 FOR UPDATE', [recordId])
  const [cash] = await query<TakenCash>(
    tx,
    `SELECT c.record_id AS "recordId", c.agency_id AS "agencyId", c.officer_id AS "officerId", c.receipt_number AS "receiptNumber",
       c.amount, c.purpose, c.dossier_id AS "dossierId", (c.taken_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS "takenOn",
       platform_now() AS now, m.unsettled, m.why, m.handover_id IS NOT NULL AS "isHanded",
       c.amount + coalesce(m.corrected, 0) AS total
     FROM casework_offline_cash c LEFT JOIN money_offline_cash m ON m.record_id = c.record_id WHERE c.record_id = $1`,
    [recordId],
  )
  return cash
}

export async function insertPosted(
  tx: Transaction,
  cash: TakenCash,
  left: { unsettled: number; why: UnsettledReason | null },
): Promise<void> {
  await query(
    tx,
    `INSERT INTO money_offline_cash (record_id, agency_id, receipt_number, amount, held, taken_on, unsettled, why, posted_at)
     VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8)`,
    [cash.recordId, cash.agencyId, cash.receiptNumber, cash.amount, cash.takenOn, left.unsettled, left.why, cash.now],
  )
}

export async function updateSettled(
  tx: Transaction,
  cash: TakenCash,
  done: {
    unsettled: number
    why: UnsettledReason | null
    how: OfflineCashSettlement | null
    by: OfficerId | null
    reason: string | null
  },
): Promise<void> {
  await query(
    tx,
    `UPDATE money_offline_cash SET unsettled = $2, why = $3, settled_how = $4::text, settled_by = $5, reason = $6,
       held = held - CASE WHEN $4::text = 'returned' AND handover_id IS NULL THEN unsettled - $2 ELSE 0 END,
       settled_at = CASE WHEN $4::text IS NULL THEN NULL ELSE $7::timestamptz END WHERE record_id = $1`,
    [cash.recordId, done.unsettled, done.why, done.how, done.by, done.reason, cash.now],
  )
}
