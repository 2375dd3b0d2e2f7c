import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { fc } from '../../../test/support/properties.ts'
import {
  consistencyRanges,
  EMPTY_ROOT,
  inclusionRanges,
  leafHash,
  MerkleFrontier,
  nodeHash,
  perfectSubtrees,
  rootFromInclusion,
  rootOfLeaves,
  verifyConsistency,
} from './merkle.ts'

const entries = Array.from({ length: 700 }, (_, index) => Buffer.from(`entry ${index}`))
const leaves = entries.map((entry) => leafHash(entry))

/** The definition of RFC 9162 2.1.1, word for word. */
function naiveRoot(from: number, to: number): Buffer {
  const sha = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
  if (to === from) return sha()
  const entry = entries[from]
  if (to - from === 1 && entry) return sha(Buffer.from([0]), entry)
  let k = 1
  while (k * 2 < to - from) k *= 2
  return sha(Buffer.from([1]), naiveRoot(from, from + k), naiveRoot(from + k, to))
}

const size = fc.integer({ min: 1, max: leaves.length })
const indexAndSize = size.chain((n) => fc.tuple(fc.integer({ min: 0, max: n - 1 }), fc.constant(n)))
const olderAndNewer = size.chain((n) => fc.tuple(fc.integer({ min: 1, max: n }), fc.constant(n)))

test('the root of the empty tree and of the first test tree of Certificate Transparency', () => {
  assert.equal(EMPTY_ROOT.toString('hex'), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
  const root = rootOfLeaves(Buffer.concat(inputs.map((hex) => leafHash(Buffer.from(hex, 'hex')))))
  assert.equal(root.toString('hex'), '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')
})

test('the frontier gives the root of the recursive definition, leaf by leaf', () => {
  const frontier = new MerkleFrontier()
  for (const [index, leaf] of leaves.slice(0, 140).entries()) {
    frontier.append(leaf)
    assert.deepEqual(frontier.root(), naiveRoot(0, index + 1))
    assert.deepEqual(frontier.clone().root(), frontier.root())
  }
})

test('the frontier takes perfect subtrees as it takes leaves', () => {
  fc.assert(
    fc.property(size, (n) => {
      const frontier = new MerkleFrontier()
      for (const { height, index } of perfectSubtrees({ from: 0, to: n })) {
        frontier.append(naiveRoot(index * 2 ** height, (index + 1) * 2 ** height), height)
      }
      assert.equal(frontier.size, n)
      assert.deepEqual(frontier.root(), naiveRoot(0, n))
    }),
    { numRuns: 60 },
  )
  const misplaced = new MerkleFrontier()
  misplaced.append(EMPTY_ROOT)
  assert.throws(() => misplaced.append(EMPTY_ROOT, 1), RangeError)
})

test('an inclusion proof leads to the root, and is as short as the tree is high', () => {
  fc.assert(
    fc.property(indexAndSize, ([index, n]) => {
      const proof = inclusionRanges(index, n).map(({ from, to }) => naiveRoot(from, to))
      const leaf = leaves[index] ?? EMPTY_ROOT
      assert.deepEqual(rootFromInclusion({ leaf, index, size: n, proof }), naiveRoot(0, n))
      assert.ok(proof.length <= Math.ceil(Math.log2(n)))
    }),
    { numRuns: 200 },
  )
})

test('an inclusion proof for another leaf, index, size or with a changed node does not lead to the root', () => {
  fc.assert(
    fc.property(indexAndSize, fc.nat(), ([index, n], pick) => {
      const proof = inclusionRanges(index, n).map(({ from, to }) => naiveRoot(from, to))
      const leaf = leaves[index] ?? EMPTY_ROOT
      const root = naiveRoot(0, n)
      const not = (claim: Partial<Parameters<typeof rootFromInclusion>[0]>): void => {
        assert.notDeepEqual(rootFromInclusion({ leaf, index, size: n, proof, ...claim }), root)
      }
      not({ leaf: leafHash(Buffer.from('other')) })
      not({ index: n })
      not({ index: -1 })
      not({ proof: [...proof, EMPTY_ROOT] })
      if (n > 1) {
        not({ index: (index + 1) % n })
        not({ proof: proof.slice(1) })
        not({ proof: proof.with(pick % proof.length, nodeHash(EMPTY_ROOT, EMPTY_ROOT)) })
      }
    }),
    { numRuns: 200 },
  )
})

test('a consistency proof shows that the older tree is the beginning of the newer', () => {
  fc.assert(
    fc.property(olderAndNewer, fc.nat(), ([m, n], pick) => {
      const proof = consistencyRanges(m, n).map(({ from, to }) => naiveRoot(from, to))
      const older = { size: m, root: naiveRoot(0, m) }
      const newer = { size: n, root: naiveRoot(0, n) }
      assert.ok(verifyConsistency({ older, newer, proof }))
      assert.ok(!verifyConsistency({ older: { size: m, root: EMPTY_ROOT }, newer, proof }))
      assert.ok(!verifyConsistency({ older, newer: { size: n, root: EMPTY_ROOT }, proof }))
      assert.ok(!verifyConsistency({ older, newer, proof: [...proof, EMPTY_ROOT] }))
      if (proof.length > 0) {
        assert.ok(!verifyConsistency({ older, newer, proof: proof.slice(1) }))
        assert.ok(!verifyConsistency({ older, newer, proof: proof.with(pick % proof.length, EMPTY_ROOT) }))
      }
    }),
    { numRuns: 200 },
  )
})

test('the ranges of proofs stay right beyond 2^32', () => {
  const n = 2 ** 40 + 5
  const ranges = inclusionRanges(2 ** 40 + 2, n)
  assert.deepEqual(ranges.at(-1), { from: 0, to: 2 ** 40 })
  assert.deepEqual(
    perfectSubtrees({ from: 2 ** 40, to: n }).map(({ height }) => height),
    [2, 0],
  )
})
