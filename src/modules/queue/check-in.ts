import { query, type Transaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { type BookingState, checkInAnswer } from './booking.ts'
import { type Centre, getCentre, type Line } from './centre-store.ts'
import type { QueueContext } from './context.ts'
import { refusals } from './errors.ts'
import { spokenInstant } from './take-ticket.ts'
import type { PriorityGroup } from './ticket.ts'
import { insertTicket, type TakenTicket } from './ticket-store.ts'

export interface CheckIn {
  centre: string
  /** As typed at the kiosk: spaces and small letters do no harm. */
  code: string
  address: string
}

interface FoundBooking {
  id: string
  lineId: string
  slotAt: Date
  state: BookingState
  priority: PriorityGroup | null
  ticket: TakenTicket | null
}

/**
 * Turns a booking into a ticket for who has come. A second time gives the same ticket. Refuses `code_unknown`, `booking_early` (more than
 * an hour before), `booking_late` (the slot is lost), `booking_over`.
 */
export async function checkIn(context: QueueContext, request: CheckIn): Promise<TakenTicket> {
  if (!context.mayAsk(request.address)) throw refusals.too_many_tickets()
  const centre = await getCentre(context.db.read, request.centre)
  const code = request.code.replace(/[\s.-]/g, '').toUpperCase()
  return context.db.write(async (tx) => {
    const booking = await lockBooking(tx, centre, code)
    if (booking.ticket !== null) return booking.ticket
    const slotAt = booking.slotAt.getTime()
    const answer = checkInAnswer({ slotAt, state: booking.state }, centre.rules, centre.now)
    if (answer === 'early') throw refusals.booking_early(spokenInstant(slotAt))
    if (answer === 'late') {
      throw refusals.booking_late({ ...spokenInstant(slotAt), minutes: centre.rules.lateMinutes })
    }
    if (answer === 'over') throw refusals.booking_over()
    await query(tx, `UPDATE queue_booking SET state = 'checked_in', ended_at = platform_now() WHERE id = $1`, [
      booking.id,
    ])
    const line = lineOf(centre, booking.lineId)
    const { id, priority } = booking
    const commandId = newId()
    return insertTicket(tx, { centre, line, commandId, source: 'booking', priority, booking: { id, slotAt } })
  })
}

/** The line that was booked; when it is no longer in use, the centre's first takes its visitors. */
function lineOf(centre: Centre, lineId: string): Line {
  const line = centre.lines.find(({ id }) => id === lineId) ?? centre.lines[0]
  if (line === undefined) throw refusals.line_unknown()
  return line
}

async function lockBooking(tx: Transaction, centre: Centre, code: string): Promise<FoundBooking> {
  const [row] = await query<Omit<FoundBooking, 'ticket'>>(
    tx,
    `SELECT id, line_id AS "lineId", slot_at AS "slotAt", state, priority FROM queue_booking
     WHERE centre_id = $1 AND code = $2 AND slot_at > platform_now() - interval '1 day'
     ORDER BY slot_at DESC LIMIT 1 FOR UPDATE`,
    [centre.id, code],
  )
  if (row === undefined) throw refusals.code_unknown({}, [{ path: 'code', code: 'queue.code_unknown' }])
  const [ticket] = await query<TakenTicket>(tx, 'SELECT id, token, label FROM queue_ticket WHERE booking_id = $1', [
    row.id,
  ])
  return { ...row, ticket: ticket ?? null }
}
