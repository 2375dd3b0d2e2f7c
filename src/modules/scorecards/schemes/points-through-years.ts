import { type Fraction, fractionOf, over, plus, rounded, toNumber, ZERO } from '../../indicators/schemes/fraction.ts'
import type { ScorecardFile } from '../scorecard-scheme.ts'
import { keysThrough, nodesOfScheme, type SchemeNode } from './scheme-change.ts'

/** What was published of one year: by which version, and final points by code, of one unit or of all. */
export interface PublishedYear {
  year: number
  version: number
  units: readonly Readonly<Record<string, string | null>>[]
}

/** A line of the newest version, and what the same line gave each year. */
export interface LineThroughYears {
  node: SchemeNode
  /** In the order of the years; null where the line did not stand, or nobody had points. */
  years: ({ key: string; points: number | null; max: number | null } | null)[]
}

/** Points of the same lines across years; with several units their mean, rounded half up. `versions`: newest first, none left out. */
export function pointsThroughYears(
  versions: readonly { version: number; file: ScorecardFile }[],
  published: readonly PublishedYear[],
  decimals: number,
): LineThroughYears[] {
  const all = versions.map(({ file }) => nodesOfScheme(file))
  return (all[0] ?? []).map((node) => ({
    node,
    years: published.map(({ version, units }) => {
      const at = versions.findIndex((one) => one.version === version)
      const key = at === -1 ? null : (keysThrough(node.key, all.slice(0, at + 1)).at(-1) ?? null)
      if (key === null) return null
      const max = all[at]?.find((one) => one.key === key)?.max ?? null
      return {
        key,
        max,
        points: meanOf(
          units.map((unit) => unit[key] ?? null),
          decimals,
        ),
      }
    }),
  }))
}

function meanOf(points: readonly (string | null)[], decimals: number): number | null {
  const known = points.filter((one) => one !== null)
  const sum = known.reduce<Fraction>((total, one) => plus(total, fractionOf(one)), ZERO)
  const mean = over(sum, fractionOf(known.length))
  return mean === null ? null : toNumber(rounded(mean, decimals))
}
