import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import type { ChargeKind } from './fee-table.ts'
import type { AccountKind, PaymentMethod, Posting } from './journal.ts'
import type { OfflineCashLine } from './offline-cash.ts'
import { receiptNumber } from './receipt-number.ts'
import type { AccountDay, DayRecords } from './reconcile.ts'

type On = Pick<Reader, 'executeQuery'>

/** A day of one agency out of its sources, ready to be compared. `agencyCode` stands in receipt numbers. */
export async function readDay(
  reader: On,
  day: { agencyId: AgencyId; agencyCode: string; on: string },
): Promise<DayRecords> {
  const { agencyId, on } = day
  const [
    payments,
    entries,
    drawers,
    platform,
    bankLines,
    bankPaymentsWithoutLine,
    missingSerials,
    dossiers,
    offlineCash,
  ] = await Promise.all([
    readPayments(reader, agencyId, on),
    readEntries(reader, agencyId, on),
    readDrawers(reader, agencyId, on),
    readPlatform(reader, agencyId, on),
    readBankLines(reader, agencyId, on),
    readBankPayments(reader, agencyId, on),
    readMissingSerials(reader, day),
    readDossiers(reader, agencyId, on),
    readOfflineCash(reader, agencyId, on),
  ])
  return {
    payments,
    entries,
    drawers,
    platform,
    bankLines,
    bankPaymentsWithoutLine,
    missingSerials,
    dossiers,
    offlineCash,
  }
}

async function readPayments(reader: On, agencyId: AgencyId, on: string): Promise<DayRecords['payments']> {
  const rows = await query<{
    id: string
    method: PaymentMethod
    amount: number
    reference: string
    dossierCode: string
    fee: number
    charge: number
    feeReceipts: number
    chargeReceipts: number
  }>(
    reader,
    `SELECT p.id, p.method, p.amount, p.reference, coalesce(d.code, '') AS "dossierCode",
       coalesce(c.fee, 0)::bigint AS fee, coalesce(c.charge, 0)::bigint AS charge,
       coalesce(r.fee, 0)::bigint AS "feeReceipts", coalesce(r.charge, 0)::bigint AS "chargeReceipts"
     FROM money_payment p JOIN casework_dossier d ON d.id = p.dossier_id
     LEFT JOIN LATERAL (SELECT sum(pc.amount) FILTER (WHERE c.kind = 'fee') AS fee, sum(pc.amount) FILTER (WHERE c.kind = 'charge') AS charge
       FROM money_payment_charge pc JOIN money_charge c ON c.id = pc.charge_id WHERE pc.payment_id = p.id) c ON true
     LEFT JOIN LATERAL (SELECT sum(r.amount) FILTER (WHERE r.kind = 'fee') AS fee, sum(r.amount) FILTER (WHERE r.kind = 'charge') AS charge
       FROM money_receipt r WHERE r.payment_id = p.id AND r.cancelled_at IS NULL) r ON true
     WHERE p.agency_id = $1 AND p.paid_on = $2 ORDER BY p.received_at, p.id`,
    [agencyId, on],
  )
  return rows.map(({ fee, charge, feeReceipts, chargeReceipts, ...payment }) => ({
    ...payment,
    charged: { fee, charge },
    receipted: { fee: feeReceipts, charge: chargeReceipts },
  }))
}

async function readEntries(reader: On, agencyId: AgencyId, on: string): Promise<DayRecords['entries']> {
  return query<{ cause: string; kind: string; postings: Posting[] }>(
    reader,
    `SELECT e.cause, e.kind, coalesce(jsonb_agg(jsonb_build_object('account', a.kind, 'debit', p.debit, 'credit', p.credit) ORDER BY p.line)
         FILTER (WHERE p.line IS NOT NULL), '[]') AS postings
     FROM money_entry e LEFT JOIN money_posting p ON p.entry_id = e.id LEFT JOIN money_account a ON a.id = p.account_id
     WHERE e.agency_id = $1 AND e.booked_on = $2 GROUP BY e.id ORDER BY e.booked_at, e.id`,
    [agencyId, on],
  )
}

