import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, clockOf, shippedCalendar } from '../../../../test/support/calendars.ts'
import { fc } from '../../../../test/support/properties.ts'
import { formatInstant } from '../../../platform/civil-date.ts'
import { type CalendarDay, compileCalendar } from '../../organisation/working-calendar.ts'
import { allotSteps, computeDue, computeExpectedDue, limitInWorkingMinutes } from './deadline.ts'
import { progress, remaining } from './deadline-progress.ts'
import type { Clock, TimeLimit } from './deadline-types.ts'

const closures: CalendarDay[] = [
  { date: '2026-11-25', kind: 'half', name: { vi: 'họp', en: 'meeting' }, decision: 'test' },
  { date: '2026-12-09', kind: 'off', category: 'closure', name: { vi: 'bão', en: 'storm' }, decision: 'test' },
]
const standard = compileCalendar(await shippedCalendar('province-standard'))
const saturday = compileCalendar(await shippedCalendar('one-stop-saturday'))
const closed = compileCalendar(await shippedCalendar('province-standard', closures))

function limitOf(text: string): TimeLimit {
  return { quantity: Number.parseFloat(text), unit: text.replace(/[\d.]/g, '') as TimeLimit['unit'] }
}

type Case = [rule: string, start: string, limit: string, due: string | null, stops?: string[], mode?: Clock['mode']]

/** All in 2026 or 2027; November 2026: the 16th and 23rd are Mondays, no holiday. */
function check(calendar: typeof standard, cases: readonly Case[]): void {
  for (const [rule, start, limit, due, stops, mode] of cases) {
    const { dueAt } = computeDue(calendar, clockOf(start, limitOf(limit), stops, mode))
    assert.equal(
      dueAt && formatInstant(dueAt).slice(0, 16),
      due,
      `${rule}: ${start} ${limit} ${stops?.join(', ') ?? ''}`,
    )
  }
}

test('the test vectors of the rules', () => {
  check(standard, [
    ['Monday, 3 working days', '2026-11-16T10:00', '3wd', '2026-11-19T17:00'],
    ['Friday afternoon, 1 working day', '2026-11-20T16:30', '1wd', '2026-11-23T17:00'],
    ['Friday, 7 days', '2026-11-20T10:00', '7d', '2026-11-27T17:00'],
    ['Monday, 5 days, ends on Saturday', '2026-11-16T10:00', '5d', '2026-11-23T17:00'],
    ['same day, 14:59', '2026-11-17T14:59', '0wd', '2026-11-17T17:00'],
    ['same day, at the cut-off', '2026-11-17T15:00', '0wd', '2026-11-17T17:00'],
    ['same day, 15:01', '2026-11-17T15:01', '0wd', '2026-11-18T17:00'],
    ['31 January + 1 month, 28 February is a Saturday', '2026-01-31T10:00', '1m', '2026-03-02T17:00'],
    ['restart', '2026-11-16T10:00', '5wd', '2026-12-01T17:00', ['2026-11-18T10:00/2026-11-24T10:00'], 'restart'],
    ['resume', '2026-11-16T10:00', '5wd', '2026-11-27T17:00', ['2026-11-18T10:00/2026-11-24T10:00'], 'resume'],
    ['the dossier of the design', '2026-11-18T09:12', '5wd', '2026-11-26T17:00', ['2026-11-19T10:00/2026-11-20T10:00']],
  ])
})

test('D1: hours begin at the stated moment, D15: lunch and night are not worked', () => {
  check(standard, [
    ['within a morning', '2026-11-18T09:12', '2wh', '2026-11-18T11:12'],
    ['over lunch', '2026-11-18T10:30', '2wh', '2026-11-18T14:30'],
    ['ends at closing, not at the next opening', '2026-11-18T07:00', '8wh', '2026-11-18T17:00'],
    ['over night', '2026-11-18T16:00', '2wh', '2026-11-19T08:00'],
    ['over a weekend', '2026-11-20T16:00', '2wh', '2026-11-23T08:00'],
    ['half an hour', '2026-11-18T09:12', '0.5wh', '2026-11-18T09:42'],
  ])
})

test('D3, D4: months end on the same date or the last of the month, and roll off rest days', () => {
  check(standard, [
    ['same date', '2026-11-18T09:12', '1m', '2026-12-18T17:00'],
    ['31 to 30', '2027-05-31T09:12', '1m', '2027-06-30T17:00'],
    ['same date on a Sunday', '2026-10-22T09:12', '1m', '2026-11-23T17:00'],
    ['into Tết', '2026-01-15T09:12', '1m', '2026-02-23T17:00'],
    ['days into the long weekend', '2026-04-20T09:12', '6d', '2026-04-28T17:00'],
    ['a leap year', '2027-12-31T09:12', '2m', '2028-02-29T17:00'],
  ])
})

