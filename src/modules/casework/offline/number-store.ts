import { query, type Transaction } from '../../../platform/db.ts'
import { type AgencyId, newId } from '../../../platform/ids.ts'
import { offlineRefusals } from './errors.ts'
import { yearStart } from './numbering.ts'

export type NumberKind = 'dossier' | 'receipt'

/** Whose numbers: a machine's, at one counter, for one day (receipts: for the year of that day). */
export interface NumberOwner {
  kind: NumberKind
  agencyId: AgencyId
  deviceId: string
  onDate: string
}

export interface NumberBlock {
  id: string
  onDate: string
  first: number
  last: number
}

const RESERVE_SERIALS = `INSERT INTO casework_serial AS s (agency_id, on_date, last_serial) VALUES ($1, $2::date, $3)
 ON CONFLICT (agency_id, on_date) DO UPDATE SET last_serial = s.last_serial + $3 WHERE s.last_serial + $3 <= 9999
 RETURNING last_serial AS last`
const RESERVE_RECEIPTS = `INSERT INTO casework_receipt_serial AS s (agency_id, on_year, last_number)
 VALUES ($1, extract(year FROM $2::date)::integer, $3)
 ON CONFLICT (agency_id, on_year) DO UPDATE SET last_number = s.last_number + $3 WHERE s.last_number + $3 <= 999999
 RETURNING last_number AS last`

/**
 * Takes so many numbers out of the counter's series for one machine; whoever accepts meanwhile goes on behind them (TT 01/2018
 * Art. 19: none is given twice). Refuses `numbers_exhausted`.
 */
export async function reserveNumbers(
  tx: Transaction,
  owner: NumberOwner,
  { size, usableUntil }: { size: number; usableUntil: number },
): Promise<NumberBlock> {
  const onDate = owner.kind === 'dossier' ? owner.onDate : yearStart(owner.onDate)
  const reserve = owner.kind === 'dossier' ? RESERVE_SERIALS : RESERVE_RECEIPTS
  const [row] = await query<{ last: number }>(tx, reserve, [owner.agencyId, onDate, size])
  if (row === undefined) throw offlineRefusals.numbers_exhausted()
  const block = { id: newId(), onDate, first: row.last - size + 1, last: row.last }
  await query(
    tx,
    `INSERT INTO casework_number_block (id, kind, agency_id, on_date, first_number, last_number, device_id, usable_until)
     VALUES ($1, $2, $3, $4::date, $5, $6, $7, $8)`,
    [block.id, owner.kind, owner.agencyId, onDate, block.first, block.last, owner.deviceId, new Date(usableUntil)],
  )
  return block
}

/** The open blocks of a machine for a day, each with its numbers that are used or void. */
export async function openBlocks(tx: Transaction, owner: NumberOwner): Promise<(NumberBlock & { taken: number[] })[]> {
  const onDate = owner.kind === 'dossier' ? owner.onDate : yearStart(owner.onDate)
  return query(
    tx,
    `SELECT b.id, b.on_date AS "onDate", b.first_number AS first, b.last_number AS last,
       ARRAY(SELECT u.number FROM casework_number_use u WHERE u.block_id = b.id ORDER BY u.number) AS taken
     FROM casework_number_block b
     WHERE b.device_id = $1 AND b.agency_id = $2 AND b.kind = $3 AND b.on_date = $4::date AND b.closed_at IS NULL
     ORDER BY b.first_number`,
    [owner.deviceId, owner.agencyId, owner.kind, onDate],
  )
}

export async function prolongBlocks(tx: Transaction, owner: Omit<NumberOwner, 'onDate'>, until: number): Promise<void> {
  await query(
    tx,
    `UPDATE casework_number_block SET usable_until = greatest(usable_until, $4)
     WHERE device_id = $1 AND agency_id = $2 AND kind = $3 AND closed_at IS NULL`,
    [owner.deviceId, owner.agencyId, owner.kind, new Date(until)],
  )
}

