import { MINUTE_MS } from '../../platform/civil-date.ts'
import { query } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { calendarOf } from '../organisation/index.ts'
import { type BookingState, isMissed } from './booking.ts'
import { getCentre, getCentreById } from './centre-store.ts'
import { cardOf, nameOfLine } from './centre-views.ts'
import type { QueueContext } from './context.ts'
import { addDays } from './days.ts'
import { refusals } from './errors.ts'
import type { BookingView, SlotsView } from './schemas.ts'
import { slotsOfDay } from './slots.ts'
import type { PriorityGroup } from './ticket.ts'

/**
 * The slots of a day that are still to come, with the places that are free. Without a date: the first day with one. A date outside
 * the days that can be booked has none. Refuses `queue.centre_not_found`.
 */
export async function getSlots(context: QueueContext, slug: string, date: string | null): Promise<SlotsView> {
  const { read } = context.db
  const centre = await getCentre(read, slug)
  const calendar = await calendarOf(read, centre.id)
  const { slotMinutes, slotPlaces, bookingDays, lateMinutes, missedLimit, missedDays } = centre.rules
  const days = Array.from({ length: bookingDays + 1 }, (_, ahead) => addDays(centre.day, ahead))
  const toCome = (day: string) => slotsOfDay(calendar, day, slotMinutes).filter((at) => at > centre.now)
  const shown = date ?? days.find((day) => toCome(day).length > 0) ?? centre.day
  const starts = days.includes(shown) ? toCome(shown) : []
  const taken = await query<{ at: number; count: number }>(
    read,
    `SELECT (extract(epoch FROM slot_at) * 1000)::float8 AS at, count(*)::int AS count FROM queue_booking
     WHERE centre_id = $1 AND slot_at = ANY($2::timestamptz[]) AND state <> 'cancelled' GROUP BY slot_at`,
    [centre.id, starts.map((at) => new Date(at))],
  )
  const counts = new Map(taken.map(({ at, count }) => [at, count]))
  return {
    centre: cardOf(centre),
    lines: centre.lines.map(nameOfLine),
    date: shown,
    firstDate: centre.day,
    lastDate: addDays(centre.day, bookingDays),
    lateMinutes,
    missedLimit,
    missedDays,
    slots: starts.map((at) => ({
      startsAt: new Date(at).toISOString(),
      endsAt: new Date(at + slotMinutes * MINUTE_MS).toISOString(),
      free: Math.max(0, slotPlaces - (counts.get(at) ?? 0)),
    })),
  }
}

interface BookingRow {
  code: string
  state: BookingState
  centreId: AgencyId
  slotAt: Date
  priority: PriorityGroup | null
  key: string
  nameVi: string
  nameEn: string
  ticketToken: string | null
}

/** A booking, by its unguessable word. Says nothing of who made it. Refuses `queue.booking_not_found`. */
export async function getBookingView(context: QueueContext, token: string): Promise<BookingView> {
  const { read } = context.db
  const [row] = await query<BookingRow>(
    read,
    `SELECT b.code, b.state, b.centre_id AS "centreId", b.slot_at AS "slotAt", b.priority, l.key, l.name_vi AS "nameVi",
       l.name_en AS "nameEn", t.token AS "ticketToken"
     FROM queue_booking b JOIN queue_line l ON l.id = b.line_id LEFT JOIN queue_ticket t ON t.booking_id = b.id
     WHERE b.token = $1`,
    [token],
  )
  if (row === undefined) throw refusals.booking_not_found()
  const centre = await getCentreById(read, row.centreId)
  const { key, nameVi, nameEn, code, priority, ticketToken } = row
  const missed = isMissed({ slotAt: row.slotAt.getTime(), state: row.state }, centre.rules, centre.now)
  return {
    token,
    code,
    state: missed ? 'missed' : row.state,
    centre: cardOf(centre),
    line: { key, nameVi, nameEn },
    startsAt: row.slotAt.toISOString(),
    lateMinutes: centre.rules.lateMinutes,
    priority,
    ticketToken,
  }
}