test('D6, D7, D8: holidays, days in lieu and swap days come from the table', () => {
  check(standard, [
    ['Tết 14-22/02', '2026-02-13T10:00', '1wd', '2026-02-23T17:00'],
    ['Tết, hours', '2026-02-13T16:00', '2wh', '2026-02-23T08:00'],
    ['02/01 swapped away', '2025-12-31T10:00', '1wd', '2026-01-05T17:00'],
    ['Saturday 10/01 worked', '2026-01-09T10:00', '1wd', '2026-01-10T17:00'],
    ['Saturday 22/8 worked', '2026-08-21T10:00', '2wd', '2026-08-24T17:00'],
    ['accepted on a swapped-in Saturday', '2026-08-22T10:00', '1wd', '2026-08-24T17:00'],
    ['31/8 to 02/9 off', '2026-08-28T10:00', '1wd', '2026-09-03T17:00'],
    ['in lieu of Hùng Kings day', '2026-04-24T10:00', '1wd', '2026-04-28T17:00'],
    ['a month ending on a swapped-in Saturday', '2025-12-10T10:00', '1m', '2026-01-10T17:00'],
  ])
})

test('D15, D16: received outside hours counts from the next working moment', () => {
  check(standard, [
    ['after closing', '2026-11-18T18:00', '1wd', '2026-11-20T17:00'],
    ['at closing', '2026-11-18T17:00', '1wd', '2026-11-20T17:00'],
    ['before opening', '2026-11-18T05:00', '1wd', '2026-11-19T17:00'],
    ['at lunch', '2026-11-18T12:00', '1wh', '2026-11-18T14:30'],
    ['on a Sunday', '2026-11-22T10:00', '1wd', '2026-11-24T17:00'],
    ['on a Sunday, days', '2026-11-22T10:00', '7d', '2026-11-30T17:00'],
    ['on a Sunday, same day', '2026-11-22T16:00', '0wd', '2026-11-23T17:00'],
    ['in Tết', '2026-02-18T10:00', '1wd', '2026-02-24T17:00'],
  ])
})

test('an office open on Saturday morning counts its hours, not its day', () => {
  check(saturday, [
    ['hours', '2026-11-20T16:00', '2wh', '2026-11-21T08:00'],
    ['accepted on Saturday', '2026-11-21T09:00', '1wd', '2026-11-23T17:00'],
    ['accepted on Saturday after closing', '2026-11-21T11:30', '1wd', '2026-11-24T17:00'],
    ['accepted on Friday', '2026-11-20T09:00', '1wd', '2026-11-23T17:00'],
    ['same day on Saturday', '2026-11-21T09:00', '0wd', '2026-11-23T17:00'],
    ['days end on Saturday', '2026-11-16T10:00', '5d', '2026-11-23T17:00'],
    ['swapped in, whole day', '2026-01-09T16:00', '8wh', '2026-01-10T16:00'],
    [
      'answered on Saturday after the last day',
      '2026-11-19T10:00',
      '1wd',
      '2026-11-23T17:00',
      ['2026-11-20T10:00/2026-11-21T09:00'],
    ],
  ])
})

test('D13: halves of days, and half working days', () => {
  check(standard, [
    ['half of the 8th day', '2026-11-16T10:00', '7.5wd', '2026-11-26T11:00'],
    ['half a day', '2026-11-16T10:00', '0.5wd', '2026-11-17T11:00'],
    [
      'answered late on the last half day',
      '2026-11-16T10:00',
      '0.5wd',
      '2026-11-19T17:00',
      ['2026-11-17T09:00/2026-11-19T16:00'],
    ],
  ])
  check(closed, [
    ['due on a half day', '2026-11-24T10:00', '1wd', '2026-11-25T11:30'],
    ['a half day is a working day', '2026-11-24T10:00', '2wd', '2026-11-26T17:00'],
    ['half of a half day', '2026-11-24T10:00', '0.5wd', '2026-11-25T09:15'],
    ['hours of a half day', '2026-11-25T10:30', '2wh', '2026-11-26T08:00'],
    ['same day on a half day', '2026-11-25T10:30', '0wd', '2026-11-25T11:30'],
    ['a local closure', '2026-12-08T10:00', '1wd', '2026-12-10T17:00'],
  ])
})

