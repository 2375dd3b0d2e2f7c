import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../../test/support/properties.ts'
import { dateOfEpochDay, epochDayOf } from '../../../platform/civil-date.ts'
import { ALERT_RULE, findSlowdown, judgeAlert, medianOf, type WeekOfVisits } from './slowdown.ts'

const MONDAY = epochDayOf('2026-01-05')

/** Weeks in a row, each with so many visits of so many minutes. */
type Weeks = readonly [count: number, visits: number, minutes: number]

function weeks(...groups: Weeks[]): WeekOfVisits[] {
  const all = groups.flatMap(([count, visits, minutes]) =>
    Array.from({ length: count }, () => Array.from({ length: visits }, () => minutes)),
  )
  return all.map((minutes, at) => ({ week: dateOfEpochDay(MONDAY + at * 7), minutes }))
}

test('what doubled is told from the first week on which it did, with both medians and their cases', () => {
  assert.deepEqual(findSlowdown(weeks([12, 3, 200], [3, 4, 420])), {
    since: dateOfEpochDay(MONDAY + 12 * 7),
    minutesBefore: 200,
    visitsBefore: 36,
    minutesNow: 420,
    visitsNow: 12,
  })
})

test('small numbers, small times and what is not twice as slow say nothing', () => {
  assert.equal(findSlowdown(weeks([12, 3, 200], [3, 3, 420])), null, 'nine cases now')
  assert.equal(findSlowdown(weeks([12, 1, 200], [3, 4, 420])), null, 'twelve cases before')
  assert.equal(findSlowdown(weeks([12, 3, 200], [3, 4, 399])), null, 'not twice')
  assert.equal(findSlowdown(weeks([12, 3, 20], [3, 4, 60])), null, 'forty minutes more')
  assert.equal(findSlowdown(weeks([12, 3, 0], [3, 4, 600])), null, 'nothing before')
  assert.equal(findSlowdown([]), null)
})

test('an alert stands until two weeks with enough cases are well below, and does not come and go between', () => {
  const alert = { since: dateOfEpochDay(MONDAY + 12 * 7), minutesBefore: 200 }
  const slow: Weeks = [12, 3, 200]
  const over = (...more: Weeks[]) => judgeAlert(alert, weeks(slow, ...more)).over
  assert.equal(over([3, 4, 420]), null)
  assert.equal(over([3, 4, 420], [2, 5, 310]), null, 'below twice, not below one and a half times')
  assert.equal(over([3, 4, 420], [2, 5, 290]), 'faster')
  assert.equal(over([3, 4, 420], [2, 2, 210]), null, 'too few to say so')
  assert.equal(over([3, 4, 420], [7, 0, 0]), null)
  assert.equal(over([3, 4, 420], [8, 0, 0]), 'no_cases')
})

test('whatever is told holds: enough cases on both sides, and the median at least twice the one before', () => {
  const visits = fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 12 })
  fc.assert(
    fc.property(fc.array(visits, { minLength: 14, maxLength: 20 }), (minutes) => {
      const all = minutes.map((each, at) => ({ week: dateOfEpochDay(MONDAY + at * 7), minutes: each }))
      const slow = findSlowdown(all)
      if (slow === null) return
      const now = all.filter(({ week }) => week >= slow.since).flatMap((one) => one.minutes)
      assert.equal(medianOf(now), slow.minutesNow)
      assert.equal(now.length, slow.visitsNow)
      assert.ok(slow.visitsNow >= ALERT_RULE.fewestNow && slow.visitsBefore >= ALERT_RULE.fewestBefore)
      assert.ok(slow.minutesNow >= 2 * slow.minutesBefore && slow.minutesNow - slow.minutesBefore >= 60)
      assert.equal(judgeAlert(slow, all).over, null, 'what is first seen is not over')
    }),
  )
})
