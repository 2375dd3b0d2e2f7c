import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, instants, shippedCalendar } from '../../../test/support/calendars.ts'
import { NaiveOffice } from '../../../test/support/naive-deadline.ts'
import { fc } from '../../../test/support/properties.ts'
import { dateOfEpochDay, epochDayOf, formatInstant } from '../../platform/civil-date.ts'
import { type CalendarDay, compileCalendar } from './working-calendar.ts'

const local: CalendarDay[] = [
  { date: '2026-05-20', kind: 'half', name: { vi: 'họp', en: 'meeting' }, decision: 'test' },
  { date: '2026-06-17', kind: 'off', category: 'closure', name: { vi: 'bão', en: 'storm' }, decision: 'test' },
]
const definition = await shippedCalendar('one-stop-saturday', local)
const calendar = compileCalendar(definition)
const naive = new NaiveOffice(definition)
const dates = fc.integer({ min: 0, max: 700 }).map((after) => dateOfEpochDay(epochDayOf('2025-06-01') + after))

test('added working minutes are taken away again', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 0, max: 100_000 }), (instant, minutes) => {
      const open = calendar.nextWorkingMoment(instant)
      const later = calendar.addWorkingMinutes(open, minutes)
      assert.equal(calendar.subtractWorkingMinutes(later, minutes), open)
      assert.equal(calendar.workingMinutesBetween(open, later), minutes)
    }),
    { numRuns: 1000 },
  )
})

test('taken-away working minutes are added again', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 50_000 }), (instant, minutes) => {
      const end = calendar.addWorkingMinutes(instant, 1)
      assert.equal(calendar.addWorkingMinutes(calendar.subtractWorkingMinutes(end, minutes), minutes), end)
    }),
    { numRuns: 1000 },
  )
})

test('added working days are taken away again, and every step is the next working day', () => {
  fc.assert(
    fc.property(dates, fc.integer({ min: 0, max: 300 }), (date, count) => {
      const first = calendar.addWorkingDays(date, 0)
      const later = calendar.addWorkingDays(first, count)
      assert.equal(calendar.subtractWorkingDays(later, count), first)
      assert.equal(calendar.addWorkingDays(later, 1), naive.workingDayFrom(dateOfEpochDay(epochDayOf(later) + 1)))
      assert.equal(calendar.workingDayOrdinal(later) - calendar.workingDayOrdinal(first), count)
    }),
    { numRuns: 1000 },
  )
})

test('look-ups agree with a walk through the definition', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 0, max: 60_000 }), (instant, minutes) => {
      assert.equal(calendar.nextWorkingMoment(instant), naive.nextOpen(instant))
      const later = instant + minutes * 60_000
      assert.equal(calendar.workingMinutesBetween(instant, later), naive.minutesBetween(instant, later))
    }),
    { numRuns: 500 },
  )
  fc.assert(
    fc.property(dates, (date) => {
      assert.equal(calendar.isWorkingDay(date), naive.isWorkingDay(date))
      if (naive.intervals(date).length > 0) assert.equal(calendar.endOfWorkingDay(date), naive.closing(date))
      else assert.throws(() => calendar.endOfWorkingDay(date), RangeError)
    }),
  )
})

test('a day says what it is', () => {
  const kindOf = (date: string): string => {
    const kind = calendar.dayKind(date)
    return 'name' in kind ? `${kind.kind}: ${kind.name.vi}` : kind.kind
  }
  assert.equal(kindOf('2026-11-18'), 'working')
  assert.equal(kindOf('2026-11-21'), 'saturday')
  assert.equal(kindOf('2026-11-22'), 'sunday')
  assert.equal(kindOf('2026-02-17'), 'holiday: Tết Nguyên đán')
  assert.equal(kindOf('2026-04-27'), 'holiday: nghỉ bù Giỗ Tổ Hùng Vương')
  assert.equal(kindOf('2026-01-02'), 'off: nghỉ hoán đổi, làm bù thứ Bảy 10/01/2026')
  assert.equal(kindOf('2026-01-10'), 'swap: làm bù cho thứ Sáu 02/01/2026')
  assert.equal(kindOf('2026-05-20'), 'half: họp')
  assert.equal(kindOf('2026-06-17'), 'off: bão')
})

test('a Saturday morning is working time but no working day; swapped in it is both, whole', () => {
  assert.equal(calendar.isWorkingDay('2026-11-21'), false)
  assert.equal(calendar.workingMinutesOn('2026-11-21'), 270)
  assert.equal(formatInstant(calendar.endOfWorkingDay('2026-11-21')), '2026-11-21T11:30:00+07:00')
  assert.equal(calendar.isWorkingDay('2026-01-10'), true)
  assert.equal(calendar.workingMinutesOn('2026-01-10'), 480)
  assert.equal(calendar.subtractWorkingDays('2026-11-22', 1), '2026-11-20')
})

test("an agency's own row replaces the country's", () => {
  const on: CalendarDay = { date: '2026-09-01', kind: 'working', name: { vi: 'trực', en: 'duty' }, decision: 'test' }
  const duty = compileCalendar({ ...definition, days: [...definition.days, on] })
  assert.equal(calendar.isWorkingDay('2026-09-01'), false)
  assert.equal(duty.isWorkingDay('2026-09-01'), true)
})

test('what lies outside the table, or is no amount, is refused', () => {
  assert.throws(() => calendar.nextWorkingMoment(at('2014-12-31T10:00')), RangeError)
  assert.throws(() => calendar.nextWorkingMoment(at('2046-01-01T00:00')), RangeError)
  assert.throws(() => calendar.addWorkingMinutes(at('2045-12-20T10:00'), 100_000), RangeError)
  assert.throws(() => calendar.subtractWorkingMinutes(at('2015-01-05T10:00'), 100_000), RangeError)
  assert.throws(() => calendar.addWorkingMinutes(at('2026-11-18T10:00'), -1), RangeError)
  assert.throws(() => calendar.addWorkingDays('2026-11-18', 1.5), RangeError)
  assert.throws(() => calendar.isWorkingDay('2026-02-30'), RangeError)
})

test('a definition that cannot be is refused', () => {
  const weekly = (...intervals: [number, number][]) => ({ ...definition, weekly: { 1: intervals } })
  assert.throws(() => compileCalendar(weekly([420, 690], [600, 720])), RangeError)
  assert.throws(() => compileCalendar(weekly([690, 420])), RangeError)
  assert.throws(() => compileCalendar(weekly([420, 1500])), RangeError)
  assert.throws(() => compileCalendar({ ...definition, weekly: {} }), RangeError)
})