test('D10, D11, D17: waiting is not counted, once', () => {
  const payment = '2026-11-18T10:00/2026-11-20T10:00 payment'
  check(standard, [
    [
      'payment goes on where it stood, whatever the mode',
      '2026-11-16T10:00',
      '5wd',
      '2026-11-25T17:00',
      [payment],
      'restart',
    ],
    [
      'two supplements',
      '2026-11-16T10:00',
      '5wd',
      '2026-11-26T17:00',
      ['2026-11-17T10:00/2026-11-18T10:00', '2026-11-19T10:00/2026-11-23T10:00'],
    ],
    [
      'two supplements, restart',
      '2026-11-16T10:00',
      '5wd',
      '2026-11-30T17:00',
      ['2026-11-17T10:00/2026-11-18T10:00', '2026-11-19T10:00/2026-11-23T10:00'],
      'restart',
    ],
    [
      'payment inside a supplement',
      '2026-11-16T10:00',
      '5wd',
      '2026-11-27T17:00',
      ['2026-11-18T10:00/2026-11-24T10:00', '2026-11-19T08:00/2026-11-20T09:00 payment'],
    ],
    [
      'payment outlasts the supplement, restart',
      '2026-11-16T10:00',
      '5wd',
      '2026-11-27T17:00',
      ['2026-11-17T10:00/2026-11-18T10:00', '2026-11-17T11:00/2026-11-20T10:00 payment'],
      'restart',
    ],
    [
      'asked and answered on one day',
      '2026-11-16T10:00',
      '5wd',
      '2026-11-23T17:00',
      ['2026-11-18T08:00/2026-11-18T16:00'],
    ],
    [
      'hours wait to the minute',
      '2026-11-18T08:00',
      '4wh',
      '2026-11-18T16:00',
      ['2026-11-18T09:00/2026-11-18T11:00 external'],
    ],
    [
      '15 days of posting',
      '2026-11-02T10:00',
      '10d',
      '2026-11-27T17:00',
      ['2026-11-03T10:00/2026-11-18T10:00 posting'],
    ],
    ['answered at night', '2026-11-16T10:00', '3wd', '2026-11-23T17:00', ['2026-11-18T10:00/2026-11-19T20:00']],
    ['asked before acceptance', '2026-11-18T10:00', '1wd', '2026-11-19T17:00', ['2026-11-16T10:00/2026-11-17T10:00']],
    [
      'asked when late',
      '2026-11-16T10:00',
      '1wd',
      '2026-11-17T17:00',
      ['2026-11-18T10:00/2026-11-20T10:00'],
      'restart',
    ],
    ['still open', '2026-11-16T10:00', '5wd', null, ['2026-11-18T10:00/']],
    ['still open, restart', '2026-11-16T10:00', '5wd', null, ['2026-11-18T10:00/'], 'restart'],
  ])
})

test('an extension fixes a date; a stop after it moves it on', () => {
  const clock = clockOf('2026-11-16T10:00', { quantity: 3, unit: 'wd' })
  const extensions = [{ decidedAt: at('2026-11-19T09:00'), newDueAt: at('2026-11-26T17:00') }]
  const due = (stops: string[]): string | null => {
    const { dueAt } = computeDue(standard, { ...clockOf('2026-11-16T10:00', clock.limit, stops), extensions })
    return dueAt === null ? null : formatInstant(dueAt).slice(0, 16)
  }
  assert.equal(due([]), '2026-11-26T17:00')
  assert.equal(due(['2026-11-24T10:00/2026-11-25T10:00']), '2026-11-27T17:00')
  assert.equal(due(['2026-11-17T10:00/2026-11-18T10:00']), '2026-11-26T17:00')
  assert.equal(due(['2026-11-25T10:00/']), null)
  const nearer = { ...clock, extensions: [{ decidedAt: at('2026-11-17T09:00'), newDueAt: at('2026-11-18T17:00') }] }
  assert.equal(computeDue(standard, nearer).dueAt, computeDue(standard, clock).dueAt)
})

test('a result that crosses days not yet published is provisional', () => {
  const isProvisional = (start: string, limit: string): boolean =>
    computeDue(standard, clockOf(start, limitOf(limit))).provisional
  assert.equal(isProvisional('2026-11-18T09:12', '20wd'), false)
  assert.equal(isProvisional('2026-12-20T09:12', '10wd'), false)
  assert.equal(isProvisional('2027-01-20T09:12', '15wd'), true)
  assert.equal(isProvisional('2027-12-20T09:12', '20wd'), true)
  assert.equal(isProvisional('2030-05-05T09:12', '1wd'), true)
})

