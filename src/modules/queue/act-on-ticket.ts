import { query, type Transaction } from '../../platform/db.ts'
import { notifyLive } from '../../platform/live/index.ts'
import type { Actor } from '../organisation/index.ts'
import { type Centre, centreTopic, getCentreById } from './centre-store.ts'
import type { QueueContext } from './context.ts'
import { deskOfficer } from './desk-officer.ts'
import { refusals } from './errors.ts'
import { mayWorkAt } from './policy.ts'
import { rankAt, rulesForGroup } from './rank.ts'
import { lockSeat, type Seat } from './seat-store.ts'
import {
  allowsAct,
  isInHand,
  needsReason,
  outcomeOf,
  type PriorityGroup,
  stateAfter,
  type TicketAct,
} from './ticket.ts'
import { endCall, findOpenCall, holdLine, type LockedTicket, lockTicket, recordEvent } from './ticket-store.ts'

export interface TicketCommand {
  ticketId: string
  act: TicketAct
  /** The version that was on the screen; a ticket changed meanwhile is refused (`stale_ticket`). */
  version?: number | undefined
  /** The officer's words; `set_priority` needs them. */
  reason?: string | undefined
  /** With `transfer`: a line's key, or a counter's number. */
  toLine?: string | undefined
  toCounter?: number | undefined
  /** With `set_priority`; null takes it away. */
  priority?: PriorityGroup | null | undefined
}

/** What an act writes on the ticket beside its state; undefined leaves it as it is. */
interface Change {
  lineId?: string
  forCounterId?: string
  priority?: PriorityGroup | null
  rankAt?: Date
  detail: string | null
}

/**
 * One act of an officer at an open counter. A ticket in hand belongs to the counter that called it; another one is told
 * (`ticket_taken`). Refuses `not_seated`, `ticket_not_found`, `act_not_possible`, `stale_ticket`, and what the act needs.
 */
export async function actOnTicket(context: QueueContext, actor: Actor, command: TicketCommand): Promise<void> {
  const officer = deskOfficer(actor)
  await context.db.write(async (tx) => {
    const seat = await lockSeat(tx, officer.officerId)
    if (!mayWorkAt(officer, seat.centreId)) throw refusals.not_at_counter()
    const ticket = await lockTicket(tx, { id: command.ticketId })
    if (ticket.centreId !== seat.centreId) throw refusals.ticket_not_found()
    await assertPossible(tx, { seat, ticket, command })
    const centre = await getCentreById(tx, seat.centreId)
    const change = await changeOf(tx, { centre, seat, ticket, command })
    await write(tx, ticket, { command, change })
    const { ticketId, act: type } = command
    const { officerId, counterId } = seat
    await recordEvent(tx, { ticketId, type, officerId, counterId, detail: change.detail })
    await notifyLive(tx, centreTopic(seat.centreId))
  })
}

interface Situation {
  seat: Seat
  ticket: LockedTicket
  command: TicketCommand
}

async function assertPossible(tx: Transaction, { seat, ticket, command }: Situation): Promise<void> {
  const { label } = ticket
  const call = isInHand(ticket.state) ? await findOpenCall(tx, ticket.id) : undefined
  if (call !== undefined && call.counterId !== seat.counterId) {
    throw refusals.ticket_taken({ label, counter: call.counterNumber })
  }
  if (!allowsAct(ticket.state, command.act)) throw refusals.act_not_possible({ label })
  if (command.version !== undefined && command.version !== ticket.version) throw refusals.stale_ticket({ label })
  if (needsReason(command.act) && (command.reason ?? '').trim() === '') {
    throw refusals.reason_missing({}, [{ path: 'reason', code: 'queue.reason_missing' }])
  }
}