/** Drawers closed that day, and those opened then or earlier that are open still. */
async function readDrawers(reader: On, agencyId: AgencyId, on: string): Promise<DayRecords['drawers']> {
  return query<DayRecords['drawers'][number]>(
    reader,
    `SELECT d.id, d.counter, d.closed_at IS NOT NULL AND (d.closed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $2 AS closed,
       coalesce(d.expected_amount, 0) AS expected, coalesce(d.counted_amount, 0) AS counted, d.difference_reason AS reason,
       (SELECT coalesce(sum(p.debit - p.credit), 0)::bigint FROM money_entry e JOIN money_posting p ON p.entry_id = e.id
        JOIN money_account a ON a.id = p.account_id
        WHERE e.drawer_id = d.id AND a.kind = 'cash' AND e.kind <> 'drawer_closed') AS journalled,
       CASE WHEN h.id IS NULL THEN NULL ELSE jsonb_build_object('expected', h.expected, 'counted', h.counted, 'reason', h.difference_reason)
         END AS offline
     FROM money_drawer d LEFT JOIN money_offline_handover h ON h.drawer_id = d.id WHERE d.agency_id = $1 AND (d.opened_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= $2
       AND (d.closed_at IS NULL OR (d.closed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = $2) ORDER BY d.opened_at, d.id`,
    [agencyId, on],
  )
}

/** What signed messages of the day reported as paid, beside what was booked from the platform that day. */
async function readPlatform(reader: On, agencyId: AgencyId, on: string): Promise<DayRecords['platform']> {
  return query<DayRecords['platform'][number]>(
    reader,
    `WITH reported AS (
       SELECT DISTINCT ON (m.reference) m.reference, m.amount FROM money_platform_message m
       WHERE m.direction = 'received' AND (m.happened_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = $2
         AND m.verdict IN ('booked', 'repeated', 'amount_differs', 'other_dossier', 'already_paid')
       ORDER BY m.reference, (m.verdict = 'booked') DESC, m.happened_at DESC
     ), booked AS (
       SELECT p.reference, p.amount FROM money_payment p WHERE p.agency_id = $1 AND p.paid_on = $2 AND p.method = 'platform'
     )
     SELECT o.reference, coalesce(d.code, '') AS "dossierCode", r.amount AS reported, b.amount AS booked, o.trouble
     FROM money_online_payment o JOIN casework_dossier d ON d.id = o.dossier_id
     LEFT JOIN reported r ON r.reference = o.reference LEFT JOIN booked b ON b.reference = o.reference
     WHERE o.agency_id = $1 AND (r.reference IS NOT NULL OR b.reference IS NOT NULL)
       AND NOT (r.reference IS NOT NULL AND b.reference IS NULL AND o.trouble IS NULL
         AND EXISTS (SELECT 1 FROM money_payment p WHERE p.method = 'platform' AND p.reference = o.reference AND p.paid_on <> $2))
     UNION ALL
     SELECT b.reference, '', NULL, b.amount, NULL FROM booked b
     WHERE NOT EXISTS (SELECT 1 FROM money_online_payment o WHERE o.reference = b.reference)
     ORDER BY 1`,
    [agencyId, on],
  )
}

async function readBankLines(reader: On, agencyId: AgencyId, on: string): Promise<DayRecords['bankLines']> {
  return query<DayRecords['bankLines'][number]>(
    reader,
    `SELECT l.id, l.amount, l.state, l.purpose, l.why_open AS "whyOpen",
       CASE WHEN l.refund_id IS NOT NULL THEN -r.amount ELSE p.amount END AS matched,
       (SELECT sum(q.debit - q.credit)::bigint FROM money_entry e JOIN money_posting q ON q.entry_id = e.id
        JOIN money_account a ON a.id = q.account_id AND a.kind = 'bank' WHERE e.cause = 'bank-line:' || l.id) AS journalled
     FROM money_statement_line l LEFT JOIN money_payment p ON p.id = l.payment_id LEFT JOIN money_refund r ON r.id = l.refund_id
     WHERE l.agency_id = $1 AND l.booked_on = $2 ORDER BY l.line_number, l.id`,
    [agencyId, on],
  )
}

async function readBankPayments(
  reader: On,
  agencyId: AgencyId,
  on: string,
): Promise<DayRecords['bankPaymentsWithoutLine']> {
  return query<DayRecords['bankPaymentsWithoutLine'][number]>(
    reader,
    `SELECT p.id, p.amount, coalesce(d.code, '') AS "dossierCode" FROM money_payment p JOIN casework_dossier d ON d.id = p.dossier_id
     WHERE p.agency_id = $1 AND p.paid_on = $2 AND p.method = 'bank'
       AND NOT EXISTS (SELECT 1 FROM money_statement_line l WHERE l.payment_id = p.id) ORDER BY p.id`,
    [agencyId, on],
  )
}

const MOST_MISSING = 100

