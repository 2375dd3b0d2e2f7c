/**
 * Percentages as reports print them: half up on decimals, two places (28.125 becomes 28.13), computed on whole numbers so that no binary
 * fraction shows. Null when the denominator is 0: nothing was measured, which is not 0.
 */
export function percentOf(numerator: number, denominator: number): number | null {
  if (denominator === 0) return null
  const hundredths = roundedQuotient(BigInt(numerator) * 10_000n, BigInt(denominator))
  return Number(hundredths) / 100
}

/** Rounds a quotient of whole numbers half up, away from zero for negative ones. */
export function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n
  const [a, b] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator]
  const rounded = (a * 2n + b) / (b * 2n)
  return negative ? -rounded : rounded
}

/** Whether a stated percentage can come from a denominator. */
export interface PercentCheck {
  /** The whole numerators that give exactly this percentage. */
  numerators: number[]
  /** The nearest below and above that some numerator gives, when none gives it. */
  nearest: { numerator: number; percent: number }[]
}

/**
 * Looks for the numerators that give `percent` (of two decimals) of `denominator`. A figure such as 74.26 % of 1,392 has none: 1,033
 * gives 74.21 and 1,034 gives 74.28. Throws RangeError for a denominator that is no positive whole number or a percentage below 0.
 */
export function checkPercent(percent: number, denominator: number): PercentCheck {
  if (!Number.isSafeInteger(denominator) || denominator <= 0) throw new RangeError('the denominator is a whole number')
  const hundredths = Math.round(percent * 100)
  if (!Number.isSafeInteger(hundredths) || hundredths < 0) throw new RangeError('the percentage is a number from 0 on')
  const about = Number((BigInt(hundredths) * BigInt(denominator)) / 10_000n)
  const reach = Math.ceil(denominator / 10_000) + 1
  const numerators: number[] = []
  for (let numerator = Math.max(0, about - reach); numerator <= about + reach; numerator += 1) {
    if (hundredthsOf(numerator, denominator) === hundredths) numerators.push(numerator)
  }
  const nearest = [about, about + 1].map((numerator) => ({
    numerator,
    percent: percentOf(numerator, denominator) ?? 0,
  }))
  return { numerators, nearest: numerators.length > 0 ? [] : nearest }
}

function hundredthsOf(numerator: number, denominator: number): number {
  return Number(roundedQuotient(BigInt(numerator) * 10_000n, BigInt(denominator)))
}
