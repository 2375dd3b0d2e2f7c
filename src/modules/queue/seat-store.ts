import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId, OfficerId } from '../../platform/ids.ts'
import { refusals } from './errors.ts'

/** An officer at an open counter. */
export interface Seat {
  id: string
  officerId: OfficerId
  counterId: string
  counterNumber: number
  centreId: AgencyId
  lineKeys: string[]
}

const SEAT = `
  SELECT s.id, s.officer_id AS "officerId", k.id AS "counterId", k.number AS "counterNumber", k.centre_id AS "centreId",
    k.line_keys AS "lineKeys"
  FROM queue_seat s JOIN queue_counter k ON k.id = s.counter_id
  WHERE s.officer_id = $1 AND s.closed_at IS NULL`

export async function findSeat(reader: Reader, officerId: OfficerId): Promise<Seat | undefined> {
  return (await query<Seat>(reader, SEAT, [officerId]))[0]
}

/**
 * The officer's open counter, held until the transaction ends: two windows of one officer act one after the other. Refuses
 * `queue.not_seated`.
 */
export async function lockSeat(tx: Reader, officerId: OfficerId): Promise<Seat> {
  const [seat] = await query<Seat>(tx, `${SEAT} FOR UPDATE OF s`, [officerId])
  if (seat === undefined) throw refusals.not_seated()
  return seat
}

/** Whether a ticket is in the counter's hands. */
export async function hasOpenCall(tx: Reader, counterId: string): Promise<boolean> {
  const rows = await query(tx, 'SELECT FROM queue_call WHERE counter_id = $1 AND ended_at IS NULL', [counterId])
  return rows.length > 0
}
