import {
  compare,
  type Fraction,
  fractionOf,
  over,
  plus,
  rounded,
  toNumber,
  ZERO,
} from '../../indicators/schemes/fraction.ts'
import type { SheetLine } from '../sheet-line.ts'
import type { LinePoints } from '../sheet-score.ts'

/** Points of one unit by line: what comparisons are made from. */
export interface UnitPoints {
  sheetId: string
  name: string
  kind: string
  lines: readonly { line: SheetLine; points: LinePoints }[]
}

/** An area of a unit's sheet beside the others of its kind. */
export interface AreaPoints {
  key: string
  name: SheetLine['name']
  max: number
  points: LinePoints
}

/** An area over all units of a kind. */
export interface AreaSpread {
  key: string
  name: SheetLine['name']
  max: number
  /** Null where no unit has points. */
  mean: number | null
  best: number | null
  /** Who has the most: several where they are equal. */
  bestUnits: string[]
  units: number
}

export function areasOf({ lines }: Pick<UnitPoints, 'lines'>): AreaPoints[] {
  return lines.flatMap(({ line: { key, name, max, kind }, points }) =>
    kind === 'area' ? [{ key, name, max, points }] : [],
  )
}

/** Mean, most and who has it, by area, out of the final points of units of one kind. */
export function spreadOf(units: readonly UnitPoints[], decimals: number): AreaSpread[] {
  const [first] = units
  if (first === undefined) return []
  return areasOf(first).map(({ key, name, max }) => {
    const known = units.flatMap((unit) => {
      const final = areasOf(unit).find((area) => area.key === key)?.points.final ?? null
      return final === null ? [] : [{ name: unit.name, final }]
    })
    const best = known.reduce<number | null>(
      (most, { final }) => (most === null || compare(fractionOf(final), fractionOf(most)) > 0 ? final : most),
      null,
    )
    return {
      key,
      name,
      max,
      mean: meanOf(
        known.map(({ final }) => final),
        decimals,
      ),
      best,
      bestUnits: known.filter(({ final }) => final === best).map((one) => one.name),
      units: known.length,
    }
  })
}

/** Rounded once, half up; null of nothing. */
export function meanOf(values: readonly number[], decimals: number): number | null {
  const mean = over(exactSum(values), fractionOf(values.length))
  return mean === null ? null : toNumber(rounded(mean, decimals))
}

/** Exact: no binary fraction comes in. */
export function sumOf(values: readonly number[]): number {
  return toNumber(exactSum(values))
}

function exactSum(values: readonly number[]): Fraction {
  return values.reduce<Fraction>((total, one) => plus(total, fractionOf(one)), ZERO)
}
