import { normaliseVietnamese } from '../../../platform/vietnamese.ts'

/** Letters and digits alone, without diacritics: recognisers mistake marks and spaces first. */
export function compact(text: string): string {
  return normaliseVietnamese(text).replaceAll(' ', '')
}

export interface NearMatch {
  /** Place of the first character, and after the last. */
  start: number
  end: number
  /** Letters wrong, missing or too many. */
  errors: number
}

/** The places in `text` where `wanted` stands with at most so many letters wrong (Sellers): the best of each, from left to right. */
export function findNear(text: string, wanted: string, mostErrors: number): NearMatch[] {
  const length = wanted.length
  let previous = Array.from({ length: length + 1 }, (_none, at) => ({ errors: at, start: 0 }))
  const found: NearMatch[] = []
  for (let end = 1; end <= text.length; end++) {
    const current = [{ errors: 0, start: end }]
    for (let at = 1; at <= length; at++) current.push(cheapest(previous, current, at, text[end - 1] === wanted[at - 1]))
    const last = current[length]
    if (last !== undefined && last.errors <= mostErrors)
      keepBest(found, { start: last.start, end, errors: last.errors })
    previous = current
  }
  return found
}

interface Step {
  errors: number
  start: number
}

function cheapest(previous: readonly Step[], current: readonly Step[], at: number, same: boolean): Step {
  const diagonal = previous[at - 1] as Step
  const above = previous[at] as Step
  const left = current[at - 1] as Step
  // Before the first letter nothing was spent: the match begins at the letter at hand.
  let best = { errors: diagonal.errors + (same ? 0 : 1), start: at === 1 ? left.start - 1 : diagonal.start }
  if (above.errors + 1 < best.errors) best = { errors: above.errors + 1, start: above.start }
  if (left.errors + 1 < best.errors) best = { errors: left.errors + 1, start: left.start }
  return best
}

function keepBest(found: NearMatch[], match: NearMatch): void {
  const last = found.at(-1)
  if (last === undefined || match.start >= last.end) found.push(match)
  else if (match.errors < last.errors) found[found.length - 1] = match
}

/** How many letters two short words differ in (Levenshtein). */
export function distance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_none, at) => at)
  for (const [row, letter] of [...one].entries()) {
    const current = [row + 1]
    for (let at = 1; at <= other.length; at++) {
      const change = (previous[at - 1] as number) + (other[at - 1] === letter ? 0 : 1)
      current.push(Math.min(change, (previous[at] as number) + 1, (current[at - 1] as number) + 1))
    }
    previous = current
  }
  return previous[other.length] as number
}
