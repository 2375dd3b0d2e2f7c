import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/properties.ts'
import { compared, ofHundred } from './comparison.ts'

test('a change counts only beyond the margin of the difference, which is larger than that of either round', () => {
  const before = { share: 0.8, margin: 0.03 }
  assert.deepEqual(compared(before, { share: 0.83, margin: 0.03 }), {
    change: 0.03,
    changeMargin: 0.042426,
    isBeyondMargins: false,
  })
  assert.equal(compared(before, { share: 0.85, margin: 0.03 }).isBeyondMargins, true)
  assert.equal(compared(before, { share: 0.75, margin: 0.03 }).isBeyondMargins, true)
  // What has no margin cannot be told from chance, however far apart.
  const unsure = compared(before, { share: 0.2, margin: null })
  assert.deepEqual([unsure.changeMargin, unsure.isBeyondMargins], [null, false])
})

test('of a hundred: whole numbers, rounded outwards, never beyond 0 and 100', () => {
  assert.deepEqual(ofHundred({ share: 0.83, margin: 0.03 }), { count: 83, low: 80, high: 86 })
  assert.deepEqual(ofHundred({ share: 0.835, margin: 0.031 }), { count: 84, low: 80, high: 87 })
  assert.deepEqual(ofHundred({ share: 0.99, margin: 0.05 }), { count: 99, low: 94, high: 100 })
  assert.deepEqual(ofHundred({ share: 0.5, margin: null }), { count: 50, low: null, high: null })
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(share, fc.double({ min: 0, max: 0.5, noNaN: true }), (value, margin) => {
      const { count, low, high } = ofHundred({ share: value, margin })
      assert.ok((low ?? 0) <= count && count <= (high ?? 100) && (low ?? 0) >= 0 && (high ?? 100) <= 100)
    }),
  )
})