async function changeOf(
  tx: Transaction,
  { centre, seat, ticket, command }: Situation & { centre: Centre },
): Promise<Change> {
  const detail = command.reason?.trim().slice(0, 500) || null
  switch (command.act) {
    case 'transfer': {
      const target = await targetOf(tx, { centre, seat, command })
      return { ...target, detail: detail === null ? target.detail : `${target.detail}: ${detail}`.slice(0, 500) }
    }
    case 'put_back':
      return { rankAt: rankOf({ centre, ticket }, ticket.now, true), detail }
    case 'set_priority': {
      const priority = command.priority ?? null
      const returned = await wasPutBack(tx, ticket.id)
      const changed = { centre, ticket: { ...ticket, priority } }
      return { priority, rankAt: rankOf(changed, ticket.waitingSince, returned), detail }
    }
    default:
      return { detail }
  }
}

function rankOf({ centre, ticket }: { centre: Centre; ticket: LockedTicket }, since: Date, returned: boolean): Date {
  const slotAt = ticket.slotAt?.getTime() ?? null
  const facts = { since: since.getTime(), priority: ticket.priority !== null, slotAt, returned }
  return new Date(rankAt(facts, rulesForGroup(centre.rules, ticket.priority)))
}

async function wasPutBack(tx: Transaction, ticketId: string): Promise<boolean> {
  const rows = await query(
    tx,
    `SELECT FROM queue_call WHERE ticket_id = $1 AND outcome IN ('put_back', 'no_show') LIMIT 1`,
    [ticketId],
  )
  return rows.length > 0
}

/** Where to: the line, or an open counter of the centre. Who is handed over keeps the place that the time of coming gives. */
async function targetOf(
  tx: Transaction,
  { centre, seat, command }: { centre: Centre; seat: Seat; command: TicketCommand },
): Promise<Change> {
  const unknown = () => refusals.target_unknown({}, [{ path: 'target', code: 'queue.target_unknown' }])
  if (command.toLine !== undefined) {
    const line = centre.lines.find(({ key }) => key === command.toLine)
    if (line === undefined) throw unknown()
    await holdLine(tx, line.id)
    return { lineId: line.id, detail: line.key }
  }
  if (command.toCounter === undefined) {
    throw refusals.target_missing({}, [{ path: 'target', code: 'queue.target_missing' }])
  }
  const counter = centre.counters.find(({ number }) => number === command.toCounter)
  if (counter === undefined || counter.id === seat.counterId) throw unknown()
  const open = await query(tx, 'SELECT FROM queue_seat WHERE counter_id = $1 AND closed_at IS NULL', [counter.id])
  if (open.length === 0) throw refusals.target_closed({ counter: counter.number })
  return { forCounterId: counter.id, detail: String(counter.number) }
}

async function write(
  tx: Transaction,
  ticket: LockedTicket,
  { command, change }: { command: TicketCommand; change: Change },
): Promise<void> {
  const state = stateAfter(ticket.state, command.act)
  const waitsAnew = state === 'waiting' && command.act !== 'set_priority'
  await query(
    tx,
    `UPDATE queue_ticket SET state = $2, version = version + 1, line_id = $3, priority = $5, rank_at = $6,
       waiting_since = $7, for_counter_id = CASE WHEN $8 THEN for_counter_id ELSE $4::uuid END WHERE id = $1`,
    [
      ticket.id,
      state,
      change.lineId ?? ticket.lineId,
      change.forCounterId ?? null,
      change.priority === undefined ? ticket.priority : change.priority,
      change.rankAt ?? ticket.rankAt,
      waitsAnew && ticket.state !== 'waiting' ? ticket.now : ticket.waitingSince,
      command.act === 'set_priority',
    ],
  )
  const outcome = outcomeOf(command.act)
  if (outcome !== null) await endCall(tx, ticket.id, outcome)
  if (command.act === 'begin') await markBegun(tx, ticket.id)
  if (command.act === 'recall') await markRecalled(tx, ticket.id)
}

async function markBegun(tx: Transaction, ticketId: string): Promise<void> {
  await query(tx, 'UPDATE queue_call SET began_at = platform_now() WHERE ticket_id = $1 AND ended_at IS NULL', [
    ticketId,
  ])
}

async function markRecalled(tx: Transaction, ticketId: string): Promise<void> {
  await query(
    tx,
    `UPDATE queue_call SET times = times + 1, last_called_at = platform_now()
     WHERE ticket_id = $1 AND ended_at IS NULL`,
    [ticketId],
  )
}
