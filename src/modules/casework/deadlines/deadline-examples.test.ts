import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { shippedCalendar } from '../../../../test/support/calendars.ts'
import { NaiveOffice } from '../../../../test/support/naive-deadline.ts'
import { parseInstant } from '../../../platform/civil-date.ts'
import { compileCalendar } from '../../organisation/working-calendar.ts'
import { computeDue } from './deadline.ts'
import type { Clock, ClockStop, StopReason, TimeLimit } from './deadline-types.ts'

const path = fileURLToPath(new URL('../../../../test/fixtures/deadlines.csv', import.meta.url))
const [, ...rows] = (await readFile(path, 'utf8')).trim().split('\n')

const offices = new Map(
  await Promise.all(
    ['province-standard', 'one-stop-saturday'].map(async (key) => {
      const definition = await shippedCalendar(key)
      return [key, { calendar: compileCalendar(definition), naive: new NaiveOffice(definition) }] as const
    }),
  ),
)

function instant(text: string): number {
  const at = parseInstant(text)
  assert.ok(at !== null, `not an instant: ${text}`)
  return at
}

function stopOf(text: string): ClockStop {
  const [span = '', reason] = text.split(' ')
  const [from = '', to = ''] = span.split('/')
  return { from: instant(from), to: instant(to), reason: reason as StopReason }
}

/** Rows: office hours, acceptance, limit, mode after a supplement, waits (`FROM/TO reason` joined by `;`), due instant. */
test('every worked example comes out, by the engine and by the plain walk', () => {
  assert.ok(rows.length >= 500)
  for (const row of rows) {
    const [key = '', accepted = '', limit = '', mode = '', waits = '', due = ''] = row.split(',')
    const office = offices.get(key)
    assert.ok(office, row)
    const clock: Clock = {
      startAt: instant(accepted),
      limit: { quantity: Number.parseFloat(limit), unit: limit.replace(/[\d.]/g, '') as TimeLimit['unit'] },
      mode: mode as Clock['mode'],
      stops: waits === '' ? [] : waits.split(';').map(stopOf),
      extensions: [],
    }
    assert.equal(computeDue(office.calendar, clock).dueAt, instant(due), row)
    assert.equal(office.naive.due(clock), instant(due), row)
  }
})
