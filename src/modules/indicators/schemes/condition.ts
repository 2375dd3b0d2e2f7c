import { evaluate, parseExpression, type ValueOf } from './expression.ts'
import { compare, type Fraction, fractionOf, ONE, over } from './fraction.ts'
import type { Condition } from './scheme.ts'

/** What a formula comes to; null when something in it is not known, or a share of nothing. */
export function valueIn(formula: string, valueFor: ValueOf): Fraction | null {
  return evaluate(parseExpression(formula), valueFor)
}

/** Whether a condition holds; null when that cannot be decided. */
export function holds({ of, over: whole, from, below }: Condition, valueFor: ValueOf): boolean | null {
  const [part, all] = [valueIn(of, valueFor), whole === undefined ? ONE : valueIn(whole, valueFor)]
  const value = part === null || all === null ? null : over(part, all)
  if (value === null) return null
  return (
    (from === undefined || compare(value, fractionOf(from)) >= 0) &&
    (below === undefined || compare(value, fractionOf(below)) < 0)
  )
}