/**
 * Uses one reserved number for one record, in the caller's transaction. The block's row is held meanwhile, so that nobody makes it
 * void; two who bring the same number at once meet at the primary key, and the second is refused. Refuses `code_unknown`,
 * `code_other_device`, `code_void`, `code_used`.
 */
export async function spendNumber(
  tx: Transaction,
  owner: NumberOwner,
  { number, recordId }: { number: number; recordId: string },
): Promise<void> {
  const [block] = await query<{ id: string; deviceId: string; closed: boolean }>(
    tx,
    `SELECT id, device_id AS "deviceId", closed_at IS NOT NULL OR usable_until <= platform_now() AS closed
     FROM casework_number_block
     WHERE kind = $1 AND agency_id = $2 AND on_date = $3::date AND $4::integer BETWEEN first_number AND last_number
     FOR SHARE`,
    [owner.kind, owner.agencyId, owner.onDate, number],
  )
  if (block === undefined) throw offlineRefusals.code_unknown()
  if (block.deviceId !== owner.deviceId) throw offlineRefusals.code_other_device()
  const taken = await query(
    tx,
    `INSERT INTO casework_number_use (kind, agency_id, on_date, number, block_id, outcome, record_id)
     SELECT $1, $2, $3::date, $4, $5, 'used', $6 WHERE NOT $7::boolean
     ON CONFLICT (kind, agency_id, on_date, number) DO NOTHING RETURNING number`,
    [owner.kind, owner.agencyId, owner.onDate, number, block.id, recordId, block.closed],
  )
  if (taken.length === 0) throw await whyTaken(tx, owner, number)
}

async function whyTaken(tx: Transaction, owner: NumberOwner, number: number): Promise<Error> {
  const [row] = await query<{ outcome: string }>(
    tx,
    `SELECT outcome FROM casework_number_use WHERE kind = $1 AND agency_id = $2 AND on_date = $3::date AND number = $4`,
    [owner.kind, owner.agencyId, owner.onDate, number],
  )
  return row?.outcome === 'used' ? offlineRefusals.code_used() : offlineRefusals.code_void()
}

/** A number of this machine that will not be used after all; one that is used, or another's, stays as it is. */
export async function voidNumber(tx: Transaction, owner: NumberOwner, number: number): Promise<void> {
  await query(
    tx,
    `INSERT INTO casework_number_use (kind, agency_id, on_date, number, block_id, outcome)
     SELECT kind, agency_id, on_date, $4::integer, id, 'void' FROM casework_number_block
     WHERE kind = $1 AND agency_id = $2 AND on_date = $3::date AND $4::integer BETWEEN first_number AND last_number
       AND device_id = $5
     ON CONFLICT DO NOTHING`,
    [owner.kind, owner.agencyId, owner.onDate, number, owner.deviceId],
  )
}

const VOID_REST = `voided AS (
   INSERT INTO casework_number_use (kind, agency_id, on_date, number, block_id, outcome)
   SELECT kind, agency_id, on_date, number, id, 'void'
   FROM ended, LATERAL generate_series(first_number, last_number) AS number ON CONFLICT DO NOTHING)
 UPDATE casework_number_block b SET closed_at = platform_now() FROM ended WHERE b.id = ended.id`

/** What a machine has left is void from now on. */
export async function closeBlocksOf(tx: Transaction, deviceId: string, agencyId: AgencyId): Promise<void> {
  await query(
    tx,
    `WITH ended AS (SELECT * FROM casework_number_block
       WHERE device_id = $1 AND agency_id = $2 AND closed_at IS NULL ORDER BY id FOR UPDATE), ${VOID_REST}`,
    [deviceId, agencyId],
  )
}

/** Blocks whose time is over: their unused numbers are void. A hundred at a time. */
export async function closeExpiredBlocks(tx: Transaction): Promise<void> {
  await query(
    tx,
    `WITH ended AS (SELECT * FROM casework_number_block
       WHERE closed_at IS NULL AND usable_until <= platform_now() ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED), ${VOID_REST}`,
  )
}
