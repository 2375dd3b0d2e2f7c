import { fileURLToPath } from 'node:url'
import type { Clock, ClockStop, StopReason, TimeLimit } from '../../src/modules/casework/deadlines/deadline-types.ts'
import {
  calendarDefinition,
  readHolidayFile,
  readOfficeHoursFile,
} from '../../src/modules/organisation/calendar-file.ts'
import type { CalendarDay, CalendarDefinition } from '../../src/modules/organisation/working-calendar.ts'
import { fc } from './properties.ts'

const folder = fileURLToPath(new URL('../../data/calendar/', import.meta.url))

/** A shipped office, with days of its own if wished: `province-standard` or `one-stop-saturday`. */
export async function shippedCalendar(hours: string, days: readonly CalendarDay[] = []): Promise<CalendarDefinition> {
  const set = (await readOfficeHoursFile(`${folder}office-hours.yaml`)).get(hours)
  if (set === undefined) throw new Error(`no office hours ${hours}`)
  return calendarDefinition(set, await readHolidayFile(`${folder}holidays-vn.yaml`), days)
}

/** Epoch milliseconds of a clock time in Viet Nam: `at('2026-11-18T09:12')`. */
export function at(local: string): number {
  const instant = Date.parse(`${local}+07:00`)
  if (Number.isNaN(instant)) throw new Error(`not an instant: ${local}`)
  return instant
}

/** A clock written as text: stops are `FROM/TO reason`, with an empty TO for one still open. */
export function clockOf(
  start: string,
  limit: TimeLimit,
  stops: readonly string[] = [],
  mode: Clock['mode'] = 'resume',
): Clock {
  const parsed = stops.map((text): ClockStop => {
    const [span = '', reason = 'supplement'] = text.split(' ')
    const [from = '', to = ''] = span.split('/')
    return { from: at(from), to: to === '' ? null : at(to), reason: reason as StopReason }
  })
  return { startAt: at(start), limit, mode, stops: parsed, extensions: [] }
}

const from = at('2026-01-01T00:00')
const minutesOfYear = 365 * 1440

/** Instants on whole minutes of 2026, half of them near opening, closing and midnight. */
export const instants: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 0, max: minutesOfYear - 1 }).map((minute) => from + minute * 60_000),
  fc
    .tuple(
      fc.integer({ min: 0, max: 364 }),
      fc.constantFrom(0, 419, 420, 421, 690, 810, 900, 901, 1019, 1020, 1021, 1439),
    )
    .map(([day, minute]) => from + (day * 1440 + minute) * 60_000),
)

/** Limits in every unit: halves of working days, same-day, hours, days, months. */
export const limits: fc.Arbitrary<TimeLimit> = fc.oneof(
  fc.integer({ min: 0, max: 60 }).map((halves): TimeLimit => ({ quantity: halves / 2, unit: 'wd' })),
  fc.integer({ min: 1, max: 80 }).map((quantity): TimeLimit => ({ quantity, unit: 'wh' })),
  fc.integer({ min: 1, max: 60 }).map((quantity): TimeLimit => ({ quantity, unit: 'd' })),
  fc.integer({ min: 1, max: 4 }).map((quantity): TimeLimit => ({ quantity, unit: 'm' })),
)

const reasons = fc.constantFrom<StopReason>('supplement', 'payment', 'external', 'posting')

/** A closed stop of some minutes to some weeks, beginning within three weeks of `start`. */
export function stopsAfter(start: number): fc.Arbitrary<ClockStop> {
  const length = fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 25_000 }))
  return fc.tuple(fc.integer({ min: -2000, max: 30_000 }), length, reasons).map(([after, minutes, reason]) => {
    const asked = start + after * 60_000
    return { from: asked, to: asked + minutes * 60_000, reason }
  })
}

/** Whole clocks without extensions, with up to four stops. */
export const clocks: fc.Arbitrary<Clock> = fc
  .tuple(instants, limits, fc.constantFrom<Clock['mode']>('restart', 'resume'))
  .chain(([startAt, limit, mode]) => {
    return fc
      .array(stopsAfter(startAt), { maxLength: 4 })
      .map((stops) => ({ startAt, limit, mode, stops, extensions: [] }))
  })
