import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../../test/support/properties.ts'
import { Sums } from './sums.ts'

/** Keys as the counts have them: near together, far apart, and in the last places of 2^53. */
const keys = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: 0, max: 40 }).map((n) => n * 2 ** 32),
  fc.maxSafeNat(),
)

test('sums are those of a plain map, and keys come in order', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(keys, fc.integer({ min: -3, max: 3 })), { maxLength: 3000 }), (bookings) => {
      const [sums, plain] = [new Sums(), new Map<number, number>()]
      for (const [key, n] of bookings) {
        sums.add(key, n)
        plain.set(key, (plain.get(key) ?? 0) + n)
      }
      const inOrder = [...plain.keys()].sort((a, b) => a - b)
      assert.deepEqual([...sums.keys()], inOrder)
      const visited = new Map<number, number>()
      sums.each((key, n) => visited.set(key, n))
      assert.deepEqual(visited, plain)
      for (const key of inOrder) assert.equal(sums.of(key), plain.get(key))
      assert.equal(sums.of(Number.MAX_SAFE_INTEGER - 1), plain.get(Number.MAX_SAFE_INTEGER - 1) ?? 0)
    }),
  )
})
