import type { GreyImage } from './grey-image.ts'

/** The sides of the small picture a page hash is made from: 16 steps in 16 rows are 256 bits. */
export const HASH_WIDTH = 17
export const HASH_HEIGHT = 16

/**
 * What a page looks like, as 64 hex digits: whether it gets brighter from each place to the next in a picture of 17 by 16. Two scans of one paper differ
 * in few bits, two papers in many (see `sameLook`).
 */
export function pageHash({ width, height, pixels }: GreyImage): string {
  if (width !== HASH_WIDTH || height !== HASH_HEIGHT)
    throw new RangeError(`a picture of 17 by 16, not ${width} by ${height}`)
  let hash = ''
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width - 1; x += 4) {
      let digit = 0
      for (let bit = 0; bit < 4; bit++) {
        const at = y * width + x + bit
        digit = digit * 2 + ((pixels[at + 1] as number) > (pixels[at] as number) + 1 ? 1 : 0)
      }
      hash += digit.toString(16)
    }
  }
  return hash
}

/** In how many of the 256 bits two hashes differ. */
export function hashDistance(one: string, other: string): number {
  let distance = 0
  for (let at = 0; at < one.length; at++) {
    let differing = Number.parseInt(one[at] as string, 16) ^ Number.parseInt(other[at] ?? '0', 16)
    for (; differing > 0; differing >>= 1) distance += differing & 1
  }
  return distance
}

/** The most bits in which two scans of one sheet are taken for the same look. */
export const SAME_LOOK_BITS = 40
