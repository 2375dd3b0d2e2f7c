import { query, type Reader } from '../../platform/db.ts'
import type { OfficerId, PersonId } from '../../platform/ids.ts'
import { type Actor, agencyTree, officerNamesById } from '../organisation/index.ts'
import { readProfiles, readProfileVersions } from '../vault/index.ts'
import { type Centre, getCentreById, TODAY } from './centre-store.ts'
import { cardOf, nameOfLine } from './centre-views.ts'
import type { QueueContext } from './context.ts'
import { deskOfficer } from './desk-officer.ts'
import { centresToWorkAt } from './policy.ts'
import type { DeskTicket, DeskView } from './schemas.ts'
import { findSeat, type Seat } from './seat-store.ts'

/** How many of those who wait the console lists; all are counted. */
const MOST_LISTED = 15
const MOST_NO_SHOWS = 5

/** The officer's console. Refuses `login_needed`, `not_at_counter`. */
export async function getDesk(context: QueueContext, actor: Actor): Promise<DeskView> {
  const officer = deskOfficer(actor)
  const { read } = context.db
  const seat = await findSeat(read, officer.officerId)
  if (seat === undefined) return standing(read, actor)
  const centre = await getCentreById(read, seat.centreId)
  const [current, waiting, noShows, others] = await Promise.all([
    readCurrent(context, seat),
    readTickets(read, seat, 'waiting'),
    readTickets(read, seat, 'no_show'),
    readOtherOpen(read, seat),
  ])
  return {
    at: new Date(centre.now).toISOString(),
    seat: {
      centre: cardOf(centre),
      counterId: seat.counterId,
      counterNumber: seat.counterNumber,
      lines: centre.lines.filter(({ key }) => seat.lineKeys.includes(key)).map(nameOfLine),
      allLines: centre.lines.map(nameOfLine),
      otherOpenCounters: others,
    },
    current,
    waiting: waiting.slice(0, MOST_LISTED).map(ticketOf),
    waitingCount: waiting[0]?.total ?? 0,
    noShows: noShows.slice(0, MOST_NO_SHOWS).map(ticketOf),
    centres: [],
  }
}

/** No counter open: where one may sit down. */
async function standing(reader: Reader, actor: Actor): Promise<DeskView> {
  const tree = await agencyTree(reader)
  const centres = await Promise.all(
    centresToWorkAt(tree, actor).map((id) => getCentreById(reader, id).catch(() => null)),
  )
  const known = centres.filter((centre): centre is Centre => centre !== null)
  const sitters = await readSitters(reader, known)
  return {
    at: new Date(known[0]?.now ?? Date.now()).toISOString(),
    seat: null,
    current: null,
    waiting: [],
    waitingCount: 0,
    noShows: [],
    centres: known.map((centre) => ({
      centre: cardOf(centre),
      counters: centre.counters.map(({ id, number, lineKeys }) => ({
        id,
        number,
        lines: centre.lines.filter(({ key }) => lineKeys.includes(key)).map(nameOfLine),
        sitter: sitters.get(id) ?? null,
      })),
    })),
  }
}

async function readSitters(reader: Reader, centres: readonly Centre[]): Promise<Map<string, string>> {
  const rows = await query<{ counterId: string; officerId: OfficerId }>(
    reader,
    `SELECT s.counter_id AS "counterId", s.officer_id AS "officerId" FROM queue_seat s
     JOIN queue_counter k ON k.id = s.counter_id WHERE s.closed_at IS NULL AND k.centre_id = ANY($1::uuid[])`,
    [centres.map((centre) => centre.id)],
  )
  const names = await officerNamesById(
    reader,
    rows.map((row) => row.officerId),
  )
  return new Map(rows.map(({ counterId, officerId }) => [counterId, names.get(officerId) ?? '…']))
}

