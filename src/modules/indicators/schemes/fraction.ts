import { roundedQuotient } from '../percent.ts'

/** A ratio of whole numbers, exact: scores are rounded once, at the end, so that no binary fraction decides a point. `d` is positive. */
export interface Fraction {
  n: bigint
  d: bigint
}

export const ZERO: Fraction = { n: 0n, d: 1n }
export const ONE: Fraction = { n: 1n, d: 1n }

/** A decimal as written ("0.8", 2.5, -3). Throws RangeError for anything else. */
export function fractionOf(decimal: number | string): Fraction {
  const [, sign = '', whole, part = ''] = /^(-?)(\d+)(?:\.(\d{1,9}))?$/.exec(String(decimal)) ?? []
  if (whole === undefined) throw new RangeError(`${decimal} is no decimal`)
  return reduced(BigInt(`${sign}${whole}${part}`), 10n ** BigInt(part.length))
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return reduced(a.n * b.d + b.n * a.d, a.d * b.d)
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return reduced(a.n * b.d - b.n * a.d, a.d * b.d)
}

export function times(a: Fraction, b: Fraction): Fraction {
  return reduced(a.n * b.n, a.d * b.d)
}

/** Null when `b` is 0: there is no such number. */
export function over(a: Fraction, b: Fraction): Fraction | null {
  if (b.n === 0n) return null
  return b.n < 0n ? reduced(-a.n * b.d, a.d * -b.n) : reduced(a.n * b.d, a.d * b.n)
}

/** Below 0, 0 or above, as `a` is less than, equal to or more than `b`. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : Number(difference > 0n)
}

export function least(a: Fraction, b: Fraction): Fraction {
  return compare(a, b) <= 0 ? a : b
}

export function most(a: Fraction, b: Fraction): Fraction {
  return compare(a, b) >= 0 ? a : b
}

/** Half up on decimals: 0.125 to two places is 0.13. */
export function rounded({ n, d }: Fraction, decimals: number): Fraction {
  const scale = 10n ** BigInt(decimals)
  return reduced(roundedQuotient(n * scale, d), scale)
}

/** The smallest whole number that is not below it. */
export function ceiling({ n, d }: Fraction): number {
  const down = n / d
  return Number(n > 0n && n % d !== 0n ? down + 1n : down)
}

/** For showing; exact for the few decimals a score has. */
export function toNumber({ n, d }: Fraction): number {
  return Number(n) / Number(d)
}

function reduced(n: bigint, d: bigint): Fraction {
  let [a, b] = [n < 0n ? -n : n, d]
  while (b !== 0n) [a, b] = [b, a % b]
  return a === 0n ? ZERO : { n: n / a, d: d / a }
}
