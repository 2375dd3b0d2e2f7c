import { holds, valueIn } from './condition.ts'
import type { ValueOf } from './expression.ts'
import { type Fraction, fractionOf, minus, most, plus, times, toNumber, ZERO } from './fraction.ts'
import type { LeafScore } from './leaf-score.ts'
import type { Leaf, Method } from './scheme.ts'

/** What a named person entered for a component or a part of it, and from where they know. */
export interface Entered {
  /** Points of a survey or of evidence; how often something happened; 1 where a line of a checklist is there, 0 where it is not. */
  value: number
  source: string
  enteredBy: string
  /** Another person who held it against its source. */
  verifiedBy: string | null
}

/** What was entered for a component (`item` null) or one of its parts; null: nothing yet, which is not 0. */
export type EnteredFor = (leaf: string, item: string | null) => Entered | null

/** What can be known of what is entered by hand. */
export interface HandFacts {
  valueFor: ValueOf
  enteredFor?: EnteredFor
}

type HandScore = Pick<LeafScore, 'standing' | 'points' | 'measured' | 'missing'>

const nothing = (missing: string[]): HandScore => ({ standing: 'no_facts', points: null, measured: 0, missing })

/**
 * Points of a survey or of evidence: as entered with a source, once somebody else has verified them. More than the maximum or less than 0
 * cannot be: what was entered wrongly gives no points at all, rather than a number near it.
 */
export function enteredScore(leaf: Pick<Leaf, 'key' | 'max'>, { enteredFor }: HandFacts): HandScore {
  const entered = enteredFor?.(leaf.key, null) ?? null
  const counts =
    entered?.verifiedBy != null &&
    entered.verifiedBy !== entered.enteredBy &&
    entered.source.trim() !== '' &&
    entered.value >= 0 &&
    entered.value <= leaf.max
  if (!counts) return nothing([leaf.key])
  return { standing: 'measured', points: entered.value, measured: leaf.max, missing: [] }
}

/** The points of the lines that are there, out of those somebody has looked at or that were measured. */
export function checklistScore(
  leaf: Pick<Leaf, 'key'>,
  { items }: Extract<Method, { kind: 'checklist' }>,
  { valueFor, enteredFor }: HandFacts,
): HandScore {
  let [points, measured] = [ZERO, ZERO]
  const missing: string[] = []
  for (const item of items) {
    const there =
      item.measured === undefined ? ticked(enteredFor?.(leaf.key, item.key)?.value) : holds(item.measured, valueFor)
    if (there === null) {
      missing.push(item.key)
      continue
    }
    measured = plus(measured, fractionOf(item.points))
    if (there) points = plus(points, fractionOf(item.points))
  }
  if (missing.length === items.length) return nothing(missing)
  return { standing: 'measured', points: toNumber(points), measured: toNumber(measured), missing }
}

function ticked(value: number | undefined): boolean | null {
  return value === 1 || (value === 0 ? false : null)
}

/** The maximum less the points of each time something happened, never below 0. Only when all of it is known: less may still go off. */
export function deductionScore(
  leaf: Pick<Leaf, 'key' | 'max'>,
  { less }: Extract<Method, { kind: 'deduction' }>,
  { valueFor, enteredFor }: HandFacts,
): HandScore {
  let points = fractionOf(leaf.max)
  const missing: string[] = []
  for (const one of less) {
    const often = one.of === undefined ? counted(enteredFor?.(leaf.key, one.key)?.value) : valueIn(one.of, valueFor)
    if (often === null) missing.push(one.key)
    else points = minus(points, times(most(ZERO, often), fractionOf(one.points)))
  }
  if (missing.length > 0) return nothing(missing)
  return { standing: 'measured', points: toNumber(most(ZERO, points)), measured: leaf.max, missing: [] }
}

function counted(value: number | undefined): Fraction | null {
  return value === undefined || !Number.isInteger(value) || value < 0 ? null : fractionOf(value)
}
