import type { GreyImage } from './grey-image.ts'
import { findSkew, quarterTurned, rowProfile } from './skew.ts'

/** Degrees clockwise by which a picture is to be turned so that it can be read. */
export type Turn = 0 | 90 | 180 | 270

export interface Orientation {
  /** The likeliest turn first: the recogniser has the last word (see `read-page.ts`). */
  turns: readonly Turn[]
  /** Degrees clockwise that the lines are slanted once the picture is turned. */
  skew: number
}

const SURE_AXIS = 1.6

/**
 * Which way up a page lies, from its ink alone. Lines of text make the row profile jagged along them and smooth across; which end is up
 * is told by what rises above small letters: in Vietnamese, marks and ascenders outweigh dots below and descenders.
 */
export function findOrientation(ink: Int32Array, size: Pick<GreyImage, 'width' | 'height'>): Orientation {
  const turnedSize = { width: size.height, height: size.width }
  const turnedInk = quarterTurned(ink, size)
  const upright = findSkew(ink, size)
  const turned = findSkew(turnedInk, turnedSize)
  const isAcross = turned.score * size.height > upright.score * size.width
  const [across, along] = isAcross ? [turned, upright] : [upright, turned]
  const isUp = risesAbove(rowProfile(isAcross ? turnedInk : ink, isAcross ? turnedSize : size, across.skew))
  const likely: Turn[] = isAcross ? (isUp ? [90, 270] : [270, 90]) : isUp ? [0, 180] : [180, 0]
  const others: Turn[] = isAcross ? [0, 180] : [90, 270]
  const sure = along.score === 0 || across.score / along.score > SURE_AXIS
  return { turns: sure ? likely : [...likely, ...others], skew: across.skew }
}

/** Whether more ink stands above the dense middle of the lines than below it. */
function risesAbove(profile: Int32Array): boolean {
  let [above, below] = [0, 0]
  for (const [from, to] of linesOf(profile)) {
    const most = profile.slice(from, to).reduce((top, value) => Math.max(top, value), 0)
    let [first, last] = [from, to - 1]
    while ((profile[first] as number) < most / 2) first++
    while ((profile[last] as number) < most / 2) last--
    for (let row = from; row < first; row++) above += profile[row] as number
    for (let row = last + 1; row < to; row++) below += profile[row] as number
  }
  return above >= below
}

const LEAST_LINE = 5

/** The rows from and to (not included) of each run of ink, the thin ones (rules, dirt) left out. */
function linesOf(profile: Int32Array): [number, number][] {
  const lines: [number, number][] = []
  const least = profile.reduce((most, value) => Math.max(most, value), 0) / 60
  let from = -1
  for (let row = 0; row <= profile.length; row++) {
    const inked = row < profile.length && (profile[row] as number) > least
    if (inked && from < 0) from = row
    else if (!inked && from >= 0) {
      if (row - from >= LEAST_LINE) lines.push([from, row])
      from = -1
    }
  }
  return lines
}
