import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { fc } from '../../../test/support/properties.ts'
import { newId } from '../ids.ts'
import { StreamTable } from './stream-table.ts'

test('the table answers as a map does, through many growths', () => {
  const table = new StreamTable()
  const map = new Map<string, { version: number; hash: Buffer }>()
  for (let round = 0; round < 20_000; round++) {
    const known = round % 3 === 0 ? [...map.keys()].at(-1) : undefined
    const streamId = known ?? newId()
    const head = { version: (map.get(streamId)?.version ?? 0) + 1, hash: randomBytes(32) }
    map.set(streamId, head)
    table.set({ streamId, ...head })
  }
  assert.equal(table.size, map.size)
  for (const [streamId, head] of map) assert.deepEqual(table.get(streamId), { streamId, ...head })
  assert.equal(table.get(newId()), undefined)
})

test('what is not marked is listed', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 50 }), fc.func(fc.boolean()), (ids, met) => {
      const table = new StreamTable()
      for (const streamId of ids) table.set({ streamId, version: 1, hash: Buffer.alloc(32) })
      for (const streamId of ids) if (met(streamId)) table.mark(streamId)
      const left = [...table.unmarked()].map((head) => head.streamId).sort()
      assert.deepEqual(left, ids.filter((streamId) => !met(streamId)).sort())
    }),
  )
})
