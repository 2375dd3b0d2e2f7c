/** What looks like a personal number or the writer's name in a text that everybody is to read. */
export interface PersonalTrace {
  kind: 'phone' | 'identity' | 'email' | 'name'
  text: string
}

const BETWEEN = '[\\s._/\\\\()\\-\u2010-\u2015]{0,3}'
const patterns: readonly (readonly [PersonalTrace['kind'], RegExp])[] = [
  ['email', /[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+/gu],
  ['identity', new RegExp(`(?<!\\d)\\d(?:${BETWEEN}\\d){11}(?!\\d)`, 'gu')],
  ['phone', new RegExp(`(?<!\\d)(?:\\+?84|0)(?:${BETWEEN}\\d){9}(?!\\d)`, 'gu')],
]

/**
 * Telephone and identity numbers, mail addresses and the name of whoever wrote left in a text, in any of the ways people write them: digits of other
 * widths, dots, slashes and spaces between.
 */
export function findPersonal(text: string, writerName: string | null = null): PersonalTrace[] {
  const plain = text.normalize('NFKC').replace(/\p{Cf}/gu, '')
  const found = patterns.flatMap(([kind, pattern]) =>
    [...plain.matchAll(pattern)].map((match): PersonalTrace => ({ kind, text: match[0] })),
  )
  const named = writerName === null ? [] : namesIn(plain, writerName)
  const all = [...found, ...named]
  return all.filter((one, at) => !all.some((other, place) => place < at && other.text.includes(one.text)))
}

function namesIn(text: string, name: string): PersonalTrace[] {
  const words = letters(name).split(' ').filter(Boolean)
  if (words.length < 2) return []
  return ` ${letters(text)} `.includes(` ${words.join(' ')} `) ? [{ kind: 'name', text: name }] : []
}

function letters(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
}
