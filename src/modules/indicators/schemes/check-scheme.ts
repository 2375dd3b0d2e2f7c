import { conditionFault, stepsFault } from './check-steps.ts'
import { ExpressionError, namesIn, parseExpression } from './expression.ts'
import { compare, type Fraction, fractionOf, plus, toNumber, ZERO } from './fraction.ts'
import { type Area, formulasOf, type Leaf, leavesOf, type Method, type Scheme } from './scheme.ts'

/** What a scheme may speak of: measures in formulas, and those that open to dossiers. */
export interface Words {
  knows(measure: string): boolean
  opens(measure: string): boolean
}

/**
 * Why a scheme cannot be used, with the place, in both languages; null when it can. Points add up along the tree exactly, keys stand once
 * and under their parents, every measure of every formula is known, grades fall, a method can give its maximum and no more.
 */
export function schemeFault(scheme: Scheme, words: Words): string | null {
  return (
    yearsFault(scheme) ??
    sumFault(scheme.key, scheme.max, scheme.areas) ??
    firstOf(scheme.areas, (area) => areaFault(area)) ??
    doubledKey(scheme) ??
    firstOf(leavesOf(scheme), (leaf) => leafFault(leaf, words)) ??
    surveyFault(scheme) ??
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
        : `${stray.key}: không thuộc ${one.key} (does not belong under ${one.key})`
    })
  )
}

function sumFault(key: string, max: number, parts: readonly { max: number }[]): string | null {
  const sum = parts.reduce<Fraction>((total, part) => plus(total, fractionOf(part.max)), ZERO)
  if (compare(sum, fractionOf(max)) === 0) return null
  return `${key}: các phần cộng lại là ${toNumber(sum)} điểm, không phải ${max} (its parts make ${toNumber(sum)} points, not ${max})`
}

function yearsFault({ key, years: { from, to } }: Scheme): string | null {
  if (to === null || from <= to) return null
  return `${key}: áp dụng từ năm ${from} nhưng hết năm ${to} (holds from ${from} but only to ${to})`
}

function surveyFault({ key, survey, ...scheme }: Scheme): string | null {
  if (survey === undefined) return null
  const parts = leavesOf(scheme).filter(({ method }) => method.kind === 'survey')
  const sum = parts.reduce<Fraction>((total, { max }) => plus(total, fractionOf(max)), ZERO)
  if (compare(sum, fractionOf(survey)) === 0) return null
  return `${key}: phần điều tra cộng lại là ${toNumber(sum)} điểm, không phải ${survey} (the survey parts make ${toNumber(sum)} points, not ${survey})`
}

function doubledKey({ areas }: Scheme): string | null {
  const keys = areas.flatMap((area) => [
    area.key,
    ...area.criteria.flatMap((one) => [one.key, ...('components' in one ? one.components.map(({ key }) => key) : [])]),
  ])
  const doubled = keys.find((key, at) => keys.indexOf(key) !== at)
  return doubled === undefined ? null : `${doubled}: có hai lần (stands twice)`
}

function leafFault(leaf: Leaf, { knows, opens }: Words): string | null {
  const { key, method } = leaf
  const closed = leaf.behind?.find((word) => !opens(word))
  if (closed !== undefined) return `${key}: "${closed}" không mở ra hồ sơ nào (opens to no dossiers)`
  const fault = firstOf(formulasOf(leaf), (formula) => formulaFault(formula, knows)) ?? methodFault(leaf, method)
  return fault === null ? null : `${key}: ${fault}`
}

function formulaFault(formula: string, knows: Words['knows']): string | null {
  try {
    const unknown = namesIn(parseExpression(formula)).find((name) => !knows(name))
    return unknown === undefined ? null : `không có số đo "${unknown}" (no measure "${unknown}")`
  } catch (error) {
    if (error instanceof ExpressionError) return `công thức không đọc được (${error.message})`
    throw error
  }
}

function methodFault(leaf: Leaf, method: Method): string | null {
  const { max } = leaf
  if (method.kind === 'information')
    return max === 0 ? null : 'phần chỉ để biết không có điểm (information gives no points)'
  if (max === 0) return 'không có điểm nào (has no points: say that it is information)'
  if (method.kind === 'steps') return stepsFault(leaf, method.steps)
  if (method.kind === 'checklist') return checklistFault(leaf, method.items)
  if (method.kind === 'deduction') return deductionFault(method.less)
  return null
}

function checklistFault({ max }: Leaf, items: Extract<Method, { kind: 'checklist' }>['items']): string | null {
  const sum = items.reduce<Fraction>((total, { points }) => plus(total, fractionOf(points)), ZERO)
  if (compare(sum, fractionOf(max)) !== 0) {
    return `các mục cộng lại là ${toNumber(sum)} điểm, không phải ${max} (its lines make ${toNumber(sum)} points, not ${max})`
  }
  return twice(items) ?? firstOf(items, ({ measured }) => (measured === undefined ? null : conditionFault(measured)))
}

function deductionFault(less: Extract<Method, { kind: 'deduction' }>['less']): string | null {
  const idle = less.find(({ points }) => points === 0)
  return idle === undefined ? twice(less) : `"${idle.key}" không trừ điểm nào (takes no points away)`
}

function twice(parts: readonly { key: string }[]): string | null {
  const doubled = parts.find(({ key }, at) => parts.findIndex((one) => one.key === key) !== at)
  return doubled === undefined ? null : `"${doubled.key}" có hai lần (stands twice)`
}

function gradesFault({ grades = [], max }: Scheme): string | null {
  const falls = grades.every(({ from }, at) => from <= max && (at === 0 || from < (grades[at - 1]?.from ?? 0)))
  if (!falls) return 'xếp loại: mỗi bậc phải bắt đầu thấp hơn bậc trước (grades: each must begin below the one before)'
  return grades.length === 0 || grades.at(-1)?.from === 0
    ? null
    : 'xếp loại: bậc cuối phải bắt đầu từ 0 (grades: the last must begin at 0)'
}
