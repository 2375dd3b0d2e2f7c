import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/properties.ts'
import { DAY_MS, localDate, MINUTE_MS } from '../../platform/civil-date.ts'
import { compileCalendar } from '../organisation/working-calendar.ts'
import { type BookingRules, bookingObstacle, checkInAnswer, isMissed, type PastBooking } from './booking.ts'
import { estimateWait, LEAST_MEASURED } from './estimate.ts'
import { longestHeadStart, rankAt } from './rank.ts'
import { freePlace, slotsOfDay } from './slots.ts'
import { spokenCall, spokenNumber } from './spoken-call.ts'
import { allowedActs, allowsAct, outcomeOf, stateAfter, ticketActs, ticketLabel, ticketStates } from './ticket.ts'

const rankRules = { priorityMinutes: 20, bookingMinutes: 30 }
const arrivals = fc.array(
  fc.record({
    since: fc.integer({ min: 0, max: 8 * 60 }).map((minute) => minute * MINUTE_MS),
    priority: fc.boolean(),
    slotAhead: fc.option(fc.integer({ min: -15, max: 60 }), { nil: null }),
    returned: fc.boolean(),
  }),
  { minLength: 2, maxLength: 60 },
)

test('a ticket is overtaken only by tickets that came at most one head start after it', () => {
  fc.assert(
    fc.property(arrivals, (all) => {
      const ranked = all.map(({ since, priority, slotAhead, returned }) => ({
        since,
        rank: rankAt(
          { since, priority, returned, slotAt: slotAhead === null ? null : since + slotAhead * MINUTE_MS },
          rankRules,
        ),
      }))
      for (const one of ranked.filter((_, at) => !all[at]?.slotAhead)) {
        for (const other of ranked) {
          if (other.rank < one.rank) assert.ok(other.since - one.since <= longestHeadStart(rankRules))
        }
      }
    }),
  )
})

test('in a line that never empties everybody is called: one counter, as many come as are served', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 120, maxLength: 120 }), (priorities) => {
      const waiting = new Map<number, number>()
      let longest = 0
      for (const [minute, priority] of priorities.entries()) {
        const facts = { since: minute * MINUTE_MS, priority, slotAt: null, returned: false }
        waiting.set(minute, rankAt(facts, rankRules))
        if (minute < 10) continue
        const [next] = [...waiting].sort(([a, rankA], [b, rankB]) => rankA - rankB || a - b)[0] ?? [0]
        longest = Math.max(longest, minute - next)
        waiting.delete(next)
      }
      // Ten are always waiting; nobody waits longer than those ten and one head start of priority.
      assert.ok(longest <= 10 + rankRules.priorityMinutes, `waited ${longest}`)
    }),
  )
})

test('two with equal rights are called as they came, and a right never makes it later', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.nat(1e6), fc.boolean(), (one, other, priority) => {
      const rank = (since: number, more = {}) =>
        rankAt({ since, priority, slotAt: null, returned: false, ...more }, rankRules)
      assert.equal(Math.sign(rank(one) - rank(other)), Math.sign(one - other))
      assert.ok(rank(one, { priority: true }) <= rank(one, { priority: false }))
      assert.ok(rank(one, { returned: true }) <= rank(one))
    }),
  )
})

test('every act leads from each state that allows it to another known state', () => {
  for (const state of ticketStates) {
    for (const act of ticketActs) {
      if (!allowsAct(state, act)) continue
      assert.ok(ticketStates.includes(stateAfter(state, act)))
      if (stateAfter(state, act) === 'waiting' && ['called', 'serving'].includes(state)) {
        assert.notEqual(outcomeOf(act), null)
      }
    }
  }
  assert.deepEqual(allowedActs.finished, [])
  assert.equal(ticketLabel('A', 7), 'A007')
})

const hours = compileCalendar(
  {
    version: 'test',
    weekly: Object.fromEntries(
      [1, 2, 3, 4, 5].map((day) => [
        day,
        [
          [450, 690],
          [810, 1020],
        ] as const,
      ]),
    ),
    days: [],
    settledYears: [2026],
  },
  2026,
  2027,
)

test('slots lie whole within office hours and do not overlap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.constantFrom(15, 20, 30, 45, 60), (ahead, minutes) => {
      const date = localDate(Date.UTC(2026, 0, 5) + ahead * DAY_MS)
      const slots = slotsOfDay(hours, date, minutes)
      assert.equal(slots.length > 0, hours.isWorkingDay(date))
      for (const [at, slot] of slots.entries()) {
        assert.equal(localDate(slot), date)
        assert.equal(hours.workingMinutesBetween(slot, slot + minutes * MINUTE_MS), minutes)
        const before = slots[at - 1]
        assert.ok(before === undefined || slot - before >= minutes * MINUTE_MS)
      }
    }),
  )
})

test('the free place is the lowest that is not taken', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 8 })), fc.integer({ min: 1, max: 8 }), (taken, places) => {
      const place = freePlace(taken, places)
      const free = Array.from({ length: places }, (_, at) => at + 1).filter((one) => !taken.includes(one))
      assert.equal(place, free[0] ?? null)
    }),
  )
})

