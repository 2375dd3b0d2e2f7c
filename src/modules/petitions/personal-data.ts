/** What looks like a personal number in a text that everybody is to read. */
export interface PersonalTrace {
  kind: 'phone' | 'identity' | 'email'
  text: string
}

const patterns: readonly (readonly [PersonalTrace['kind'], RegExp])[] = [
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu],
  ['identity', /(?<![\d.])\d(?:[ .-]?\d){11}(?!\d)/gu],
  ['phone', /(?<!\d)(?:\+?84|0)(?:[ .-]?\d){9}(?!\d)/gu],
]

/** Telephone and identity numbers and mail addresses left in a text, in any of the ways people write them. */
export function findPersonal(text: string): PersonalTrace[] {
  const found = patterns.flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].map((match): PersonalTrace => ({ kind, text: match[0] })),
  )
  return found.filter((one, at) => !found.some((other, place) => place < at && other.text.includes(one.text)))
}
