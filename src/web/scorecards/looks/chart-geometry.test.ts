import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linePathOf, ringPath, shareOf, spotOn } from './chart-geometry.ts'

const middle = { x: 100, y: 100 }

test('the first axis points up, the others follow clockwise, and nothing leaves the rim', () => {
  const spot = (axis: number, share: number) => spotOn(axis, { axes: 4, share, radius: 50, middle })
  assert.deepEqual(spot(0, 1), { x: 100, y: 50 })
  assert.deepEqual(spot(1, 0.5), { x: 125, y: 100 })
  assert.deepEqual(spot(2, 1), { x: 100, y: 150 })
  assert.deepEqual(spot(0, 7), { x: 100, y: 50 })
  assert.deepEqual(spot(0, -1), middle)
})

test('what is not known is no 0: the line breaks', () => {
  const [a, b, c] = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 1, y: 1 },
  ] as const
  assert.equal(ringPath([a, b, c]), 'M0 0L1 0L1 1Z')
  assert.equal(ringPath([a, b, null, c]), 'M0 0L1 0M1 1L0 0')
  assert.equal(ringPath([]), '')
  assert.equal(linePathOf([a, null, b, c]), 'M1 0L1 1')
  assert.deepEqual([shareOf(null, 5), shareOf(3, 0), shareOf(5, 10), shareOf(11, 10)], [null, null, 0.5, 1])
})
