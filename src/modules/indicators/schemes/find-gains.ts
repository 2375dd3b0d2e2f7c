import type { ComponentScore, CriterionScore, SchemeScore } from './evaluate-scheme.ts'
import { ceiling, type Fraction, fractionOf, least, minus, over, rounded, times, toNumber, ZERO } from './fraction.ts'
import type { Leaf, Scheme } from './scheme.ts'

/** What a component would gain, and by how many more in its numerator. */
export interface Gain {
  key: string
  name: Leaf['name']
  /** What is to become more: "hồ sơ đúng hạn". */
  more: { vi: string; en: string }
  count: number
  points: number
}

/** Every measured component of a score. */
export function componentsOf(score: SchemeScore): ComponentScore[] {
  const own = (one: CriterionScore): ComponentScore[] =>
    one.own === null || 'components' in one.node ? one.components : [{ ...one, node: one.node, own: one.own }]
  return score.areas.flatMap(({ criteria }) => criteria.flatMap(own))
}

/**
 * Where most points can still be won, most first: for each share that is not full, how many more make it full, everything else staying
 * as it is. The same denominator stays: what was late becomes in time, what came on paper comes online.
 */
export function findGains(scheme: Scheme, score: SchemeScore): Gain[] {
  return componentsOf(score)
    .flatMap((component) => gainOf(component, scheme.decimals))
    .sort((a, b) => b.points - a.points || a.count - b.count || (a.key < b.key ? -1 : 1))
}

function gainOf({ node, own }: ComponentScore, decimals: number): Gain[] {
  const { method, max } = node
  if (method.kind !== 'ratio' || method.more === undefined || own.standing !== 'measured') return []
  if (own.points === null || own.numerator === null || !own.denominator) return []
  const [numerator, denominator] = [fractionOf(own.numerator), fractionOf(own.denominator)]
  const full = fractionOf(method.full ?? 1)
  const target = Math.min(ceiling(times(full, denominator)), ceiling(denominator))
  const count = target - own.numerator
  if (count <= 0) return []
  const reached = least(fractionOf(max), pointsAt(fractionOf(target), { denominator, full, max }))
  // A second share that is not full keeps the points below what the first alone would give: the gain is measured from where it stands.
  const alone = least(fractionOf(max), pointsAt(numerator, { denominator, full, max }))
  const scale = alone.n === 0n ? null : over(fractionOf(own.points), alone)
  const after = own.factorLeftOut || scale === null || method.factor === undefined ? reached : times(reached, scale)
  const points = toNumber(minus(rounded(after, decimals), fractionOf(own.points)))
  return points <= 0 ? [] : [{ key: node.key, name: node.name, more: method.more, count, points }]
}

function pointsAt(
  numerator: Fraction,
  { denominator, full, max }: { denominator: Fraction; full: Fraction; max: number },
): Fraction {
  const share = over(numerator, denominator) ?? ZERO
  return over(times(fractionOf(max), share), full) ?? ZERO
}
