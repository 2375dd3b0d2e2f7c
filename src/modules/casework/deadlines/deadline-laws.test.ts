import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clocks, instants, shippedCalendar, stopsAfter } from '../../../../test/support/calendars.ts'
import { NaiveOffice } from '../../../../test/support/naive-deadline.ts'
import { fc } from '../../../../test/support/properties.ts'
import { dateOfEpochDay, formatInstant, localDay } from '../../../platform/civil-date.ts'
import { type CalendarDefinition, compileCalendar, type WorkingCalendar } from '../../organisation/working-calendar.ts'
import { computeDue } from './deadline.ts'
import { explainDue } from './deadline-spans.ts'
import type { Clock, ClockStop } from './deadline-types.ts'

const closures = [
  { date: '2026-03-11', kind: 'half' as const, name: { vi: 'họp', en: 'meeting' }, decision: 'test' },
  { date: '2026-06-17', kind: 'off' as const, name: { vi: 'bão', en: 'storm' }, decision: 'test' },
]
const offices = await Promise.all([
  shippedCalendar('province-standard'),
  shippedCalendar('one-stop-saturday'),
  shippedCalendar('one-stop-saturday', closures),
])
/** What is tried against each office; it prints as its number, so that a counterexample can be read. */
class Office {
  readonly definition: CalendarDefinition
  readonly calendar: WorkingCalendar
  readonly naive: NaiveOffice
  readonly [fc.toStringMethod]: () => string

  constructor(definition: CalendarDefinition, number: number) {
    this.definition = definition
    this.calendar = compileCalendar(definition, 2025, 2028)
    this.naive = new NaiveOffice(definition)
    this[fc.toStringMethod] = () => `office ${number}`
  }
}

const office = fc.constantFrom(...offices.map((definition, number) => new Office(definition, number)))

function dueOf(calendar: WorkingCalendar, clock: Clock): number {
  return computeDue(calendar, clock).dueAt ?? Number.POSITIVE_INFINITY
}

test('the engine agrees with a walk minute by minute and day by day', () => {
  fc.assert(
    fc.property(office, clocks, ({ calendar, naive }, clock) => {
      const [due, expected] = [computeDue(calendar, clock).dueAt, naive.due(clock)]
      assert.equal(due && formatInstant(due), expected && formatInstant(expected))
    }),
    { numRuns: 1500 },
  )
})

test('an open stop leaves no date, whatever else happened, unless the date had passed', () => {
  fc.assert(
    fc.property(office, clocks, instants, ({ calendar, naive }, clock, from) => {
      const open: Clock = { ...clock, stops: [...clock.stops, { from, to: null, reason: 'external' }] }
      assert.equal(computeDue(calendar, open).dueAt, naive.due(open))
    }),
    { numRuns: 500 },
  )
})

test('one more stop never brings the date nearer', () => {
  const withOneMore = clocks.chain((clock) => stopsAfter(clock.startAt).map((stop) => ({ clock, stop })))
  fc.assert(
    fc.property(office, withOneMore, ({ calendar }, { clock, stop }) => {
      assert.ok(dueOf(calendar, { ...clock, stops: [...clock.stops, stop] }) >= dueOf(calendar, clock))
    }),
    { numRuns: 1500 },
  )
})

test('a stop made longer never brings the date nearer', () => {
  const longer = fc.integer({ min: 0, max: 5000 })
  fc.assert(
    fc.property(office, clocks, longer, ({ calendar }, clock, minutes) => {
      const [first, ...rest] = clock.stops
      fc.pre(first !== undefined && first.to !== null)
      const stretched = { ...first, to: first.to + minutes * 60_000 }
      assert.ok(dueOf(calendar, { ...clock, stops: [stretched, ...rest] }) >= dueOf(calendar, clock))
    }),
    { numRuns: 1000 },
  )
})

test('the order in which stops are written down does not matter', () => {
  const shuffled = clocks.chain((clock) => {
    return fc
      .shuffledSubarray([...clock.stops], { minLength: clock.stops.length })
      .map((stops) => ({ clock, other: { ...clock, stops } }))
  })
  fc.assert(
    fc.property(office, shuffled, ({ calendar }, { clock, other }) => {
      assert.equal(dueOf(calendar, other), dueOf(calendar, clock))
    }),
  )
})

