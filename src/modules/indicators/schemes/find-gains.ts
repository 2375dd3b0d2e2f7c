import {
  type ComponentScore,
  type CriterionScore,
  type Facts,
  factorOf,
  leafScore,
  type SchemeScore,
} from './evaluate-scheme.ts'
import { ceiling, fractionOf, least, minus, ONE, over, times, toNumber } from './fraction.ts'
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
export function findGains(scheme: Scheme, score: SchemeScore, facts: Facts): Gain[] {
  return componentsOf(score)
    .flatMap((component) => gainOf(component, facts, scheme.decimals))
    .sort((a, b) => b.points - a.points || a.count - b.count || (a.key < b.key ? -1 : 1))
}

function gainOf({ node, own }: ComponentScore, facts: Facts, decimals: number): Gain[] {
  const { method } = node
  if (method.kind !== 'ratio' || method.more === undefined || own.standing !== 'measured') return []
  if (own.points === null || own.numerator === null || !own.denominator) return []
  const whole = fractionOf(own.denominator.toFixed(MOST_DECIMALS))
  // A second share that is not full asks for more of the first; more than the whole there never is.
  const factor = factorOf(method, facts.valueFor) ?? ONE
  const wanted = over(times(fractionOf(method.full ?? 1), whole), factor)
  if (wanted === null) return []
  const count = Math.ceil(ceiling(least(wanted, whole)) - own.numerator)
  if (count <= 0) return []
  const then = leafScore({ ...node, method: { ...method, of: `${method.of} + ${count}` } }, facts, decimals)
  const points = toNumber(minus(fractionOf(then.points ?? 0), fractionOf(own.points)))
  return points <= 0 ? [] : [{ key: node.key, name: node.name, more: method.more, count, points }]
}

/** A denominator taken from the year before need not be whole. */
const MOST_DECIMALS = 9
