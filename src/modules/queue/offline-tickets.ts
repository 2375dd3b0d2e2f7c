import { localDate } from '../../platform/civil-date.ts'
import { query, type Reader, type Transaction } from '../../platform/db.ts'
import { type AgencyId, newId, type OfficerId } from '../../platform/ids.ts'
import { notifyLive } from '../../platform/live/index.ts'
import { agencyTree, oneStopCentreOf } from '../organisation/index.ts'
import { type Centre, centreTopic, getCentreById, type Line } from './centre-store.ts'
import type { PriorityGroup } from './ticket.ts'
import { findTicketOfCommand, insertTicket, recordEvent } from './ticket-store.ts'

/** The lines a visitor can be given a number for at the counters of an agency; empty where no queue is kept. */
export async function linesForCounter(reader: Reader, agencyId: AgencyId): Promise<Line[]> {
  return (await findCentreOf(reader, agencyId))?.lines ?? []
}

async function findCentreOf(reader: Reader, agencyId: AgencyId): Promise<Centre | undefined> {
  const centre = oneStopCentreOf(await agencyTree(reader), agencyId)
  if (centre === undefined) return undefined
  const kept = await query(reader, 'SELECT FROM queue_centre WHERE centre_id = $1', [centre.id])
  return kept.length === 0 ? undefined : getCentreById(reader, centre.id)
}

export interface OfflineTicket {
  /** Made by the machine: the same record is one ticket, however often it comes. */
  recordId: string
  /** The counter whose machine gave it. */
  agencyId: AgencyId
  /** The number on the slip; null: that one cannot be kept, it takes the next of its line. */
  label: string | null
  line: string | null
  priority: PriorityGroup | null
  /** When it was given, epoch milliseconds. */
  takenAt: number
}

/**
 * A ticket given while the line was down takes its place in the queue by its own time, marked as such. `number_taken`: the number already
 * stands on another ticket of that day. `no_queue`: the counter keeps none. A line that is gone meanwhile: its visitors wait in the
 * centre's first, as those who had booked it do.
 */
export async function enterOfflineTicket(
  tx: Transaction,
  ticket: OfflineTicket,
): Promise<{ label: string } | 'number_taken' | 'no_queue'> {
  const centre = await findCentreOf(tx, ticket.agencyId)
  const line = centre?.lines.find(({ key }) => key === ticket.line) ?? centre?.lines[0]
  if (centre === undefined || line === undefined) return 'no_queue'
  const known = await findTicketOfCommand(tx, ticket.recordId)
  if (known !== undefined) return known
  const { label, takenAt, priority, recordId } = ticket
  const day = localDate(takenAt)
  if (label !== null && (await isGiven(tx, { centreId: centre.id, day, label }))) return 'number_taken'
  const offline = { label, takenAt: new Date(takenAt), day }
  return insertTicket(tx, { centre, line, commandId: recordId, source: 'offline', priority, booking: null, offline })
}

/** Whether the number stands on a ticket of that day; whoever asks for the same one waits until the transaction ends. */
async function isGiven(
  tx: Transaction,
  { centreId, day, label }: { centreId: AgencyId; day: string; label: string },
): Promise<boolean> {
  await query(tx, `SELECT pg_advisory_xact_lock(hashtextextended('queue label ' || $1::text || $2 || $3, 0))`, [
    centreId,
    day,
    label,
  ])
  const rows = await query(tx, 'SELECT FROM queue_ticket WHERE centre_id = $1 AND day = $2 AND label = $3', [
    centreId,
    day,
    label,
  ])
  return rows.length > 0
}

export interface OfflineVisit {
  agencyId: AgencyId
  label: string
  officerId: OfficerId
  /** When the clerk turned to the visitor, and when the visit was over; epoch milliseconds. */
  beganAt: number
  endedAt: number
}

/**
 * The visitor with this ticket was received while the line was down: the ticket is done, and waiting and service are measured by the times of
 * the counter. One that somebody has called meanwhile, or that is over, is left as it is.
 */
export async function finishOfflineVisit(tx: Transaction, visit: OfflineVisit): Promise<void> {
  const centre = await findCentreOf(tx, visit.agencyId)
  if (centre === undefined) return
  const [ticket] = await query<{ id: string; takenAt: Date }>(
    tx,
    `UPDATE queue_ticket SET state = 'finished', version = version + 1
     WHERE centre_id = $1 AND day = $2 AND label = $3 AND source = 'offline' AND state IN ('waiting', 'expired')
     RETURNING id, taken_at AS "takenAt"`,
    [centre.id, localDate(visit.endedAt), visit.label],
  )
  if (ticket === undefined) return
  const beganAt = new Date(Math.max(ticket.takenAt.getTime(), Math.min(visit.beganAt, visit.endedAt)))
  const endedAt = new Date(Math.max(beganAt.getTime(), visit.endedAt))
  await query(
    tx,
    `INSERT INTO queue_call (id, ticket_id, centre_id, line_id, counter_id, officer_id, priority, waiting_since, called_at,
       last_called_at, began_at, ended_at, outcome)
     SELECT $2, id, centre_id, line_id, NULL, $3, priority IS NOT NULL, waiting_since, $4, $4, $4, $5, 'finished'
     FROM queue_ticket WHERE id = $1`,
    [ticket.id, newId(), visit.officerId, beganAt, endedAt],
  )
  const { officerId } = visit
  await recordEvent(tx, { ticketId: ticket.id, type: 'finish', officerId, counterId: null, detail: null })
  await notifyLive(tx, centreTopic(centre.id))
}
