import { holds, valueIn } from './condition.ts'
import { checklistScore, deductionScore, type EnteredFor, enteredScore } from './entered-score.ts'
import { namesIn, parseExpression, type ValueOf } from './expression.ts'
import { type Fraction, fractionOf, least, most, ONE, over, plus, rounded, times, toNumber, ZERO } from './fraction.ts'
import type { LeafScore, ScoreStanding } from './leaf-score.ts'
import { type Area, type Criterion, formulasOf, type Leaf, type Method, type Scheme } from './scheme.ts'

/** A part of the tree: the points of what could be measured, and out of how many. */
export interface PartScore {
  points: number | null
  measured: number
  max: number
}

export interface NodeScore<Node> extends PartScore {
  node: Node
}
export interface CriterionScore extends NodeScore<Criterion | Leaf> {
  /** Of a criterion with a method of its own. */
  own: LeafScore | null
  components: ComponentScore[]
}
export interface ComponentScore extends NodeScore<Leaf> {
  own: LeafScore
}
export interface AreaScore extends NodeScore<Area> {
  criteria: CriterionScore[]
}
export interface SchemeScore extends PartScore {
  areas: AreaScore[]
}

/** The measures of the year before, and how many such periods a year has. */
export interface YearBefore {
  valueFor: ValueOf
  parts: number
}

export interface Facts {
  valueFor: ValueOf
  yearBefore: YearBefore | null
  /** Of what is entered by hand; left out where nothing can be. */
  enteredFor?: EnteredFor
}

/** The score of every part of a scheme from what was measured. Never more than a part's maximum, never below 0. */
export function evaluateScheme(scheme: Scheme, facts: Facts): SchemeScore {
  const score = (leaf: Leaf) => leafScore(leaf, facts, scheme.decimals)
  const areas = scheme.areas.map((node): AreaScore => {
    const criteria = node.criteria.map((one) => criterionScore(one, score))
    return { node, criteria, ...sumOf(node.max, criteria) }
  })
  return { areas, ...sumOf(scheme.max, areas) }
}

function criterionScore(node: Criterion | Leaf, score: (leaf: Leaf) => LeafScore): CriterionScore {
  if (!('components' in node)) {
    const { own, ...rest } = componentScore(node, score(node))
    return { ...rest, own, components: [] }
  }
  const components = node.components.map((leaf) => componentScore(leaf, score(leaf)))
  return { node, own: null, components, ...sumOf(node.max, components) }
}

function componentScore(node: Leaf, own: LeafScore): ComponentScore {
  return { node, own, points: own.points, measured: own.measured, max: node.max }
}

function sumOf(max: number, parts: readonly PartScore[]): PartScore {
  const sum = (numbers: readonly number[]) =>
    toNumber(numbers.reduce<Fraction>((total, one) => plus(total, fractionOf(one)), ZERO))
  const known = parts.flatMap(({ points }) => (points === null ? [] : [points]))
  return { points: known.length === 0 ? null : sum(known), measured: sum(parts.map(({ measured }) => measured)), max }
}

/** One component by its method. */
export function leafScore(leaf: Leaf, facts: Facts, decimals: number): LeafScore {
  const missing = missingOf(leaf, facts.valueFor)
  const found = scoreBy(leaf, facts, decimals)
  const measured = found.standing === 'measured' ? leaf.max : 0
  const blank = { points: null, numerator: null, denominator: null, factorLeftOut: false, zeroUsed: false }
  return { ...blank, missing, measured, ...found }
}

type Found = Partial<LeafScore> & Pick<LeafScore, 'standing'>

function scoreBy(leaf: Leaf, facts: Facts, decimals: number): Found {
  const { method } = leaf
  const given = (points: Fraction) => pointsWithin(leaf, points, decimals)
  switch (method.kind) {
    case 'ratio':
      return ratioScore(leaf, method, facts, decimals)
    case 'average':
      return averageScore(leaf, method, facts, decimals)
    case 'formula': {
      const points = valueIn(method.points, facts.valueFor)
      return points === null ? { standing: without(missingOf(leaf, facts.valueFor)) } : given(points)
    }
    case 'steps': {
      const points = stepPoints(method, facts.valueFor)
      return points === null ? { standing: without(missingOf(leaf, facts.valueFor)) } : given(points)
    }
    case 'information':
      return { ...sharesOf(method, facts.valueFor), standing: 'information' }
    case 'checklist':
      return checklistScore(leaf, method, facts)
    case 'deduction':
      return deductionScore(leaf, method, facts)
    default:
      return enteredScore(leaf, facts)
  }
}

function without(missing: readonly string[]): ScoreStanding {
  return missing.length > 0 ? 'no_facts' : 'nothing'
}

