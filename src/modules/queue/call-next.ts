import { query, type Transaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { notifyLive } from '../../platform/live/index.ts'
import type { Actor } from '../organisation/index.ts'
import { centreTopic, TODAY } from './centre-store.ts'
import type { QueueContext } from './context.ts'
import { deskOfficer } from './desk-officer.ts'
import { refusals } from './errors.ts'
import { mayWorkAt } from './policy.ts'
import { hasOpenCall, lockSeat, type Seat } from './seat-store.ts'
import { findOpenCall, lockTicket, recordEvent } from './ticket-store.ts'

export interface CalledTicket {
  ticketId: string
  label: string
  counterNumber: number
}

/** Of the lines a counter serves, and what was handed over to it; not what was handed over to another open counter. */
const NEXT = `
  SELECT t.id FROM queue_ticket t JOIN queue_line l ON l.id = t.line_id
  WHERE t.centre_id = $1 AND t.day = ${TODAY} AND t.state = 'waiting'
    AND (t.for_counter_id = $2 OR (l.key = ANY($3) AND (t.for_counter_id IS NULL OR NOT EXISTS (
      SELECT FROM queue_seat s WHERE s.counter_id = t.for_counter_id AND s.closed_at IS NULL))))
  ORDER BY t.rank_at, t.id LIMIT 1 FOR UPDATE OF t SKIP LOCKED`

/**
 * Calls the next ticket to the officer's counter: two who press at once get two different ones. Refuses `not_seated`, `still_serving`,
 * `nobody_waits`.
 */
export async function callNext(context: QueueContext, actor: Actor): Promise<CalledTicket> {
  return atFreeCounter(context, actor, async (tx, seat) => {
    const [next] = await query<{ id: string }>(tx, NEXT, [seat.centreId, seat.counterId, seat.lineKeys])
    if (next === undefined) throw refusals.nobody_waits()
    return next.id
  })
}

/**
 * Calls one ticket out of its turn. Of two who press at once one wins; the other is told which counter has it (`ticket_taken`). Refuses
 * as `callNext` does, and `ticket_not_found`, `act_not_possible`.
 */
export async function callTicket(context: QueueContext, actor: Actor, ticketId: string): Promise<CalledTicket> {
  return atFreeCounter(context, actor, async (tx, seat) => {
    const ticket = await lockTicket(tx, { id: ticketId })
    if (ticket.centreId !== seat.centreId) throw refusals.ticket_not_found()
    if (ticket.state === 'waiting') return ticket.id
    const open = await findOpenCall(tx, ticket.id)
    if (open !== undefined) throw refusals.ticket_taken({ label: ticket.label, counter: open.counterNumber })
    throw refusals.act_not_possible({ label: ticket.label })
  })
}

function atFreeCounter(
  { db }: QueueContext,
  actor: Actor,
  choose: (tx: Transaction, seat: Seat) => Promise<string>,
): Promise<CalledTicket> {
  const officer = deskOfficer(actor)
  return db.write(async (tx) => {
    const seat = await lockSeat(tx, officer.officerId)
    if (!mayWorkAt(officer, seat.centreId)) throw refusals.not_at_counter()
    if (await hasOpenCall(tx, seat.counterId)) throw refusals.still_serving()
    return callTo(tx, seat, await choose(tx, seat))
  })
}

async function callTo(tx: Transaction, seat: Seat, ticketId: string): Promise<CalledTicket> {
  const [ticket] = await query<{ label: string }>(
    tx,
    `WITH called AS (
       UPDATE queue_ticket SET state = 'called', version = version + 1, for_counter_id = NULL WHERE id = $1 RETURNING *
     ), made AS (
       INSERT INTO queue_call (id, ticket_id, centre_id, line_id, counter_id, officer_id, priority, waiting_since)
       SELECT $2, id, centre_id, line_id, $3, $4, priority IS NOT NULL, waiting_since FROM called
     )
     SELECT label FROM called`,
    [ticketId, newId(), seat.counterId, seat.officerId],
  )
  const by = { officerId: seat.officerId, counterId: seat.counterId }
  await recordEvent(tx, { ticketId, type: 'call', ...by, detail: null })
  await notifyLive(tx, centreTopic(seat.centreId))
  return { ticketId, label: ticket?.label ?? '', counterNumber: seat.counterNumber }
}
