import type { SheetLine } from '../sheet-line.ts'
import { difference } from '../sheet-score.ts'
import { meanOf } from './area-look.ts'

/** Why two years cannot be compared: no such line then, or now; another maximum; another way of scoring; no points; not all points are there. */
export type Incomparable = 'new' | 'gone' | 'max' | 'method' | 'no_points' | 'partial'

/** A line of one year as it is compared: what it is, out of how much, and its points. */
export interface YearLine {
  line: Pick<SheetLine, 'key' | 'name' | 'depth' | 'kind' | 'max' | 'leaf' | 'continues'>
  points: number | null
  /** How many scored lines below have points: a sum of fewer is no sum to compare. */
  known: number
}

export interface MovedLine {
  key: string
  kind: SheetLine['kind']
  name: SheetLine['name']
  depth: number
  /** Null on the side that does not have it. */
  before: number | null
  now: number | null
  change: number | null
  why: Incomparable | null
  /** The maxima, where they differ. */
  maxima: [number, number] | null
}

/**
 * Lines of this year in their order, then those that are gone. A line is compared with the one of its own code, or of the old code that its scheme
 * says it goes on with; points only where maximum and method are the same.
 */
export function moveLines(now: readonly YearLine[], before: readonly YearLine[]): MovedLine[] {
  const then = new Map(before.map((one) => [one.line.key, one]))
  const goneOn = new Set(now.flatMap(({ line }) => line.continues ?? []))
  // An old code that another line goes on with is no longer this line's.
  const oldKey = ({ key, continues }: YearLine['line']) => continues ?? (goneOn.has(key) ? null : key)
  const here = new Set(now.map(({ line }) => oldKey(line)))
  return [
    ...now.map((one) => moveLine(one, then.get(oldKey(one.line) ?? ''))),
    ...before
      .filter(({ line }) => !here.has(line.key))
      .map(({ line: { key, kind, name, depth }, points }): MovedLine => {
        return { key, kind, name, depth, before: points, now: null, change: null, why: 'gone', maxima: null }
      }),
  ]
}

function moveLine({ line, points, known }: YearLine, then: YearLine | undefined): MovedLine {
  const { key, kind, name, depth } = line
  const said = { key, kind, name, depth, before: then?.points ?? null, now: points }
  if (then === undefined) return { ...said, change: null, why: 'new', maxima: null }
  if (then.line.max !== line.max) return { ...said, change: null, why: 'max', maxima: [then.line.max, line.max] }
  if (methodOf(then.line) !== methodOf(line)) return { ...said, change: null, why: 'method', maxima: null }
  if (then.points !== null && points !== null && then.known !== known) {
    return { ...said, change: null, why: 'partial', maxima: null }
  }
  const change = difference(then.points, points)
  return { ...said, change, why: change === null ? 'no_points' : null, maxima: null }
}

function methodOf({ kind, leaf }: YearLine['line']): string {
  return leaf === null ? kind : leaf.method.kind
}

/** Places of two years; up is positive. Null where one of them has none. */
export function placesGained(before: number | null, now: number | null): number | null {
  return before === null || now === null ? null : before - now
}

/** The mean of each line over units that stand in both years, so that who came or went does not move it. */
export function meanLines(units: readonly (readonly YearLine[])[], decimals: number): YearLine[] {
  const [first = []] = units
  return first.map(({ line }, at) => {
    const own = units.flatMap((lines) => lines[at] ?? [])
    const points = own.flatMap((one) => one.points ?? [])
    return { line, points: meanOf(points, decimals), known: own.reduce((sum, one) => sum + one.known, 0) }
  })
}
