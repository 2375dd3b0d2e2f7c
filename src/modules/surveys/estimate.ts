import type { Formula } from './round.ts'

/** z for 95 %. */
export const Z95 = 1.959964

/** What the ballots of one stratum say together: how many, the sum of their scores and of the scores' squares. */
export interface StratumSums {
  /** Units in the frame. */
  units: number
  ballots: number
  sum: number
  squares: number
}

/** A share between 0 and 1 with half the width of its 95 % interval; `margin` null where it cannot be told. */
export interface Estimate {
  share: number
  margin: number | null
  ballots: number
}

/** The weight of a stratum among those with ballots: its share of their frame. The weights sum to 1. */
export function weightsOf(strata: readonly Pick<StratumSums, 'units' | 'ballots'>[]): number[] {
  const whole = strata.reduce((sum, { units, ballots }) => sum + (ballots > 0 ? units : 0), 0)
  return strata.map(({ units, ballots }) => (ballots > 0 && whole > 0 ? units / whole : 0))
}

/**
 * The stratified estimate: sum of weight × mean of the ballots' scores in the stratum; its variance is
 * sum of weight² × (1 - n/N) × s²/n (Cochran, Sampling Techniques, 5.4, with the finite population correction). A stratum with one ballot has
 * no s²: the margin is then not told.
 */
export function estimate(strata: readonly StratumSums[]): Estimate | null {
  const weights = weightsOf(strata)
  const ballots = strata.reduce((sum, one) => sum + one.ballots, 0)
  if (ballots === 0) return null
  let share = 0
  let variance: number | null = 0
  strata.forEach((stratum, at) => {
    const { units, ballots: n, sum, squares } = stratum
    const weight = weights[at] ?? 0
    if (n === 0) return
    const mean = sum / n
    share += weight * mean
    const rest = Math.max(0, 1 - n / units)
    if (n === 1 && rest > 0) variance = null
    if (variance === null || n === 1) return
    const spread = Math.max(0, (squares - n * mean * mean) / (n - 1))
    variance += (weight * weight * rest * spread) / n
  })
  return { share: Math.min(1, share), margin: variance === null ? null : Z95 * Math.sqrt(variance), ballots }
}

/**
 * What one answer counts: `top_two`, 1 for the two best steps of five (the best of three, the four best of ten), else 0; `mean`, the step
 * put on 0 to 1 (lowest 0, highest 1).
 */
export function scoreOf(step: number, steps: number, formula: Formula): number {
  if (formula === 'mean') return (step - 1) / (steps - 1)
  const from = steps === 3 ? 3 : steps === 5 ? 4 : 7
  return step >= from ? 1 : 0
}
