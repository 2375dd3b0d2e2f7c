import { compare, fractionOf } from './fraction.ts'
import type { Condition, Leaf, Method } from './scheme.ts'

type Step = Extract<Method, { kind: 'steps' }>['steps'][number]

/**
 * Why a table of steps cannot be used; null when it can. Its points reach the maximum and do not pass it; no step stands where it can never
 * hold; along each share the thresholds fall, the points go one way, and no value between or below them is left without a step.
 */
export function stepsFault({ max }: Pick<Leaf, 'max'>, steps: readonly Step[]): string | null {
  const points = steps.map((one) => one.points)
  if (Math.max(...points) !== max) {
    return `các bậc không đạt đúng ${max} điểm (its steps do not reach ${max}, or pass it)`
  }
  const open = steps.findIndex(({ all }) => all.length === 0)
  if (open !== -1 && open < steps.length - 1) {
    return `bậc thứ ${open + 1} đúng với mọi giá trị nên các bậc sau vô nghĩa (step ${open + 1} always holds, those after it never do)`
  }
  for (const condition of steps.flatMap(({ all }) => all)) {
    const fault = conditionFault(condition)
    if (fault !== null) return fault
  }
  for (const ladder of laddersOf(steps)) {
    const fault = ladderFault(ladder, steps)
    if (fault !== null) return fault
  }
  return null
}

/** Why a condition cannot be used: without a threshold, or with two of which none is between. */
export function conditionFault({ of, from, below }: Condition): string | null {
  if (from === undefined && below === undefined) return `"${of}" không có ngưỡng (has no threshold)`
  if (from === undefined || below === undefined || compare(fractionOf(from), fractionOf(below)) < 0) return null
  return `"${of}" từ ${from} đến dưới ${below} là không có giá trị nào (from ${from} to below ${below} is nothing)`
}

interface Rung {
  condition: Condition
  points: number
  at: number
}

/** Steps that ask for nothing but the same share, in their order. */
function laddersOf(steps: readonly Step[]): Rung[][] {
  const rungs = steps.flatMap(({ all, points }, at): Rung[] => {
    const [condition] = all
    return all.length === 1 && condition !== undefined ? [{ condition, points, at }] : []
  })
  return [...Map.groupBy(rungs, ({ condition }) => shareOf(condition)).values()].filter(({ length }) => length > 1)
}

function shareOf({ of, over }: Condition): string {
  return `${of} / ${over ?? 1}`
}

function ladderFault(ladder: readonly Rung[], steps: readonly Step[]): string | null {
  const byFrom = ladder.toSorted((a, b) => (b.condition.from ?? -Infinity) - (a.condition.from ?? -Infinity))
  const name = shareOf(ladder[0]?.condition ?? { of: '' })
  for (const [index, upper] of byFrom.entries()) {
    const lower = byFrom[index + 1]
    if (lower === undefined) continue
    const [edge, top] = [upper.condition.from ?? -Infinity, lower.condition.below ?? Infinity]
    if (upper.condition.from === lower.condition.from || (top > edge && lower.at < upper.at)) {
      return `các ngưỡng của ${name} không theo thứ tự (the thresholds are not in order: ${lower.condition.from ?? '…'} before ${edge})`
    }
    if (top < edge)
      return `từ ${top} đến dưới ${edge} của ${name} không có bậc nào (no step from ${top} to below ${edge})`
  }
  const points = byFrom.map((one) => one.points)
  const goes = (way: 1 | -1) => points.every((one, at) => at === 0 || way * (one - (points[at - 1] ?? one)) >= 0)
  if (!goes(1) && !goes(-1)) return `điểm theo ${name} khi lên khi xuống (the points along it go up and down)`
  return lowestFault(byFrom, steps, name)
}

/** Below the lowest threshold another step must stand, after the ladder or in front of it. */
function lowestFault(byFrom: readonly Rung[], steps: readonly Step[], name: string): string | null {
  const lowest = byFrom.at(-1)?.condition.from
  const last = Math.max(...byFrom.map(({ at }) => at))
  if (lowest === undefined || lowest <= 0 || last < steps.length - 1) return null
  return `dưới ${lowest} của ${name} không có bậc nào (no step below ${lowest})`
}
