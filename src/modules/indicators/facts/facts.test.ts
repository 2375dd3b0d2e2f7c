import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDay } from '../../../platform/civil-date.ts'
import { firstDayOf, halfMonthOf, halfMonthsOf } from './half-month.ts'
import { measureNames, measures } from './measure.ts'

describe('half months', () => {
  test('begin on the 1st and the 15th, and every legal period is a row of them', () => {
    assert.equal(firstDayOf(halfMonthOf(localDay(Date.parse('2026-11-14T16:59:59Z')))), '2026-11-01')
    assert.equal(firstDayOf(halfMonthOf(localDay(Date.parse('2026-11-14T17:00:00Z')))), '2026-11-15')
    const quarter = halfMonthsOf('2025-12-15', '2026-03-14')
    assert.equal((quarter?.last ?? 0) - (quarter?.first ?? 0), 5)
    assert.notEqual(halfMonthsOf('2024-02-15', '2024-02-29'), null)
    assert.equal(halfMonthsOf('2024-02-15', '2024-02-28'), null)
    assert.equal(halfMonthsOf('2026-03-02', '2026-03-31'), null)
  })
})

test('a measure keeps its number', () => {
  assert.equal(new Set(measureNames.map((name) => measures[name].number)).size, measureNames.length)
})
