import { query } from '../../platform/db.ts'
import { type AgencyId, newId, type OfficerId } from '../../platform/ids.ts'
import { notifyLive } from '../../platform/live/index.ts'
import { type Actor, officerNamesById } from '../organisation/index.ts'
import { centreTopic } from './centre-store.ts'
import type { QueueContext } from './context.ts'
import { deskOfficer } from './desk-officer.ts'
import { refusals } from './errors.ts'
import { mayWorkAt } from './policy.ts'
import { hasOpenCall, lockSeat, type Seat } from './seat-store.ts'

/**
 * Opens a counter for the officer. Twice is once. Refuses `counter_not_found` (also for a centre where one does not receive),
 * `counter_taken` by somebody, `already_seated` elsewhere.
 */
export async function openCounter(context: QueueContext, actor: Actor, counterId: string): Promise<void> {
  const officer = deskOfficer(actor)
  await context.db.write(async (tx) => {
    const [counter] = await query<{ centreId: AgencyId }>(
      tx,
      'SELECT centre_id AS "centreId" FROM queue_counter WHERE id = $1 AND active FOR SHARE',
      [counterId],
    )
    if (counter === undefined || !mayWorkAt(officer, counter.centreId)) throw refusals.counter_not_found()
    const made = await query(
      tx,
      `INSERT INTO queue_seat (id, counter_id, officer_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id`,
      [newId(), counterId, officer.officerId],
    )
    if (made.length > 0) return notifyLive(tx, centreTopic(counter.centreId))
    const [own] = await query<Pick<Seat, 'counterId' | 'counterNumber'>>(
      tx,
      `SELECT s.counter_id AS "counterId", k.number AS "counterNumber" FROM queue_seat s
       JOIN queue_counter k ON k.id = s.counter_id WHERE s.officer_id = $1 AND s.closed_at IS NULL`,
      [officer.officerId],
    )
    if (own?.counterId === counterId) return
    if (own !== undefined) throw refusals.already_seated({ counter: own.counterNumber })
    throw refusals.counter_taken({ name: await nameOfSitter(tx, counterId) })
  })
}

async function nameOfSitter(tx: Parameters<typeof officerNamesById>[0], counterId: string): Promise<string> {
  const [row] = await query<{ officerId: OfficerId }>(
    tx,
    'SELECT officer_id AS "officerId" FROM queue_seat WHERE counter_id = $1 AND closed_at IS NULL',
    [counterId],
  )
  if (row === undefined) return '…'
  return (await officerNamesById(tx, [row.officerId])).get(row.officerId) ?? '…'
}

/** Closes the officer's counter. Twice is once. Refuses `still_serving` while a ticket is in hand. */
export async function closeCounter(context: QueueContext, actor: Actor): Promise<void> {
  const officer = deskOfficer(actor)
  await context.db.write(async (tx) => {
    const seat = await lockSeat(tx, officer.officerId)
    if (await hasOpenCall(tx, seat.counterId)) throw refusals.still_serving()
    await query(tx, 'UPDATE queue_seat SET closed_at = platform_now() WHERE id = $1', [seat.id])
    await notifyLive(tx, centreTopic(seat.centreId))
  })
}
