/** How surely a typed word means a word of the catalogue: 1 the same, down to 0.5. */
export interface NearWord {
  word: string
  nearness: number
}

const SAME = 1
const SOUNDS_ALIKE = 0.85
const BEGINS_WITH = 0.8
const ONE_SLIP = 0.75
const ONE_SLIP_IN_SHORT_WORD = 0.65
const TWO_SLIPS = 0.6
const MOST_NEAR = 40

/**
 * The words of the catalogue a typed word may mean, nearest first: the same; those that sound alike in common pronunciation (tr/ch,
 * s/x, gi/d/r, l/n, i/y); those that begin with it; and, when it is itself no word of the catalogue, those one slip away (two
 * in long words), a slip being a letter too many, too few, wrong, or two in the wrong order.
 */
export function nearWords(typed: string, vocabulary: readonly string[]): NearWord[] {
  const sound = soundOf(typed)
  const known = vocabulary.includes(typed)
  const near: NearWord[] = []
  for (const word of vocabulary) {
    const nearness = word === typed ? SAME : nearnessOf({ typed, sound, known }, word)
    if (nearness > 0) near.push({ word, nearness })
  }
  return near.sort((one, other) => other.nearness - one.nearness).slice(0, MOST_NEAR)
}

function nearnessOf(asked: { typed: string; sound: string; known: boolean }, word: string): number {
  const { typed, sound, known } = asked
  const letters = /\d/.test(typed) ? 0 : typed.length
  if (letters >= 2 && soundOf(word) === sound) return SOUNDS_ALIKE
  if (typed.length >= 2 && word.startsWith(typed)) return BEGINS_WITH
  if (known || letters < 3) return 0
  const most = letters >= 6 ? 2 : 1
  if (Math.abs(word.length - letters) > most) return 0
  const slips = slipsBetween(typed, word)
  if (slips > most) return 0
  if (slips === 2) return TWO_SLIPS
  return letters === 3 ? ONE_SLIP_IN_SHORT_WORD : ONE_SLIP
}

/** One spelling for the sounds people mix up when they write. */
export function soundOf(word: string): string {
  return word
    .replace(/^(tr)/, 'ch')
    .replace(/^s/, 'x')
    .replace(/^(gi|r)(?=[aeiouy])/, 'd')
    .replace(/^n(?=[aeiouy])/, 'l')
    .replace(/y/g, 'i')
}

/** Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours. */
export function slipsBetween(one: string, other: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const change = one[i - 1] === other[j - 1] ? 0 : 1
      let least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + change)
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      if (swapped) least = Math.min(least, at(beforeLast, j - 2) + 1)
      row.push(least)
    }
    beforeLast = last
    last = row
  }
  return at(last, other.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}

/** What a query of words comes down to: for each token the words it may mean, and the phrase with slips mended. */
export interface MeantWords {
  phrase: string
  tokens: NearWord[][]
}

/**
 * Reads typed tokens against the vocabulary. A token that means nothing by itself but is two words written together
 * (`khaisinh`) counts as the two.
 */
export function meantWords(phrase: string, tokens: readonly string[], vocabulary: readonly string[]): MeantWords {
  const words = new Set(vocabulary)
  const near = new Map<string, NearWord[]>()
  const mended = new Map<string, string>()
  for (const token of tokens) {
    const found = nearWords(token, vocabulary)
    const best = found[0]
    const parts = best && best.nearness >= ONE_SLIP ? null : splitWord(token, words)
    if (parts) {
      for (const part of parts) near.set(part, [{ word: part, nearness: SAME }])
      mended.set(token, parts.join(' '))
      continue
    }
    near.set(token, found)
    if (best && !words.has(token) && !best.word.startsWith(token)) mended.set(token, best.word)
  }
  return {
    phrase: phrase
      .split(' ')
      .map((word) => mended.get(word) ?? word)
      .join(' '),
    tokens: [...near.values()],
  }
}

function splitWord(token: string, words: ReadonlySet<string>): [string, string] | null {
  for (let cut = 2; cut <= token.length - 2; cut += 1) {
    const parts: [string, string] = [token.slice(0, cut), token.slice(cut)]
    if (words.has(parts[0]) && words.has(parts[1])) return parts
  }
  return null
}
