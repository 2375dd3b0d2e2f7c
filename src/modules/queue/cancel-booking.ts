import { query } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { notifyLive } from '../../platform/live/index.ts'
import { type BookingState, isMissed } from './booking.ts'
import { centreTopic, getCentreById } from './centre-store.ts'
import type { QueueContext } from './context.ts'
import { refusals } from './errors.ts'

/** Gives a slot back, so that somebody else may have it. A second time changes nothing. Refuses `booking_not_found`, `booking_over`. */
export async function cancelBooking(context: QueueContext, token: string): Promise<void> {
  await context.db.write(async (tx) => {
    const [booking] = await query<{ id: string; centreId: AgencyId; slotAt: Date; state: BookingState }>(
      tx,
      `SELECT id, centre_id AS "centreId", slot_at AS "slotAt", state FROM queue_booking WHERE token = $1 FOR UPDATE`,
      [token],
    )
    if (booking === undefined) throw refusals.booking_not_found()
    if (booking.state === 'cancelled') return
    const { rules, now } = await getCentreById(tx, booking.centreId)
    const past = { slotAt: booking.slotAt.getTime(), state: booking.state }
    if (booking.state !== 'booked' || isMissed(past, rules, now)) throw refusals.booking_over()
    await query(tx, `UPDATE queue_booking SET state = 'cancelled', ended_at = platform_now() WHERE id = $1`, [
      booking.id,
    ])
    await notifyLive(tx, centreTopic(booking.centreId))
  })
}