/** The measures of a component of which nothing is known; those of its factor are left out apart. */
function missingOf(leaf: Leaf, valueFor: ValueOf): string[] {
  const names = formulasOf(leaf).flatMap((formula) => namesIn(parseExpression(formula)))
  return [...new Set(names)].filter((name) => valueFor(name) === null)
}

function pointsWithin(leaf: Leaf, points: Fraction, decimals: number): Pick<LeafScore, 'standing' | 'points'> {
  const within = most(ZERO, least(fractionOf(leaf.max), rounded(points, decimals)))
  return { standing: 'measured', points: toNumber(within) }
}

function sharesOf(method: { of: string; over: string }, valueFor: ValueOf) {
  const [of, whole] = [valueIn(method.of, valueFor), valueIn(method.over, valueFor)]
  return { numerator: of === null ? null : toNumber(of), denominator: whole === null ? null : toNumber(whole) }
}

type Ratio = Extract<Method, { kind: 'ratio' }>

function ratioScore(leaf: Leaf, method: Ratio, facts: Facts, decimals: number): Found {
  const shares = sharesOf(method, facts.valueFor)
  const of = valueIn(method.of, facts.valueFor)
  let whole = valueIn(method.over, facts.valueFor)
  let zeroUsed = false
  if (whole !== null && whole.n === 0n && method.zero !== 'nothing') {
    zeroUsed = true
    if (method.zero === 'full') return { ...shares, zeroUsed, ...pointsWithin(leaf, fractionOf(leaf.max), decimals) }
    if (method.zero === 'none') return { ...shares, zeroUsed, ...pointsWithin(leaf, ZERO, decimals) }
    whole = ofYearBefore(method.over, facts.yearBefore)
  }
  const share = of === null || whole === null ? null : over(of, whole)
  if (share === null) return { ...shares, zeroUsed, standing: without(missingIn(method, facts.valueFor)) }
  const factor = factorOf(method, facts.valueFor)
  const denominator = whole === null ? null : toNumber(whole)
  const points = ratioPoints(leaf, method, { share, factor: factor ?? ONE })
  return {
    ...shares,
    denominator,
    zeroUsed,
    factorLeftOut: method.factor !== undefined && factor === null,
    ...pointsWithin(leaf, points, decimals),
  }
}

/** min(max, max × share × factor / full), before rounding. */
function ratioPoints(leaf: Leaf, method: Ratio, { share, factor }: { share: Fraction; factor: Fraction }): Fraction {
  const full = method.full === undefined ? ONE : fractionOf(method.full)
  const points = over(times(times(fractionOf(leaf.max), share), factor), full) ?? ZERO
  return least(fractionOf(leaf.max), points)
}

function missingIn(method: Ratio, valueFor: ValueOf): string[] {
  return [method.of, method.over]
    .flatMap((one) => namesIn(parseExpression(one)))
    .filter((name) => valueFor(name) === null)
}

/** The second share; null when it is not known. More than whole counts as whole. */
export function factorOf(method: Ratio, valueFor: ValueOf): Fraction | null {
  if (method.factor === undefined) return ONE
  const [of, whole] = [valueIn(method.factor.of, valueFor), valueIn(method.factor.over, valueFor)]
  const share = of === null || whole === null ? null : over(of, whole)
  return share === null ? null : least(share, ONE)
}

/** QĐ 766 1.4: last year's total divided by 12, 4 or 1. */
function ofYearBefore(formula: string, yearBefore: YearBefore | null): Fraction | null {
  const total = yearBefore === null ? null : valueIn(formula, yearBefore.valueFor)
  return total === null ? null : over(total, fractionOf(yearBefore?.parts ?? 1))
}

/** TT 01/2018/TT-VPCP Art. 12: the sum of points by how many got points, rounded. */
function averageScore(
  leaf: Leaf,
  method: Extract<Method, { kind: 'average' }>,
  { valueFor }: Facts,
  decimals: number,
): Found {
  const shares = sharesOf(method, valueFor)
  const [of, whole] = [valueIn(method.of, valueFor), valueIn(method.over, valueFor)]
  const score = of === null || whole === null ? null : over(of, whole)
  if (score !== null) return { ...shares, ...pointsWithin(leaf, score, decimals) }
  return { ...shares, standing: of === null || whole === null ? 'no_facts' : 'nothing' }
}

type Steps = Extract<Method, { kind: 'steps' }>

/** The points of the first step whose conditions all hold; null when a step before it cannot be decided, or none holds. */
function stepPoints({ steps }: Steps, valueFor: ValueOf): Fraction | null {
  for (const { points, all } of steps) {
    const held = all.map((condition) => holds(condition, valueFor))
    if (held.includes(false)) continue
    return held.includes(null) ? null : fractionOf(points)
  }
  return null
}
