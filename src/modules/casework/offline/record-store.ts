import { query, type Reader, type Transaction } from '../../../platform/db.ts'
import type { DossierId, UserId } from '../../../platform/ids.ts'
import { offlineRefusals } from './errors.ts'
import type { KitRow } from './kit-store.ts'
import type { RecordBody, Resolution, SentRecord } from './schemas.ts'

export interface RecordRow {
  id: string
  outcome: 'open' | 'done' | 'by_hand'
  dossierId: DossierId | null
  number: string | null
  skewMs: number
}

const ENTER = `INSERT INTO casework_offline_record (id, kit_id, position, kind, prev_hash, hash, number_text, amount,
   declared_at, skew_ms, received_at, received_from)
 VALUES ($1, $2, $3, $4, decode($5, 'hex'), decode($6, 'hex'), $7, $8, $9, $10, platform_now(), $11) ON CONFLICT DO NOTHING`

interface Place {
  id: string
  position: number
  hash: string
}

/**
 * The record comes in at its place in the chain, whatever becomes of it afterwards. One that came before is found again; another in
 * its place, or one whose forerunner never came, is refused: `record_changed`, `record_missing`.
 */
export async function enterRecord(
  tx: Transaction,
  { kit, sent, body, from }: { kit: KitRow; sent: SentRecord; body: RecordBody; from: UserId },
): Promise<void> {
  const [clock] = await query<{ now: Date }>(tx, 'SELECT platform_now() AS now')
  const skewMs = (clock?.now ?? new Date()).getTime() - sent.sentAt
  await query(tx, ENTER, [
    sent.id,
    kit.id,
    sent.position,
    body.kind,
    sent.prevHash,
    sent.hash,
    numberTextOf(body),
    amountOf(body),
    new Date(body.deviceAt),
    skewMs,
    from,
  ])
  const places = await query<Place>(
    tx,
    `SELECT id, position, encode(hash, 'hex') AS hash FROM casework_offline_record
     WHERE kit_id = $1 AND position BETWEEN $2::integer - 1 AND $2::integer`,
    [kit.id, sent.position],
  )
  const own = places.find((place) => place.position === sent.position)
  if (own?.id !== sent.id || own.hash !== sent.hash) throw offlineRefusals.record_changed({ position: sent.position })
  const before = sent.position === 1 ? kit.contentHash : places.find((place) => place !== own)?.hash
  if (before === undefined) throw offlineRefusals.record_missing({ position: sent.position - 1 })
  if (before !== sent.prevHash) throw offlineRefusals.record_changed({ position: sent.position })
}

function numberTextOf(body: RecordBody): string | null {
  if (body.kind === 'ticket') return body.number
  if (body.kind === 'intake') return body.code
  return body.kind === 'cash' ? body.receiptNumber : null
}

function amountOf(body: RecordBody): number | null {
  if (body.kind === 'cash') return body.amount
  return body.kind === 'count' ? body.counted : null
}

const SELECT_RECORD = `SELECT id, outcome, dossier_id AS "dossierId", settled_number AS number, skew_ms::float8 AS "skewMs"
 FROM casework_offline_record WHERE id = $1`

/** The record, held until the transaction ends: two tabs settle it one after the other. */
export async function lockRecord(tx: Transaction, id: string): Promise<RecordRow> {
  const [row] = await query<RecordRow>(tx, `${SELECT_RECORD} FOR UPDATE`, [id])
  if (row === undefined) throw new Error(`no record ${id}`)
  return row
}

export interface Settlement {
  outcome: 'done' | 'by_hand'
  number: string | null
  dossierId: DossierId | null
}

export async function settleRecord(
  tx: Transaction,
  id: string,
  { outcome, number, dossierId, resolution }: Settlement & { resolution: Resolution | undefined },
): Promise<void> {
  await query(
    tx,
    `UPDATE casework_offline_record SET outcome = $2, settled_number = $3, dossier_id = $4, resolution = $5,
       refusal = NULL, settled_at = platform_now() WHERE id = $1`,
    [id, outcome, number, dossierId, resolution === undefined ? null : JSON.stringify(withoutPerson(resolution))],
  )
}

/** Of a person put right only that it was done stays here: the values themselves are sealed with the dossier. */
function withoutPerson({ applicant, ...rest }: Resolution): object {
  return applicant === undefined ? rest : { ...rest, applicant: true }
}

export async function noteRefusal(tx: Transaction, id: string, code: string): Promise<void> {
  await query(tx, `UPDATE casework_offline_record SET refusal = $2 WHERE id = $1 AND outcome = 'open'`, [id, code])
}

/** The dossier that an intake of the journal has become; null while it has not. */
export async function dossierOfIntake(
  tx: Transaction,
  { kitId, recordId }: { kitId: string; recordId: string },
): Promise<DossierId | null> {
  const [row] = await query<{ dossierId: DossierId | null }>(
    tx,
    `SELECT dossier_id AS "dossierId" FROM casework_offline_record WHERE id = $1 AND kit_id = $2 FOR SHARE`,
    [recordId, kitId],
  )
  return row?.dossierId ?? null
}

export interface CashRow {
  recordId: string
  agencyId: string
  officerId: string
  receiptNumber: string
  amount: number
  purpose: 'fee' | 'charge' | 'unstated'
  intakeRecordId: string | null
  dossierId: string | null
  takenAt: Date
}

export async function insertCash(tx: Transaction, row: CashRow): Promise<void> {
  await query(
    tx,
    `INSERT INTO casework_offline_cash (record_id, agency_id, officer_id, receipt_number, amount, purpose, intake_record_id,
       dossier_id, taken_at, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, platform_now())`,
    [
      row.recordId,
      row.agencyId,
      row.officerId,
      row.receiptNumber,
      row.amount,
      row.purpose,
      row.intakeRecordId,
      row.dossierId,
      row.takenAt,
    ],
  )
}

/** Cash taken for an intake belongs to the dossier that has come of it. */
export async function attachCash(tx: Transaction, recordId: string, dossierId: DossierId): Promise<void> {
  await query(tx, 'UPDATE casework_offline_cash SET dossier_id = $2 WHERE intake_record_id = $1', [recordId, dossierId])
}

export interface OfflineCash extends CashRow {
  receivedAt: Date
}

/**
 * Cash taken without network and come in, in order of arrival. `recordId` is the client-made id: whoever posts it elsewhere does so
 * once by it. `dossierId` is null for money not taken for a dossier, or for one whose intake is not settled yet.
 */
export async function listOfflineCash(
  reader: Reader,
  asked: { agencyId?: string; from?: Date; until?: Date } = {},
): Promise<OfflineCash[]> {
  return query(
    reader,
    `SELECT record_id AS "recordId", agency_id AS "agencyId", officer_id AS "officerId", receipt_number AS "receiptNumber",
       amount::float8 AS amount, purpose, intake_record_id AS "intakeRecordId", dossier_id AS "dossierId",
       taken_at AS "takenAt", received_at AS "receivedAt"
     FROM casework_offline_cash
     WHERE ($1::uuid IS NULL OR agency_id = $1) AND ($2::timestamptz IS NULL OR taken_at >= $2)
       AND ($3::timestamptz IS NULL OR taken_at < $3)
     ORDER BY received_at, record_id`,
    [asked.agencyId ?? null, asked.from ?? null, asked.until ?? null],
  )
}
