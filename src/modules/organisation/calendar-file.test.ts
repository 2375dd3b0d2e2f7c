import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { dateOfEpochDay, epochDayOf, isoWeekday } from '../../platform/civil-date.ts'
import {
  CalendarFileError,
  calendarDefinition,
  parseHolidays,
  parseOfficeHours,
  readHolidayFile,
  readOfficeHoursFile,
} from './calendar-file.ts'
import { compileCalendar } from './working-calendar.ts'
import { findOfficeCalendar } from './working-calendar-offices.ts'

const folder = fileURLToPath(new URL('../../../data/', import.meta.url))
const holidays = await readHolidayFile(`${folder}calendar/holidays-vn.yaml`)
const sets = await readOfficeHoursFile(`${folder}calendar/office-hours.yaml`)

const row = (more: string): string => `settledYears: [2026]
unsettled: []
days:
  - date: 2026-01-01
    kind: off
    name: { vi: a, en: a }
    source: s
    status: published
  - ${more}
`

function faultOf(parse: () => unknown): string {
  try {
    parse()
  } catch (fault) {
    if (fault instanceof CalendarFileError) return fault.message
    throw fault
  }
  return ''
}

test('the shipped table has the eleven paid days of every year, and a day in lieu for each on a weekend', () => {
  for (const year of [2024, 2025, 2026, 2027]) {
    const off = holidays.days.filter(({ date, kind }) => kind === 'off' && date.startsWith(`${year}`))
    const free = off.filter(({ date, category }) => category !== 'swap' && isoWeekday(epochDayOf(date)) <= 5)
    assert.equal(free.length, 11, `${year}`)
  }
})

test('each swap day is worked instead of a day that is off (D8)', () => {
  const swapped = holidays.days.filter(({ kind }) => kind === 'working')
  assert.deepEqual(
    swapped.map(({ date, replaces }) => [date, replaces]),
    [
      ['2026-01-10', '2026-01-02'],
      ['2026-08-22', '2026-08-31'],
    ],
  )
  for (const { replaces } of swapped) assert.equal(holidays.days.find(({ date }) => date === replaces)?.kind, 'off')
})

test('Tết 2026 is off from 14 to 22 February', () => {
  const standard = sets.get('province-standard')
  assert.ok(standard)
  const calendar = compileCalendar(calendarDefinition(standard, holidays))
  for (let day = epochDayOf('2026-02-14'); day <= epochDayOf('2026-02-22'); day += 1) {
    assert.equal(calendar.dayKind(dateOfEpochDay(day)).kind, 'holiday')
  }
  assert.equal(calendar.addWorkingDays('2026-02-13', 1), '2026-02-23')
})

test('every set of office hours works eight hours from Monday to Friday and closes at 17:00', () => {
  assert.ok(sets.size >= 2)
  for (const set of sets.values()) {
    const calendar = compileCalendar(calendarDefinition(set, holidays))
    assert.equal(calendar.minutesPerDay, 480)
    assert.equal(set.weekly[3]?.at(-1)?.[1], 17 * 60)
  }
})

test('the version of a calendar changes with any of its rows', () => {
  const standard = sets.get('province-standard')
  assert.ok(standard)
  const version = calendarDefinition(standard, holidays).version
  assert.equal(calendarDefinition(standard, holidays).version, version)
  assert.notEqual(calendarDefinition(standard, { ...holidays, days: holidays.days.slice(1) }).version, version)
})

test('a broken file is refused with its file, line and row', () => {
  const fault = (text: string): string => faultOf(() => parseHolidays(text, 'days.yaml'))
  assert.match(
    fault(row('{ date: 2026-01-02, kind: of, name: { vi: a, en: a }, source: s, status: published }')),
    /^days\.yaml:9 days\[1\]/,
  )
  assert.match(
    fault(row('{ date: 2026-02-30, kind: off, name: { vi: a, en: a }, source: s, status: published }')),
    /^days\.yaml:9 days\[1\]\.date: 2026-02-30/,
  )
  assert.match(
    fault(row('{ date: 2026-01-01, kind: off, name: { vi: a, en: a }, source: s, status: published }')),
    /^days\.yaml:9 days\[1\]: .*days\[0\]/,
  )
  assert.match(
    fault(row('{ date: 2026-01-02, kind: off, name: { vi: a }, source: s, status: published }')),
    /^days\.yaml:9 days\[1\]\.name/,
  )
  assert.match(fault('settledYears: [2026\n'), /^days\.yaml:\d+ /)
  const hours =
    'sets:\n  - key: a\n    name: { vi: a, en: a }\n    weekly:\n      monday: ["07:00-11:30", "11:00-17:00"]\n'
  assert.match(
    faultOf(() => parseOfficeHours(hours, 'hours.yaml')),
    /^hours\.yaml:5 sets\[0\]\.weekly\.monday: /,
  )
})

test('an office is found by its code in the files', async () => {
  const saturday = await findOfficeCalendar('H33.11953.01', folder)
  assert.equal(saturday?.workingMinutesOn('2026-11-21'), 270)
  const committee = await findOfficeCalendar('H33.11953', folder)
  assert.equal(committee?.workingMinutesOn('2026-11-21'), 0)
  assert.equal(await findOfficeCalendar('H99.99', folder), undefined)
})
