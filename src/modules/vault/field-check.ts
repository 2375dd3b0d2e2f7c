/** The outcome of checking one field: its normal form, or the locale key (without `identity.`) of what is wrong. */
export type Checked<Value> = { ok: true; value: Value } | { ok: false; code: string; params?: CodeParams }
export type CodeParams = Record<string, string | number>

export function accept<Value>(value: Value): Checked<Value> {
  return { ok: true, value }
}

export function fault(code: string, params?: CodeParams): { ok: false; code: string; params?: CodeParams } {
  return params === undefined ? { ok: false, code } : { ok: false, code, params }
}

const INVISIBLE = /\u00ad|\u200b|\u200c|\u200d|\u2060|\ufeff/g
const SPACES = /\s+/gu
// Control characters, marks that turn the reading direction, and code points that mean nothing.
const UNREADABLE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Co}\p{Cn}\p{Cs}]/u
const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\ufe0f/u
const STACKED_MARKS = /\p{M}{3}/u

/**
 * One line of typed text in its normal form: NFC, single spaces, invisible characters left out. Faults: `text_missing`,
 * `text_too_long {most, found}`, `text_unreadable` (control characters), `text_picture` (emoji).
 */
export function checkLine(typed: string, most: number): Checked<string> {
  // Far too long is refused before any work is done on it.
  if (typed.length > most * 4 + 100) return fault('text_too_long', { most, found: typed.length })
  const line = typed.normalize('NFC').replace(INVISIBLE, '').replace(SPACES, ' ').trim()
  if (line === '') return fault('text_missing')
  if (line.length > most) return fault('text_too_long', { most, found: line.length })
  if (PICTURE.test(line)) return fault('text_picture')
  if (UNREADABLE.test(line) || STACKED_MARKS.test(line)) return fault('text_unreadable')
  return accept(line)
}

/** The digits of a typed number: spaces, dots and hyphens that people put between them are left out. */
export function withoutSeparators(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/[\s.\-–]/gu, '')
}