async function readMissingSerials(
  reader: On,
  { agencyId, agencyCode, on }: { agencyId: AgencyId; agencyCode: string; on: string },
): Promise<DayRecords['missingSerials']> {
  const year = Number(on.slice(0, 4))
  const rows = await query<{ kind: ChargeKind; serial: number }>(
    reader,
    `SELECT s.kind, n.serial FROM money_receipt_series s CROSS JOIN LATERAL generate_series(1, s.next_serial - 1) AS n(serial)
     WHERE s.agency_id = $1 AND s.year = $2
       AND NOT EXISTS (SELECT 1 FROM money_receipt r WHERE r.agency_id = s.agency_id AND r.kind = s.kind AND r.year = s.year AND r.serial = n.serial)
       AND NOT EXISTS (SELECT 1 FROM money_receipt_range g WHERE g.agency_id = s.agency_id AND g.kind = s.kind AND g.year = s.year
         AND n.serial BETWEEN g.first_serial AND g.last_serial)
     ORDER BY s.kind, n.serial LIMIT ${MOST_MISSING}`,
    [agencyId, year],
  )
  return rows.map(({ kind, serial }) => ({ kind, number: receiptNumber({ kind, agencyCode, year, serial }) }))
}

async function readDossiers(reader: On, agencyId: AgencyId, on: string): Promise<DayRecords['dossiers']> {
  return query<DayRecords['dossiers'][number]>(
    reader,
    `SELECT d.code, d.money_state AS axis, coalesce((d.state #>> '{fees,paid}')::bigint, 0) AS "paidThere",
       (SELECT coalesce(sum(c.amount), 0)::bigint FROM money_charge c WHERE c.dossier_id = d.id AND c.state = 'paid') AS "paidHere"
     FROM casework_dossier d WHERE d.id IN (SELECT p.dossier_id FROM money_payment p WHERE p.agency_id = $1 AND p.paid_on = $2)
     ORDER BY d.code`,
    [agencyId, on],
  )
}

/** Cash taken without network that day as its records have it, beside what the journal has of each. */
async function readOfflineCash(reader: On, agencyId: AgencyId, on: string): Promise<OfflineCashLine[]> {
  return query<OfflineCashLine>(
    reader,
    `SELECT c.record_id AS "recordId", c.receipt_number AS "receiptNumber", c.amount, c.taken_at AS "takenAt", d.code AS "dossierCode",
       coalesce(m.unsettled, c.amount) AS unsettled, m.why, m.settled_how AS "settledHow", m.reason,
       coalesce(m.corrected, 0) AS corrected, m.handover_id IS NOT NULL AS "isHanded",
       (SELECT k.reason FROM money_offline_correction k WHERE k.record_id = c.record_id ORDER BY k.corrected_at DESC, k.id DESC LIMIT 1)
         AS "correctionReason",
       (SELECT coalesce(sum(p.debit), 0)::bigint FROM money_entry e JOIN money_posting p ON p.entry_id = e.id
        JOIN money_account a ON a.id = p.account_id AND a.kind = 'offline_cash'
        WHERE e.cause IN ('payment:' || c.record_id, 'offline-cash:' || c.record_id)) AS journalled
     FROM casework_offline_cash c LEFT JOIN money_offline_cash m ON m.record_id = c.record_id
     LEFT JOIN casework_dossier d ON d.id = c.dossier_id
     WHERE c.agency_id = $1 AND (c.taken_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = $2 ORDER BY c.taken_at, c.record_id`,
    [agencyId, on],
  )
}

/** What each account held before the day, what moved, what it holds after. */
export async function readAccounts(reader: On, agencyId: AgencyId, on: string): Promise<AccountDay[]> {
  const rows = await query<{ account: AccountKind; opening: number; debit: number; credit: number }>(
    reader,
    `SELECT a.kind AS account,
       coalesce(sum(p.debit - p.credit) FILTER (WHERE e.booked_on < $2), 0)::bigint AS opening,
       coalesce(sum(p.debit) FILTER (WHERE e.booked_on = $2), 0)::bigint AS debit,
       coalesce(sum(p.credit) FILTER (WHERE e.booked_on = $2), 0)::bigint AS credit
     FROM money_account a JOIN money_posting p ON p.account_id = a.id JOIN money_entry e ON e.id = p.entry_id
     WHERE a.agency_id = $1 AND e.booked_on <= $2 GROUP BY a.kind`,
    [agencyId, on],
  )
  return rows.map((row) => ({ ...row, closing: row.opening + row.debit - row.credit }))
}
