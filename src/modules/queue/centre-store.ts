import type { IsoDate } from '../../platform/civil-date.ts'
import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { agencyTree, calendarOf } from '../organisation/index.ts'
import { refusals } from './errors.ts'
import type { PlanRules } from './plan.ts'

export interface Line {
  id: string
  key: string
  prefix: string
  nameVi: string
  nameEn: string
  fieldKeys: string[]
}

export interface Counter {
  id: string
  number: number
  lineKeys: string[]
}

/** A centre with its queue's rules, lines and counters in use, and the time of the database. */
export interface Centre {
  id: AgencyId
  slug: string
  name: string
  address: string | null
  rules: PlanRules
  lines: Line[]
  counters: Counter[]
  now: number
  day: IsoDate
}

/** Before opening, tickets are given for so long. */
const BEFORE_OPENING_MS = 30 * 60_000

/** The date in Viet Nam, in SQL. */
export const TODAY = `(platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`

const CENTRE = `
  SELECT json_build_object('slotMinutes', c.slot_minutes, 'slotPlaces', c.slot_places, 'bookingDays', c.booking_days,
      'bookingsEach', c.bookings_each, 'lateMinutes', c.late_minutes, 'missedLimit', c.missed_limit,
      'missedDays', c.missed_days, 'priorityMinutes', c.priority_minutes, 'bookingMinutes', c.booking_minutes,
      'goalMinutes', c.goal_minutes, 'anyTime', c.any_time,
      'groupMinutes', c.group_minutes) AS rules,
    (SELECT json_agg(json_build_object('id', l.id, 'key', l.key, 'prefix', l.prefix, 'nameVi', l.name_vi,
      'nameEn', l.name_en, 'fieldKeys', l.field_keys) ORDER BY l.position)
     FROM queue_line l WHERE l.centre_id = c.centre_id AND l.active) AS lines,
    (SELECT json_agg(json_build_object('id', k.id, 'number', k.number, 'lineKeys', k.line_keys) ORDER BY k.number)
     FROM queue_counter k WHERE k.centre_id = c.centre_id AND k.active) AS counters,
    platform_now() AS now, ${TODAY} AS day
  FROM queue_centre c WHERE c.centre_id = $1`

interface CentreRow {
  rules: PlanRules
  lines: Line[] | null
  counters: Counter[] | null
  now: Date
  day: IsoDate
}

/** The centre of this address word. Refuses `queue.centre_not_found`. */
export async function getCentre(reader: Reader, slug: string): Promise<Centre> {
  const agency = (await agencyTree(reader)).bySlug(slug)
  if (agency?.kind !== 'one_stop_centre') throw refusals.centre_not_found()
  return getCentreById(reader, agency.id)
}

/** Refuses `queue.centre_not_found`. */
export async function getCentreById(reader: Reader, id: AgencyId): Promise<Centre> {
  const agency = (await agencyTree(reader)).byId(id)
  const [row] = await query<CentreRow>(reader, CENTRE, [id])
  if (agency === undefined || row === undefined) throw refusals.centre_not_found()
  const { slug, name, address } = agency
  const { rules, day } = row
  return {
    id,
    slug,
    name,
    address,
    rules,
    lines: row.lines ?? [],
    counters: row.counters ?? [],
    now: row.now.getTime(),
    day,
  }
}

/** Refuses `queue.line_unknown`. */
export function getLine(centre: Centre, key: string): Line {
  const line = centre.lines.find((candidate) => candidate.key === key)
  if (line === undefined) throw refusals.line_unknown({}, [{ path: 'line', code: 'queue.line_unknown' }])
  return line
}

/** When tickets are given again, in epoch milliseconds; null when they are given now. */
export async function opensAt(reader: Reader, centre: Centre): Promise<number | null> {
  if (centre.rules.anyTime) return null
  const next = (await calendarOf(reader, centre.id)).nextWorkingMoment(centre.now)
  return next - centre.now <= BEFORE_OPENING_MS ? null : next - BEFORE_OPENING_MS
}

/** The topic of `platform/live` that is told of every change in a centre's queue. */
export function centreTopic(id: AgencyId): string {
  return `queue/${id}`
}
