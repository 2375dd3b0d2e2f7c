import { randomBytes } from 'node:crypto'
import { type IsoDate, localDate } from '../../platform/civil-date.ts'
import { query, type Transaction } from '../../platform/db.ts'
import { type AgencyId, newId, type OfficerId } from '../../platform/ids.ts'
import { notifyLive } from '../../platform/live/index.ts'
import { type Centre, centreTopic, type Line, TODAY } from './centre-store.ts'
import { refusals } from './errors.ts'
import { rankAt, rulesForGroup } from './rank.ts'
import { type PriorityGroup, type TicketAct, type TicketSource, type TicketState, ticketLabel } from './ticket.ts'

/** Numbers a line gives in one day; three digits are what people read and hear. */
const MOST_A_DAY = 999

/** What nobody can guess: 128 random bits, 22 characters. */
export function newToken(): string {
  return randomBytes(16).toString('base64url')
}

/** One command at a time: who comes second finds what the first has made. Held until the transaction ends. */
export async function lockWord(tx: Transaction, word: string): Promise<void> {
  await query(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [word])
}

export interface NewTicket {
  centre: Centre
  line: Line
  commandId: string
  source: TicketSource
  priority: PriorityGroup | null
  booking: { id: string; slotAt: number } | null
  /** Given while the line was down: when, and under which number; null: the next of the line on that day. */
  offline?: { label: string | null; takenAt: Date; day: IsoDate }
}

export interface TakenTicket {
  id: string
  token: string
  label: string
}

/** Gives the next number of the line and puts the ticket in its place. Refuses `queue.day_full`. */
export async function insertTicket(tx: Transaction, ticket: NewTicket): Promise<TakenTicket> {
  const { centre, source, priority, booking, commandId } = ticket
  const line = await holdLine(tx, ticket.line.id)
  const { label, day, takenAt } = await numberFor(tx, line, ticket.offline)
  const id = newId()
  const token = newToken()
  const since = takenAt.getTime()
  const facts = { since, priority: priority !== null, slotAt: booking?.slotAt ?? null, returned: false }
  await query(
    tx,
    `INSERT INTO queue_ticket (id, token, command_id, centre_id, line_id, day, label, source, booking_id, priority,
       taken_at, waiting_since, rank_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)`,
    [
      id,
      token,
      commandId,
      centre.id,
      line.id,
      day,
      label,
      source,
      booking?.id ?? null,
      priority,
      takenAt,
      new Date(rankAt(facts, rulesForGroup(centre.rules, priority))),
    ],
  )
  await recordEvent(tx, { ticketId: id, type: 'take', officerId: null, counterId: null, detail: null })
  await notifyLive(tx, centreTopic(centre.id))
  return { id, token, label }
}

/** The number, its day and when the wait began. Refuses `queue.day_full`. */
async function numberFor(
  tx: Transaction,
  line: Pick<Line, 'id' | 'prefix'>,
  offline: NewTicket['offline'],
): Promise<{ label: string; day: IsoDate; takenAt: Date }> {
  if (offline !== undefined && offline.label !== null) return { ...offline, label: offline.label }
  const [given] = await query<{ last: number; day: IsoDate; now: Date }>(
    tx,
    `INSERT INTO queue_number AS n (line_id, day, last) VALUES ($1, coalesce($3::date, ${TODAY}), 1)
     ON CONFLICT (line_id, day) DO UPDATE SET last = n.last + 1 WHERE n.last < $2
     RETURNING last, day, platform_now() AS now`,
    [line.id, MOST_A_DAY, offline?.day ?? null],
  )
  if (given === undefined) throw refusals.day_full({ most: MOST_A_DAY })
  return { label: ticketLabel(line.prefix, given.last), day: given.day, takenAt: offline?.takenAt ?? given.now }
}

/**
 * The line as it is now, kept in use until the transaction ends: it may have been rearranged since the page was drawn. Refuses
 * `line_unknown` for one no longer in use.
 */
export async function holdLine(tx: Transaction, lineId: string): Promise<Pick<Line, 'id' | 'prefix'>> {
  const [line] = await query<Pick<Line, 'id' | 'prefix'>>(
    tx,
    'SELECT id, prefix FROM queue_line WHERE id = $1 AND active FOR SHARE',
    [lineId],
  )
  if (line === undefined) throw refusals.line_unknown({}, [{ path: 'line', code: 'queue.line_unknown' }])
  return line
}

/** The ticket that this command made before, if it did. */
export async function findTicketOfCommand(tx: Transaction, commandId: string): Promise<TakenTicket | undefined> {
  const rows = await query<TakenTicket>(tx, 'SELECT id, token, label FROM queue_ticket WHERE command_id = $1', [
    commandId,
  ])
  return rows[0]
}

export interface LockedTicket {
  id: string
  centreId: AgencyId
  lineId: string
  label: string
  state: TicketState
  priority: PriorityGroup | null
  waitingSince: Date
  rankAt: Date
  version: number
  day: IsoDate
  /** The slot of the booking it was made from. */
  slotAt: Date | null
  now: Date
}

const LOCK = `
  SELECT t.id, t.centre_id AS "centreId", t.line_id AS "lineId", t.label, t.state, t.priority,
    t.waiting_since AS "waitingSince", t.rank_at AS "rankAt", t.version, t.day, b.slot_at AS "slotAt",
    platform_now() AS now
  FROM queue_ticket t LEFT JOIN queue_booking b ON b.id = t.booking_id`

/** The ticket, held until the transaction ends. Refuses `queue.ticket_not_found`. */
export async function lockTicket(tx: Transaction, by: { id: string } | { token: string }): Promise<LockedTicket> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['token', by.token]
  const [row] = await query<LockedTicket>(tx, `${LOCK} WHERE t.${column} = $1 FOR UPDATE OF t`, [value])
  if (row === undefined || (row.day !== localDate(row.now.getTime()) && row.state === 'waiting')) {
    throw refusals.ticket_not_found()
  }
  return row
}

export interface OpenCall {
  id: string
  counterId: string
  counterNumber: number
}

/** The call in which the ticket is in somebody's hands. */
export async function findOpenCall(tx: Transaction, ticketId: string): Promise<OpenCall | undefined> {
  const rows = await query<OpenCall>(
    tx,
    `SELECT c.id, c.counter_id AS "counterId", k.number AS "counterNumber"
     FROM queue_call c JOIN queue_counter k ON k.id = c.counter_id WHERE c.ticket_id = $1 AND c.ended_at IS NULL`,
    [ticketId],
  )
  return rows[0]
}

export interface TicketEvent {
  ticketId: string
  type: TicketAct | 'take' | 'call' | 'leave' | 'expire'
  officerId: OfficerId | null
  counterId: string | null
  detail: string | null
}

export async function recordEvent(tx: Transaction, event: TicketEvent): Promise<void> {
  await query(
    tx,
    'INSERT INTO queue_event (ticket_id, type, officer_id, counter_id, detail) VALUES ($1, $2, $3, $4, $5)',
    [event.ticketId, event.type, event.officerId, event.counterId, event.detail],
  )
}

/** Ends the open call of a ticket, if there is one. */
export async function endCall(tx: Transaction, ticketId: string, outcome: string): Promise<void> {
  await query(
    tx,
    `UPDATE queue_call SET ended_at = platform_now(), outcome = $2 WHERE ticket_id = $1 AND ended_at IS NULL`,
    [ticketId, outcome],
  )
}
