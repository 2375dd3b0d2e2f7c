import { hash } from 'node:crypto'

/**
 * The Merkle tree of RFC 9162 section 2.1 over SHA-256. Pure. Sizes and indexes are whole numbers below 2^53, so no
 * bit operators (they stop at 2^32).
 */

/** Leaves `from` to `to` (exclusive) of a tree. */
export interface LeafRange {
  from: number
  to: number
}

/** SHA-256(0x00 || entry). */
export function leafHash(entry: Uint8Array): Buffer {
  const input = new Uint8Array(entry.length + 1)
  input.set(entry, 1)
  return hash('sha256', input, 'buffer')
}

/** SHA-256(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  const input = new Uint8Array(65)
  input[0] = 1
  input.set(left, 1)
  input.set(right, 33)
  return hash('sha256', input, 'buffer')
}

/** The root of the empty tree: SHA-256 of nothing. */
export const EMPTY_ROOT: Buffer = hash('sha256', '', 'buffer')

/** The growing right edge of a tree: the roots of its perfect subtrees, tallest first. Enough to go on and to give the root. */
export class MerkleFrontier {
  #size = 0
  readonly #peaks: { height: number; hash: Buffer }[] = []

  get size(): number {
    return this.#size
  }

  /** Adds a perfect subtree of 2^height leaves (a leaf: height 0). The size must be a multiple of 2^height. */
  append(subtree: Buffer, height = 0): void {
    const leaves = 2 ** height
    if (this.#size % leaves !== 0) throw new RangeError('a subtree must begin at a multiple of its size')
    this.#size += leaves
    let [node, level] = [subtree, height]
    for (let left = this.#peaks.at(-1); left?.height === level; left = this.#peaks.at(-1)) {
      node = nodeHash(left.hash, node)
      level++
      this.#peaks.pop()
    }
    this.#peaks.push({ height: level, hash: node })
  }

  root(): Buffer {
    return (
      this.#peaks.reduceRight<Buffer | undefined>(
        (right, peak) => (right === undefined ? peak.hash : nodeHash(peak.hash, right)),
        undefined,
      ) ?? EMPTY_ROOT
    )
  }

  clone(): MerkleFrontier {
    const copy = new MerkleFrontier()
    for (const peak of this.#peaks) copy.append(peak.hash, peak.height)
    return copy
  }
}

/** The root over leaf hashes, given one after another in one buffer of 32 bytes each. */
export function rootOfLeaves(leaves: Buffer): Buffer {
  const frontier = new MerkleFrontier()
  for (let at = 0; at < leaves.length; at += 32) frontier.append(leaves.subarray(at, at + 32))
  return frontier.root()
}

/** The largest power of two smaller than n (n >= 2). */
function splitOf(n: number): number {
  let k = 2 ** Math.floor(Math.log2(n))
  while (k >= n) k /= 2
  while (k * 2 < n) k *= 2
  return k
}

/** The ranges whose roots are the inclusion proof of leaf `index` in a tree of `size`, from the leaf upwards (RFC 9162 2.1.3.1). */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`leaf ${index} is not in a tree of ${size}`)
  const ranges: LeafRange[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const middle = from + splitOf(to - from)
    if (index < middle) {
      ranges.push({ from: middle, to })
      to = middle
    } else {
      ranges.push({ from, to: middle })
      from = middle
    }
  }
  return ranges.reverse()
}

/** The ranges whose roots prove that the tree of `older` leaves is the beginning of the tree of `newer` (RFC 9162 2.1.4.1). */
export function consistencyRanges(older: number, newer: number): LeafRange[] {
  if (!(older >= 1 && older <= newer)) throw new RangeError(`no consistency proof from ${older} to ${newer}`)
  const ranges: LeafRange[] = []
  let [from, to, whole] = [0, newer, true]
  while (older < to) {
    const middle = from + splitOf(to - from)
    if (older <= middle) {
      ranges.push({ from: middle, to })
      to = middle
    } else {
      ranges.push({ from, to: middle })
      from = middle
      whole = false
    }
  }
  if (!whole) ranges.push({ from, to })
  return ranges.reverse()
}

/** Cuts a range of a tree into perfect subtrees, left to right. `from` must be aligned as the ranges of proofs are. */
export function perfectSubtrees(range: LeafRange): { height: number; index: number }[] {
  const subtrees: { height: number; index: number }[] = []
  for (let from = range.from; from < range.to; ) {
    let height = 0
    while (from % 2 ** (height + 1) === 0 && from + 2 ** (height + 1) <= range.to) height++
    subtrees.push({ height, index: from / 2 ** height })
    from += 2 ** height
  }
  return subtrees
}

export interface InclusionClaim {
  leaf: Uint8Array
  index: number
  size: number
  proof: readonly Uint8Array[]
}

/** The root that an inclusion proof leads to, or undefined when the proof has the wrong length (RFC 9162 2.1.3.2). */
export function rootFromInclusion(claim: InclusionClaim): Buffer | undefined {
  if (!Number.isSafeInteger(claim.index) || !Number.isSafeInteger(claim.size)) return undefined
  if (claim.index < 0 || claim.index >= claim.size) return undefined
  let [first, last] = [claim.index, claim.size - 1]
  let root: Buffer = Buffer.from(claim.leaf)
  for (const sibling of claim.proof) {
    if (last === 0) return undefined
    if (first % 2 === 1 || first === last) {
      root = nodeHash(sibling, root)
      while (first % 2 === 0 && first !== 0) [first, last] = [first / 2, Math.floor(last / 2)]
    } else {
      root = nodeHash(root, sibling)
    }
    ;[first, last] = [Math.floor(first / 2), Math.floor(last / 2)]
  }
  return last === 0 ? root : undefined
}

export interface ConsistencyClaim {
  older: { size: number; root: Uint8Array }
  newer: { size: number; root: Uint8Array }
  proof: readonly Uint8Array[]
}

/** Whether the proof shows that the older tree is the beginning of the newer one (RFC 9162 2.1.4.2). */
export function verifyConsistency({ older, newer, proof }: ConsistencyClaim): boolean {
  if (older.size < 1 || older.size > newer.size) return false
  if (older.size === newer.size) return proof.length === 0 && Buffer.compare(older.root, newer.root) === 0
  const path = isPowerOfTwo(older.size) ? [older.root, ...proof] : [...proof]
  const [start, ...rest] = path
  if (start === undefined) return false
  let [first, last] = [older.size - 1, newer.size - 1]
  while (first % 2 === 1) [first, last] = [Math.floor(first / 2), Math.floor(last / 2)]
  let oldRoot: Buffer = Buffer.from(start)
  let newRoot: Buffer = oldRoot
  for (const node of rest) {
    if (last === 0) return false
    if (first % 2 === 1 || first === last) {
      oldRoot = nodeHash(node, oldRoot)
      newRoot = nodeHash(node, newRoot)
      while (first % 2 === 0 && first !== 0) [first, last] = [first / 2, Math.floor(last / 2)]
    } else {
      newRoot = nodeHash(newRoot, node)
    }
    ;[first, last] = [Math.floor(first / 2), Math.floor(last / 2)]
  }
  return last === 0 && oldRoot.equals(older.root) && newRoot.equals(newer.root)
}

function isPowerOfTwo(n: number): boolean {
  let rest = n
  while (rest % 2 === 0) rest /= 2
  return rest === 1
}
