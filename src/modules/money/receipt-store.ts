import { query, type Reader, type Transaction } from '../../platform/db.ts'
import { type AgencyId, newId, type OfficerId } from '../../platform/ids.ts'
import { refusals } from './errors.ts'
import type { ChargeKind } from './fee-table.ts'

/** A number of a series: agency, kind and year name the series, `serial` the place in it. */
export interface ReceiptSerial {
  kind: ChargeKind
  year: number
  serial: number
}

/**
 * The next `count` numbers of a series, taken in the transaction that uses them: rolled back with it, so that none is ever missing.
 * Gives the first.
 */
export async function takeSerials(
  tx: Transaction,
  series: { agencyId: AgencyId; kind: ChargeKind; year: number },
  count = 1,
): Promise<number> {
  const [row] = await query<{ first: number }>(
    tx,
    `INSERT INTO money_receipt_series AS s (agency_id, kind, year, next_serial) VALUES ($1, $2, $3, 1 + $4)
     ON CONFLICT (agency_id, kind, year) DO UPDATE SET next_serial = s.next_serial + $4
     RETURNING s.next_serial - $4 AS first`,
    [series.agencyId, series.kind, series.year, count],
  )
  if (row === undefined) throw new Error('a series gives a number')
  return row.first
}

export interface ReservedRange {
  id: string
  kind: ChargeKind
  year: number
  first: number
  last: number
}

const MOST_RESERVED = 500

/**
 * Sets numbers aside for a counter that may lose its line. A receipt made there without network carries one of them; those not used
 * stay explained by the range. Refuses `range_too_long`.
 */
export async function reserveReceiptNumbers(
  tx: Transaction,
  wanted: { agencyId: AgencyId; kind: ChargeKind; year: number; count: number; counter: string; officerId: OfficerId },
): Promise<ReservedRange> {
  const { agencyId, kind, year, count, counter, officerId } = wanted
  if (!Number.isInteger(count) || count < 1 || count > MOST_RESERVED) {
    throw refusals.range_too_long({ most: MOST_RESERVED })
  }
  const first = await takeSerials(tx, { agencyId, kind, year }, count)
  const range = { id: newId(), kind, year, first, last: first + count - 1 }
  await query(
    tx,
    `INSERT INTO money_receipt_range (id, agency_id, kind, year, first_serial, last_serial, counter, reserved_by, reserved_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, platform_now())`,
    [range.id, agencyId, kind, year, range.first, range.last, counter, officerId],
  )
  return range
}

/** Refuses `receipt_number_not_reserved` for a number that was not set aside for that agency. */
export async function assertReserved(tx: Transaction, agencyId: AgencyId, wanted: ReceiptSerial): Promise<void> {
  const [range] = await query(
    tx,
    `SELECT 1 FROM money_receipt_range
     WHERE agency_id = $1 AND kind = $2 AND year = $3 AND $4 BETWEEN first_serial AND last_serial`,
    [agencyId, wanted.kind, wanted.year, wanted.serial],
  )
  if (range === undefined) throw refusals.receipt_number_not_reserved({ serial: wanted.serial })
}

export interface StoredReceipt extends ReceiptSerial {
  id: string
  agencyId: AgencyId
  paymentId: string
  dossierId: string
  amount: number
  lines: { name: string; amount: number }[]
  issuedAt: Date
  issuedBy: OfficerId | null
  cancelledAt: Date | null
  cancelReason: string | null
  /** Number of the paper receipt given at a counter without network. */
  offlineNumber: string | null
}

export const RECEIPT_COLUMNS = `r.id, r.agency_id AS "agencyId", r.kind, r.year, r.serial, r.payment_id AS "paymentId",
  r.dossier_id AS "dossierId", r.amount, r.lines, r.issued_at AS "issuedAt", r.issued_by AS "issuedBy",
  r.cancelled_at AS "cancelledAt", r.cancel_reason AS "cancelReason", r.offline_number AS "offlineNumber"`

export async function insertReceipt(
  tx: Transaction,
  receipt: Omit<StoredReceipt, 'cancelledAt' | 'cancelReason'>,
): Promise<void> {
  await query(
    tx,
    `INSERT INTO money_receipt (id, agency_id, kind, year, serial, payment_id, dossier_id, amount, lines, issued_at, issued_by,
       offline_number) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      receipt.id,
      receipt.agencyId,
      receipt.kind,
      receipt.year,
      receipt.serial,
      receipt.paymentId,
      receipt.dossierId,
      receipt.amount,
      JSON.stringify(receipt.lines),
      receipt.issuedAt,
      receipt.issuedBy,
      receipt.offlineNumber,
    ],
  )
}

export async function findReceipt(
  reader: Pick<Reader, 'executeQuery'>,
  id: string,
): Promise<StoredReceipt | undefined> {
  const [row] = await query<StoredReceipt>(reader, `SELECT ${RECEIPT_COLUMNS} FROM money_receipt r WHERE r.id = $1`, [
    id,
  ])
  return row
}

export async function receiptsOfDossier(
  reader: Pick<Reader, 'executeQuery'>,
  dossierId: string,
): Promise<StoredReceipt[]> {
  return query<StoredReceipt>(
    reader,
    `SELECT ${RECEIPT_COLUMNS} FROM money_receipt r WHERE r.dossier_id = $1 ORDER BY r.issued_at, r.kind`,
    [dossierId],
  )
}
