import { normaliseVietnamese } from '../../platform/vietnamese.ts'

/** How many fingerprints stand for a text; the share two texts have in common estimates how alike their letter triples are (MinHash). */
export const FINGERPRINTS = 32
/** From this share on two petitions are offered as the same. */
export const ALIKE = 0.5

/** The letter triples of a text without diacritics, each once. */
export function lettersOf(text: string): string[] {
  const plain = ` ${normaliseVietnamese(text).trim()} `
  const triples = new Set<string>()
  for (let at = 0; at + 3 <= plain.length; at++) triples.add(plain.slice(at, at + 3))
  return [...triples]
}

/**
 * The fingerprints out of one keyed 32-bit number for each triple: the least number under each of thirty-two orders, marked with its order in
 * the upper bits so that an index over all of them only meets like with like.
 */
export function fingerprints(numbers: readonly number[]): number[] {
  if (numbers.length === 0) return []
  return Array.from({ length: FINGERPRINTS }, (_each, order) => {
    let least = 0xffffffff
    for (const number of numbers) least = Math.min(least, mixed(number, order))
    return (order << 26) | (least >>> 6)
  })
}

function mixed(number: number, order: number): number {
  let value = (number ^ Math.imul(order + 1, 0x9e3779b1)) >>> 0
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b) >>> 0
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35) >>> 0
  return (value ^ (value >>> 16)) >>> 0
}
