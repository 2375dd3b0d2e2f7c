import { randomInt } from 'node:crypto'
import { localDate } from '../../platform/civil-date.ts'
import { query, type Reader, type Transaction } from '../../platform/db.ts'
import type { FieldFault } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { notifyLive } from '../../platform/live/index.ts'
import { type Actor, calendarOf } from '../organisation/index.ts'
import { type BookingState, bookingObstacle, isMissed } from './booking.ts'
import { type Centre, centreTopic, getCentre, type Line } from './centre-store.ts'
import type { QueueContext } from './context.ts'
import { addDays } from './days.ts'
import { refusals } from './errors.ts'
import { freePlace, slotsOfDay } from './slots.ts'
import { spokenInstant } from './take-ticket.ts'
import type { PriorityGroup } from './ticket.ts'
import { lockWord, newToken } from './ticket-store.ts'
import { readVisitor, recordVisitor, type Visitor, type VisitorInput, visitorIndex } from './visitor.ts'

export interface BookingWish {
  centre: string
  line: string
  /** The beginning of the slot, in epoch milliseconds. */
  slotAt: number
  priority: PriorityGroup | null
  visitor: VisitorInput
  commandId: string
  address: string
}

export interface MadeBooking {
  token: string
  code: string
}

/** Without letters and digits that are taken for each other: it is read from paper and typed at the kiosk. */
const CODE_SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const CODE_LENGTH = 6

/**
 * Books a slot of a centre for the account that is logged in, or for a name and telephone number. Refuses `booking_invalid` with
 * every fault at its field, `slot_full`, `too_many_open`, `missed_too_often`, `too_many_tickets`.
 */
export async function bookSlot(context: QueueContext, actor: Actor, wish: BookingWish): Promise<MadeBooking> {
  if (!context.mayAsk(wish.address)) throw refusals.too_many_tickets()
  const { db, keys } = context
  const centre = await getCentre(db.read, wish.centre)
  const { visitor, line } = await checkWish(db.read, { centre, actor, wish })
  const index = visitorIndex(keys, visitor)
  return db.write(async (tx) => {
    await lockWord(tx, wish.commandId)
    const known = await findBookingOfCommand(tx, wish.commandId)
    if (known !== undefined) return known
    const visitorPlace = await placeOfVisitor(tx, { centre, index })
    const place = await placeOfSlot(tx, centre, wish.slotAt)
    const person = await recordVisitor(tx, { keys, visitor, at: centre.now })
    const made = { token: newToken(), code: newCode() }
    await query(
      tx,
      `INSERT INTO queue_booking (id, token, code, command_id, centre_id, line_id, slot_at, place, person_id, profile_id,
         visitor_index, visitor_place, priority)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        newId(),
        made.token,
        made.code,
        wish.commandId,
        centre.id,
        line.id,
        new Date(wish.slotAt),
        place,
        person.personId,
        person.profileId,
        index,
        visitorPlace,
        wish.priority,
      ],
    )
    await notifyLive(tx, centreTopic(centre.id))
    return made
  })
}

/** What was wished, in order; all that is wrong with it at once, each fault at its field. */
async function checkWish(
  reader: Reader,
  { centre, actor, wish }: { centre: Centre; actor: Actor; wish: BookingWish },
): Promise<{ visitor: Visitor; line: Line }> {
  const visitor = readVisitor(actor, wish.visitor)
  const line = centre.lines.find(({ key }) => key === wish.line)
  const faults: FieldFault[] = []
  if (!(await isOffered(reader, centre, wish.slotAt))) faults.push({ path: 'slot', code: 'queue.slot_unknown' })
  if (line === undefined) faults.push({ path: 'line', code: 'queue.line_unknown' })
  if (!('kind' in visitor)) throw refusals.booking_invalid({}, [...faults, ...visitor])
  if (line === undefined || faults.length > 0) throw refusals.booking_invalid({}, faults)
  return { visitor, line }
}

/** Whether a slot begins at this instant, later than now and within the days that can be booked. */
async function isOffered(reader: Reader, centre: Centre, slotAt: number): Promise<boolean> {
  const date = localDate(slotAt)
  if (slotAt <= centre.now || date > addDays(centre.day, centre.rules.bookingDays)) return false
  return slotsOfDay(await calendarOf(reader, centre.id), date, centre.rules.slotMinutes).includes(slotAt)
}

function newCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_SIGNS[randomInt(CODE_SIGNS.length)]).join('')
}

async function findBookingOfCommand(tx: Transaction, commandId: string): Promise<MadeBooking | undefined> {
  const rows = await query<MadeBooking>(tx, 'SELECT token, code FROM queue_booking WHERE command_id = $1', [commandId])
  return rows[0]
}

interface VisitorBooking {
  slotAt: number
  state: BookingState
  place: number
}

/** Which of the visitor's open bookings this one is. Bookings of one visitor are made one after the other. */
async function placeOfVisitor(tx: Transaction, { centre, index }: { centre: Centre; index: Buffer }): Promise<number> {
  await lockWord(tx, `queue visitor ${index.toString('hex')}`)
  const rows = await query<VisitorBooking>(
    tx,
    `SELECT (extract(epoch FROM slot_at) * 1000)::float8 AS "slotAt", state, visitor_place AS place
     FROM queue_booking WHERE visitor_index = $1 AND slot_at > platform_now() - make_interval(days => $2)`,
    [index, centre.rules.missedDays],
  )
  const obstacle = bookingObstacle(rows, centre.rules, centre.now)
  if (obstacle?.kind === 'too_many_open') throw refusals.too_many_open({ open: obstacle.open })
  if (obstacle?.kind === 'missed_too_often') {
    const { date } = spokenInstant(obstacle.from)
    throw refusals.missed_too_often({ missed: obstacle.missed, days: centre.rules.missedDays, date })
  }
  // Missed ones whose day has not been closed yet still hold their place.
  const held = rows.filter(({ state }) => state === 'booked')
  const missed = held.filter((booking) => isMissed(booking, centre.rules, centre.now)).length
  return (
    freePlace(
      held.map(({ place }) => place),
      centre.rules.bookingsEach + missed,
    ) ?? held.length + 1
  )
}

async function placeOfSlot(tx: Transaction, centre: Centre, slotAt: number): Promise<number> {
  await lockWord(tx, `queue slot ${centre.id} ${slotAt}`)
  const rows = await query<{ place: number }>(
    tx,
    `SELECT place FROM queue_booking WHERE centre_id = $1 AND slot_at = $2 AND state <> 'cancelled'`,
    [centre.id, new Date(slotAt)],
  )
  const place = freePlace(
    rows.map((row) => row.place),
    centre.rules.slotPlaces,
  )
  if (place === null) throw refusals.slot_full({}, [{ path: 'slot', code: 'queue.slot_full' }])
  return place
}
