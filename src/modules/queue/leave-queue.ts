import { query } from '../../platform/db.ts'
import { notifyLive } from '../../platform/live/index.ts'
import { centreTopic } from './centre-store.ts'
import type { QueueContext } from './context.ts'
import { refusals } from './errors.ts'
import { mayLeave } from './ticket.ts'
import { endCall, lockTicket, recordEvent } from './ticket-store.ts'

/** The visitor gives the ticket up, so that nobody waits for them. A second press changes nothing. Refuses `ticket_not_found`, `cannot_leave`. */
export async function leaveQueue(context: QueueContext, token: string): Promise<void> {
  await context.db.write(async (tx) => {
    const ticket = await lockTicket(tx, { token })
    if (ticket.state === 'left') return
    if (!mayLeave(ticket.state)) throw refusals.cannot_leave()
    await query(tx, `UPDATE queue_ticket SET state = 'left', version = version + 1 WHERE id = $1`, [ticket.id])
    await endCall(tx, ticket.id, 'left')
    await recordEvent(tx, { ticketId: ticket.id, type: 'leave', officerId: null, counterId: null, detail: null })
    await notifyLive(tx, centreTopic(ticket.centreId))
  })
}