test('a limit, a stop or a date that cannot be counted is refused', () => {
  const wrong = [
    { quantity: 5.3, unit: 'wd' },
    { quantity: 0, unit: 'd' },
    { quantity: 1.5, unit: 'm' },
    { quantity: 0, unit: 'wh' },
    { quantity: -1, unit: 'wd' },
    { quantity: Number.NaN, unit: 'wd' },
    { quantity: 0, unit: 'wd', sameDayCutoffMinute: 1500 },
  ] as const
  for (const limit of wrong) {
    assert.throws(() => computeDue(standard, clockOf('2026-11-18T09:12', limit)), RangeError)
  }
  const backwards = clockOf('2026-11-18T09:12', limitOf('5wd'), ['2026-11-19T10:00/2026-11-18T10:00'])
  assert.throws(() => computeDue(standard, backwards), RangeError)
  assert.throws(() => computeDue(standard, clockOf('2026-11-18T09:12', limitOf('9000wd'))), RangeError)
})

test('the cut-off of a same-day limit can be moved or left out', () => {
  const due = (sameDayCutoffMinute: number | null): string => {
    const { dueAt } = computeDue(
      standard,
      clockOf('2026-11-17T16:00', { quantity: 0, unit: 'wd', sameDayCutoffMinute }),
    )
    return formatInstant(dueAt ?? 0).slice(0, 10)
  }
  assert.deepEqual([due(960), due(959), due(null)], ['2026-11-17', '2026-11-18', '2026-11-17'])
})

test('shares of steps sum to the limit exactly', () => {
  assert.deepEqual(allotSteps(limitInWorkingMinutes(standard, limitOf('5wd')), [0.2, 0.6, 0.2]), [480, 1440, 480])
  const shares = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(shares, fc.integer({ min: 1, max: 50_000 }), (weights, minutes) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      const allotted = allotSteps(
        minutes,
        weights.map((weight) => weight / total),
      )
      assert.equal(
        allotted.reduce((sum, step) => sum + step, 0),
        minutes,
      )
      assert.ok(allotted.every((step, at) => Math.abs(step - (minutes * Number(weights[at])) / total) < 1 + 1e-6))
    }),
  )
  assert.throws(() => allotSteps(480, [0.5, 0.4]), RangeError)
  assert.throws(() => allotSteps(480, [1.5, -0.5]), RangeError)
})

test('a limit in working minutes', () => {
  const minutes = (limit: string, start?: string): number => {
    return limitInWorkingMinutes(standard, limitOf(limit), start === undefined ? undefined : at(start))
  }
  assert.deepEqual([minutes('7.5wd'), minutes('0wd'), minutes('3wh'), minutes('7d')], [3600, 480, 180, 2400])
  assert.equal(minutes('7d', '2026-11-16T07:00'), 6 * 480)
})

test('what remains is said for late, today, soon and later', () => {
  const due = at('2026-11-26T17:00')
  assert.deepEqual(remaining(standard, due, at('2026-11-26T10:00')), {
    kind: 'today',
    workingMinutes: 300,
    workingDays: 0,
  })
  assert.deepEqual(remaining(standard, due, at('2026-11-24T07:00')), {
    kind: 'soon',
    workingMinutes: 1440,
    workingDays: 2,
  })
  assert.deepEqual(remaining(standard, due, at('2026-11-20T17:00')), {
    kind: 'ok',
    workingMinutes: 1920,
    workingDays: 4,
  })
  assert.deepEqual(remaining(standard, due, at('2026-11-30T09:00')), {
    kind: 'late',
    workingMinutes: -600,
    workingDays: -2,
  })
  assert.equal(remaining(standard, due, due).kind, 'today')
})

test('progress runs with working time, stands still while waiting and begins again at a restart', () => {
  const hours = clockOf('2026-11-18T07:00', limitOf('16wh'))
  assert.equal(progress(standard, hours, at('2026-11-18T06:00')), 0)
  assert.equal(progress(standard, hours, at('2026-11-18T17:00')), 0.5)
  assert.equal(progress(standard, hours, at('2026-11-19T17:00')), 1)
  assert.equal(progress(standard, hours, at('2026-12-19T17:00')), 1)
  const waiting = clockOf('2026-11-18T07:00', limitOf('16wh'), ['2026-11-18T17:00/'])
  assert.equal(progress(standard, waiting, at('2026-11-25T10:00')), 0.5)
  assert.equal(formatInstant(computeExpectedDue(standard, waiting)), '2026-11-19T17:00:00+07:00')
  const again = clockOf('2026-11-18T07:00', limitOf('16wh'), ['2026-11-18T17:00/2026-11-20T07:00'], 'restart')
  assert.equal(progress(standard, again, at('2026-11-20T17:00')), 0.5)
})
