import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/properties.ts'
import { checkPercent, percentOf } from './percent.ts'

test('the figures that provinces have told come out with the same digits', () => {
  const told: [number, number, number][] = [
    [18, 64, 28.13],
    [988, 1635, 60.43],
    [1279, 1635, 78.23],
    [91, 657, 13.85],
    [504, 657, 76.71],
    [62, 657, 9.44],
    [1248, 1972, 63.29],
    [656, 1972, 33.27],
    [68, 1972, 3.45],
    [2431, 2590, 93.86],
    [875, 876, 99.89],
    [21, 22, 95.45],
    [344, 307, 112.05],
  ]
  for (const [numerator, denominator, percent] of told) assert.equal(percentOf(numerator, denominator), percent)
})

test('74.26 % of 1,392 is impossible, and the nearest possible values are told', () => {
  assert.deepEqual(checkPercent(74.26, 1392), {
    numerators: [],
    nearest: [
      { numerator: 1033, percent: 74.21 },
      { numerator: 1034, percent: 74.28 },
    ],
  })
  assert.deepEqual(checkPercent(93.86, 2590).numerators, [2431])
})

test('nothing of nothing is no percentage', () => assert.equal(percentOf(0, 0), null))

test('whatever a numerator gives is found again; what none gives lies between the nearest', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3_000_000 }), fc.nat(12_000), (denominator, hundredths) => {
      const found = checkPercent(hundredths / 100, denominator)
      for (const numerator of found.numerators) assert.equal(percentOf(numerator, denominator), hundredths / 100)
      if (found.numerators.length > 0) return
      const [below, above] = found.nearest
      assert.ok((below?.percent ?? 0) < hundredths / 100 && hundredths / 100 < (above?.percent ?? 0))
    }),
  )
})
