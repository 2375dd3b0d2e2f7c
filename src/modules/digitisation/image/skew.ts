import type { GreyImage } from './grey-image.ts'

/** The steepest slant that is looked for, in degrees. */
export const MOST_SKEW = 10
const COARSE_STEP = 1
const FINE_STEP = 0.1
const MOST_PLACES = 60_000

/** How the lines of a picture lie. */
export interface LineDirection {
  /** Degrees clockwise that the lines are slanted, -10 to 10; turn the picture by minus this to mend it. */
  skew: number
  /** How sharply the lines stand apart at that slant; only to compare. */
  score: number
}

/**
 * The slant of the text lines from the places of its ink (x, y, x, y, …): at the right slant the ink gathers in rows with clear gaps
 * between, so the sum of squared steps of the row profile is largest. First in whole degrees, then in tenths.
 */
export function findSkew(ink: Int32Array, size: Pick<GreyImage, 'width' | 'height'>): LineDirection {
  const places = thinned(ink)
  const at = (degrees: number): LineDirection => ({ skew: degrees, score: profileScore(places, size, degrees) })
  const coarse = bestOf(steps(-MOST_SKEW, MOST_SKEW, COARSE_STEP).map(at))
  const from = Math.max(-MOST_SKEW, coarse.skew - COARSE_STEP)
  const to = Math.min(MOST_SKEW, coarse.skew + COARSE_STEP)
  return bestOf(steps(from, to, FINE_STEP).map(at))
}

/** The same ink seen after a quarter turn clockwise of the picture. */
export function quarterTurned(ink: Int32Array, { height }: Pick<GreyImage, 'width' | 'height'>): Int32Array {
  const turned = new Int32Array(ink.length)
  for (let at = 0; at < ink.length; at += 2) {
    turned[at] = height - 1 - (ink[at + 1] as number)
    turned[at + 1] = ink[at] as number
  }
  return turned
}

function steps(from: number, to: number, step: number): number[] {
  const count = Math.round((to - from) / step)
  return Array.from({ length: count + 1 }, (_none, at) => Math.round((from + at * step) * 100) / 100)
}

function bestOf(directions: readonly LineDirection[]): LineDirection {
  return directions.reduce((best, one) => (one.score > best.score ? one : best))
}

/** At most so many places, evenly left out: more make it no surer. */
function thinned(ink: Int32Array): Int32Array {
  const every = Math.ceil(ink.length / 2 / MOST_PLACES)
  if (every <= 1) return ink
  const kept = new Int32Array(2 * Math.floor(ink.length / 2 / every))
  for (let at = 0; at < kept.length; at += 2) {
    kept[at] = ink[at * every] as number
    kept[at + 1] = ink[at * every + 1] as number
  }
  return kept
}

function profileScore(places: Int32Array, { width, height }: Pick<GreyImage, 'width' | 'height'>, degrees: number) {
  const profile = rowProfile(places, { width, height }, degrees)
  let score = 0
  for (let row = 1; row < profile.length; row++) {
    const step = (profile[row] as number) - (profile[row - 1] as number)
    score += step * step
  }
  return score
}

/** How much ink lies in each row of the picture when its lines slant by so many degrees clockwise. */
export function rowProfile(
  places: Int32Array,
  { width, height }: Pick<GreyImage, 'width' | 'height'>,
  degrees: number,
): Int32Array {
  const slope = Math.tan((degrees * Math.PI) / 180)
  const room = Math.ceil(Math.abs(slope) * width)
  const profile = new Int32Array(height + 2 * room + 2)
  for (let at = 0; at < places.length; at += 2) {
    const row = Math.round((places[at + 1] as number) - (places[at] as number) * slope + room)
    profile[row] = (profile[row] as number) + 1
  }
  return profile
}