const bookingRules: BookingRules = { lateMinutes: 15, bookingsEach: 2, missedLimit: 3, missedDays: 30 }
const NOW = Date.UTC(2026, 10, 26, 3)
const past = fc.array(
  fc.record({
    slotAt: fc.integer({ min: -60 * 24 * 60, max: 14 * 24 * 60 }).map((minutes) => NOW + minutes * MINUTE_MS),
    state: fc.constantFrom('booked' as const, 'checked_in' as const, 'cancelled' as const, 'missed' as const),
  }),
  { maxLength: 12 },
)

test('who missed too often is told the first day on which booking is possible, and then it is', () => {
  fc.assert(
    fc.property(past, (bookings) => {
      const closed = bookings.filter(({ state, slotAt }) => state !== 'missed' || slotAt < NOW)
      const obstacle = bookingObstacle(closed, bookingRules, NOW)
      if (obstacle?.kind !== 'missed_too_often') return
      assert.ok(obstacle.from > NOW)
      const missed = closed.filter((booking) => isMissed(booking, bookingRules, NOW))
      assert.equal(bookingObstacle(missed, bookingRules, obstacle.from), null)
      assert.notEqual(bookingObstacle(missed, bookingRules, obstacle.from - 1), null)
    }),
  )
})

test('cancelled and kept bookings count against nobody', () => {
  fc.assert(
    fc.property(past, (bookings) => {
      const harmless = bookings.filter(({ state }) => state === 'cancelled' || state === 'checked_in')
      assert.equal(bookingObstacle(harmless, bookingRules, NOW), null)
    }),
  )
})

test('open bookings are limited; those to come count, those missed do not', () => {
  const open = (ahead: number): PastBooking => ({ slotAt: NOW + ahead * DAY_MS, state: 'booked' })
  assert.equal(bookingObstacle([open(1)], bookingRules, NOW), null)
  assert.deepEqual(bookingObstacle([open(1), open(2)], bookingRules, NOW), { kind: 'too_many_open', open: 2 })
  assert.equal(bookingObstacle([open(1), open(-1)], bookingRules, NOW), null)
})

test('a slot is kept up to the last minute of the tolerance', () => {
  const slot = (minutes: number): PastBooking => ({ slotAt: NOW - minutes * MINUTE_MS, state: 'booked' })
  assert.equal(checkInAnswer(slot(15), bookingRules, NOW), 'ok')
  assert.equal(checkInAnswer(slot(16), bookingRules, NOW), 'late')
  assert.equal(checkInAnswer(slot(-60), bookingRules, NOW), 'ok')
  assert.equal(checkInAnswer(slot(-61), bookingRules, NOW), 'early')
  assert.equal(checkInAnswer({ ...slot(0), state: 'cancelled' }, bookingRules, NOW), 'over')
})

test('an estimate says nothing rather than a guess, and more ahead is never less time', () => {
  const measured = { count: LEAST_MEASURED, median: 300, p90: 700 }
  assert.deepEqual(estimateWait({ ahead: 3, openCounters: 0, measured }), { kind: 'unknown', because: 'no_counter' })
  assert.deepEqual(estimateWait({ ahead: 3, openCounters: 1, measured: { ...measured, count: 4 } }), {
    kind: 'unknown',
    because: 'not_measured',
  })
  assert.deepEqual(estimateWait({ ahead: 3, openCounters: 1, measured }), {
    kind: 'span',
    fromMinutes: 15,
    toMinutes: 35,
  })
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 1, max: 40 }), (ahead, openCounters) => {
      const less = estimateWait({ ahead, openCounters, measured })
      const more = estimateWait({ ahead: ahead + 1, openCounters, measured })
      assert.ok(less.kind === 'span' && more.kind === 'span')
      assert.ok(less.fromMinutes <= less.toMinutes && less.toMinutes <= more.toMinutes)
    }),
  )
})

test('numbers are read as people say them', () => {
  const said: [number, string][] = [
    [0, 'không'],
    [10, 'mười'],
    [11, 'mười một'],
    [15, 'mười lăm'],
    [20, 'hai mươi'],
    [21, 'hai mươi mốt'],
    [25, 'hai mươi lăm'],
    [100, 'một trăm'],
    [101, 'một trăm linh một'],
    [105, 'một trăm linh năm'],
    [115, 'một trăm mười lăm'],
    [999, 'chín trăm chín mươi chín'],
    [1000, 'một nghìn'],
    [2005, 'hai nghìn không trăm linh năm'],
  ]
  for (const [number, words] of said) assert.equal(spokenNumber(number), words)
  assert.equal(spokenCall('A012', 3), 'Mời số a mười hai, đến quầy số ba')
  assert.equal(spokenCall('NT2-007', 3), 'Mời số en nờ tê hai gạch bảy, đến quầy số ba')
  const all = Array.from({ length: 10_000 }, (_, number) => spokenNumber(number))
  assert.equal(new Set(all).size, all.length, 'no two numbers sound the same')
})
