import { ExpressionError, namesIn, parseExpression } from './expression.ts'
import { compare, type Fraction, fractionOf, plus, toNumber, ZERO } from './fraction.ts'
import { type Area, formulasOf, type Leaf, leavesOf, type Scheme } from './scheme.ts'

/** What a scheme may speak of: measures in formulas, and those that open to dossiers. */
export interface Words {
  knows(measure: string): boolean
  opens(measure: string): boolean
}

/**
 * Why a scheme cannot be used, with the place; null when it can. Points add up along the tree exactly, keys stand once and under their
 * parents, every measure of every formula is known, grades fall, a method can give its maximum and no more.
 */
export function schemeFault(scheme: Scheme, words: Words): string | null {
  return (
    sumFault('the scheme', scheme.max, scheme.areas) ??
    firstOf(scheme.areas, (area) => areaFault(area)) ??
    doubledKey(scheme) ??
    firstOf(leavesOf(scheme), (leaf) => leafFault(leaf, words)) ??
    gradesFault(scheme)
  )
}

function firstOf<Item>(items: readonly Item[], faultOf: (item: Item) => string | null): string | null {
  for (const item of items) {
    const fault = faultOf(item)
    if (fault !== null) return fault
  }
  return null
}

function areaFault(area: Area): string | null {
  return (
    sumFault(area.key, area.max, area.criteria) ??
    firstOf(area.criteria, (one) => {
      if (!('components' in one)) return null
      const stray = one.components.find(({ key }) => !key.startsWith(`${one.key}.`))
      return stray === undefined
        ? sumFault(one.key, one.max, one.components)
        : `${stray.key} does not belong under ${one.key}`
    })
  )
}

function sumFault(key: string, max: number, parts: readonly { max: number }[]): string | null {
  const sum = parts.reduce<Fraction>((total, part) => plus(total, fractionOf(part.max)), ZERO)
  return compare(sum, fractionOf(max)) === 0 ? null : `${key}: its parts make ${toNumber(sum)} points, not ${max}`
}

function doubledKey({ areas }: Scheme): string | null {
  const keys = areas.flatMap((area) => [
    area.key,
    ...area.criteria.flatMap((one) => [one.key, ...('components' in one ? one.components.map(({ key }) => key) : [])]),
  ])
  const doubled = keys.find((key, at) => keys.indexOf(key) !== at)
  return doubled === undefined ? null : `${doubled} stands twice`
}

function leafFault(leaf: Leaf, { knows, opens }: Words): string | null {
  const { key, method } = leaf
  const closed = leaf.behind?.find((word) => !opens(word))
  if (closed !== undefined) return `${key}: "${closed}" opens to no dossiers`
  for (const formula of formulasOf(leaf)) {
    try {
      const unknown = namesIn(parseExpression(formula)).find((name) => !knows(name))
      if (unknown !== undefined) return `${key}: no measure "${unknown}"`
    } catch (error) {
      if (error instanceof ExpressionError) return `${key}: ${error.message}`
      throw error
    }
  }
  if (method.kind === 'information' && leaf.max !== 0) return `${key}: information gives no points`
  if (method.kind === 'steps' && Math.max(...method.steps.map(({ points }) => points)) !== leaf.max) {
    return `${key}: its steps do not reach ${leaf.max}, or pass it`
  }
  return null
}

function gradesFault({ grades = [], max }: Scheme): string | null {
  const falls = grades.every(({ from }, at) => from <= max && (at === 0 || from < (grades[at - 1]?.from ?? 0)))
  if (!falls) return 'grades: each must begin below the one before'
  return grades.length === 0 || grades.at(-1)?.from === 0 ? null : 'grades: the last must begin at 0'
}