interface TicketRow {
  id: string
  label: string
  state: DeskTicket['state']
  version: number
  key: string
  nameVi: string
  nameEn: string
  priority: DeskTicket['priority']
  source: string
  waitingSince: Date
  forCounter: number | null
  slotAt: Date | null
  total: number
}

const COLUMNS = `t.id, t.label, t.state, t.version, l.key, l.name_vi AS "nameVi", l.name_en AS "nameEn", t.priority, t.source,
  t.waiting_since AS "waitingSince", f.number AS "forCounter", b.slot_at AS "slotAt"`
const SOURCES = `queue_ticket t JOIN queue_line l ON l.id = t.line_id
  LEFT JOIN queue_counter f ON f.id = t.for_counter_id LEFT JOIN queue_booking b ON b.id = t.booking_id`

/** Tickets of the counter's lines, or handed over to it, in the order in which they are called. */
function readTickets(reader: Reader, seat: Seat, state: 'waiting' | 'no_show'): Promise<TicketRow[]> {
  const order = state === 'waiting' ? 't.rank_at, t.id' : 't.rank_at DESC'
  return query<TicketRow>(
    reader,
    `SELECT ${COLUMNS}, count(*) OVER ()::int AS total FROM ${SOURCES}
     WHERE t.centre_id = $1 AND t.day = ${TODAY} AND t.state = $4
       AND (t.for_counter_id = $2 OR (t.for_counter_id IS NULL AND l.key = ANY($3)))
     ORDER BY ${order} LIMIT ${MOST_LISTED}`,
    [seat.centreId, seat.counterId, seat.lineKeys, state],
  )
}

async function readOtherOpen(reader: Reader, seat: Seat): Promise<number[]> {
  const rows = await query<{ number: number }>(
    reader,
    `SELECT k.number FROM queue_seat s JOIN queue_counter k ON k.id = s.counter_id
     WHERE s.closed_at IS NULL AND k.centre_id = $1 AND k.id <> $2 ORDER BY k.number`,
    [seat.centreId, seat.counterId],
  )
  return rows.map((row) => row.number)
}

type CurrentRow = TicketRow & {
  calledAt: Date
  beganAt: Date | null
  times: number
  personId: PersonId | null
  profileId: string | null
}

async function readCurrent(context: QueueContext, seat: Seat): Promise<DeskView['current']> {
  const [row] = await query<CurrentRow>(
    context.db.read,
    `SELECT ${COLUMNS}, c.called_at AS "calledAt", c.began_at AS "beganAt", c.times, b.person_id AS "personId",
       b.profile_id AS "profileId"
     FROM queue_call c JOIN ${SOURCES.replace('queue_ticket t', 'queue_ticket t ON t.id = c.ticket_id')}
     WHERE c.counter_id = $1 AND c.ended_at IS NULL`,
    [seat.counterId],
  )
  if (row === undefined) return null
  return {
    ...ticketOf(row),
    calledAt: row.calledAt.toISOString(),
    beganAt: row.beganAt?.toISOString() ?? null,
    times: row.times,
    visitorName: await readName(context, row),
  }
}

/** The name a visitor booked under: what was typed then, or the account's. */
async function readName(
  { db, keys }: QueueContext,
  { personId, profileId }: Pick<CurrentRow, 'personId' | 'profileId'>,
): Promise<string | null> {
  if (personId === null) return null
  const profile =
    profileId === null
      ? (await readProfiles(db.read, keys, [personId])).get(personId)
      : (await readProfileVersions(db.read, keys, [profileId])).get(profileId)
  return profile?.fullName ?? null
}

function ticketOf(row: TicketRow): DeskTicket {
  const { id, label, state, version, key, nameVi, nameEn, priority, source, forCounter } = row
  return {
    id,
    label,
    state,
    version,
    line: { key, nameVi, nameEn },
    priority,
    source,
    forCounter,
    waitingSince: row.waitingSince.toISOString(),
    slotAt: row.slotAt?.toISOString() ?? null,
  }
}
