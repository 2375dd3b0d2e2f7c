import { normaliseVietnamese } from '../../platform/vietnamese.ts'

/**
 * The parts of a name by which a person may be searched exactly, without diacritics, at most five: the whole name; its
 * last two words; its last word (tên); first and last; first and last two (leaving out Văn, Thị).
 * `nameTokens('Nguyễn Thị Minh Khai')` is `['nguyen thi minh khai', 'minh khai', 'khai', 'nguyen khai', 'nguyen minh khai']`.
 */
export function nameTokens(fullName: string): string[] {
  const words = normaliseVietnamese(fullName).split(' ').filter(Boolean)
  if (words.length === 0) return []
  const first = words.slice(0, 1)
  const parts = [
    words,
    words.slice(-2),
    words.slice(-1),
    [...first, ...words.slice(-1)],
    [...first, ...words.slice(-2)],
  ]
  const fitting = parts.filter((part) => part.length <= words.length)
  return [...new Set(fitting.map((part) => part.join(' ')))]
}

/** What a typed name is looked up by among `nameTokens`; null when nothing of it is a letter or digit. */
export function queryToken(text: string): string | null {
  const token = normaliseVietnamese(text)
  return token === '' ? null : token
}