test('a stop cut in two, or said twice, changes nothing', () => {
  const cut = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(office, clocks, cut, fc.boolean(), ({ calendar }, clock, share, isTwice) => {
      const [first, ...rest] = clock.stops
      fc.pre(first !== undefined && first.to !== null && first.to > first.from)
      const middle = first.from + Math.floor((share * (first.to - first.from)) / 60_000) * 60_000
      const parts: ClockStop[] = isTwice
        ? [first, first]
        : [
            { ...first, to: middle },
            { ...first, from: middle },
          ]
      assert.equal(dueOf(calendar, { ...clock, stops: [...parts, ...rest] }), dueOf(calendar, clock))
    }),
    { numRuns: 1500 },
  )
})

// With waits it may: a day off inside a wait makes the wait shorter than it was.
test('a new day off never brings a date nearer when nothing is waited for', () => {
  const day = fc.integer({ min: 0, max: 400 }).map((after) => dateOfEpochDay(localDay(Date.UTC(2026, 0, 1)) + after))
  fc.assert(
    fc.property(office, clocks, day, ({ calendar, definition }, clock, date) => {
      const off = { date, kind: 'off' as const, name: { vi: 'nghỉ', en: 'off' }, decision: 'test' }
      const more = compileCalendar({ ...definition, days: [...definition.days, off] }, 2025, 2028)
      const unstopped = { ...clock, stops: [] }
      assert.ok(dueOf(more, unstopped) >= dueOf(calendar, unstopped))
    }),
    { numRuns: 300 },
  )
})

test('more quantity and a later start never bring the date nearer', () => {
  fc.assert(
    fc.property(office, clocks, fc.integer({ min: 0, max: 9000 }), ({ calendar }, clock, minutes) => {
      const due = dueOf(calendar, clock)
      const { quantity, unit } = clock.limit
      const step = unit === 'wd' ? 0.5 : 1
      const bigger = { quantity: quantity + step, unit }
      assert.ok(quantity === 0 || dueOf(calendar, { ...clock, limit: bigger }) >= due, 'quantity')
      const later = dueOf(calendar, { ...clock, startAt: clock.startAt + minutes * 60_000 })
      // A half day after a wait that ends out of hours lets the earlier start run to that day's close: never more than a day apart.
      const isHalfAfterWait = !Number.isInteger(quantity) && clock.stops.length > 0
      const apart = later < due ? calendar.workingMinutesBetween(later, due) : 0
      assert.ok(apart <= (isHalfAfterWait ? calendar.minutesPerDay : 0) && (later >= due || isHalfAfterWait), 'start')
    }),
    { numRuns: 1500 },
  )
})

test('an extension moves the date to itself or leaves it, and a stop after it moves it on', () => {
  const minutes = fc.integer({ min: 0, max: 40_000 })
  fc.assert(
    fc.property(office, clocks, minutes, minutes, ({ calendar }, clock, after, longer) => {
      const decidedAt = clock.startAt + after * 60_000
      const newDueAt = calendar.endOfWorkingDay(
        calendar.addWorkingDays(dateOfEpochDay(localDay(decidedAt + longer * 60_000)), 1),
      )
      const due = dueOf(calendar, clock)
      const extended = { ...clock, extensions: [{ decidedAt, newDueAt }] }
      assert.ok(dueOf(calendar, extended) >= Math.max(due, newDueAt))
      assert.equal(
        dueOf(calendar, { ...extended, stops: [] }),
        Math.max(dueOf(calendar, { ...clock, stops: [] }), newDueAt),
      )
    }),
    { numRuns: 800 },
  )
})

test('what the explanation counts sums to the limit, in order of time, ending at the due instant', () => {
  fc.assert(
    fc.property(office, clocks, ({ calendar }, clock) => {
      const { dueAt } = computeDue(calendar, clock)
      const spans = explainDue(calendar, clock)
      assert.equal(spans.at(-1)?.kind, 'due')
      assert.equal(spans.at(-1)?.from, dueAt)
      for (const [index, span] of spans.slice(0, -1).entries()) assert.ok(span.from <= (spans[index + 1]?.from ?? 0))
      const last = spans.slice(spans.findLastIndex(({ kind }) => kind === 'restart' || kind === 'start'))
      const counted = last.filter(({ kind }) => kind === 'count' || kind === 'swap')
      const sum = counted.reduce((total, { params }) => total + Number(params.amount), 0)
      const { quantity, unit } = clock.limit
      if (unit === 'wh') assert.ok(Math.abs(sum - quantity * 60) < 1e-6, `${sum}`)
      if (unit === 'wd' || unit === 'd') assert.equal(sum, quantity)
    }),
    { numRuns: 1500 },
  )
})
