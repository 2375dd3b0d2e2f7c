import { scorecardRefusals as refusals } from './errors.ts'

/** What stands for a score: a file of the store, or an address. `year`: of which year it tells. */
export interface Statement {
  text: string
  files: EvidenceFile[]
  links: string[]
  year: number | null
}

export interface EvidenceFile {
  hash: string
  name: string
  size: number
  mediaType: string
}

/** As typed into a form. */
export interface TypedStatement {
  text: string
  files: readonly EvidenceFile[]
  /** One address a line. */
  links: string
  year: string
}

export const MOST_TEXT = 5000
const MOST_LINKS = 10

/**
 * Reads what was typed. Refuses, at its field, words that are too long, an address that is none, evidence that does not say of which year it
 * is, and evidence of another year than the round's.
 */
export function readStatement(typed: TypedStatement, roundYear: number): Statement {
  const text = storable(typed.text).trim()
  if (text.length > MOST_TEXT) throw at('ly-do', 'text_too_long', { most: MOST_TEXT })
  const links = typed.links
    .split('\n')
    .map((line) => storable(line).trim())
    .filter((line) => line !== '')
  if (links.length > MOST_LINKS || links.some((link) => !isAddress(link))) throw at('lien-ket', 'link_unreadable')
  const files = [...typed.files]
  if (files.length === 0 && links.length === 0) return { text, files, links, year: null }
  const year = /^\d{4}$/.test(typed.year.trim()) ? Number(typed.year) : null
  if (year === null) throw at('nam', 'evidence_year_missing')
  if (year !== roundYear) throw at('nam', 'evidence_other_year', { year, round: roundYear })
  return { text, files, links, year }
}

export function isEmptyStatement({ text, files, links }: Statement): boolean {
  return text === '' && !hasEvidence({ files, links })
}

export function hasEvidence({ files, links }: Pick<Statement, 'files' | 'links'>): boolean {
  return files.length > 0 || links.length > 0
}

/** A refusal at one field of the form. */
export function at(
  path: string,
  code: keyof typeof refusals,
  params: Record<string, string | number> = {},
): ReturnType<(typeof refusals)['not_found']> {
  return refusals[code](params, [{ path, code: `scorecards.${code}`, params }])
}

/** Only addresses that a browser opens without running anything. */
function isAddress(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && ['http:', 'https:'].includes(url.protocol) && text.length <= 500
}

/** Without what no text may hold: control characters other than line ends, halves of letters. */
export function storable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g, '')
}
