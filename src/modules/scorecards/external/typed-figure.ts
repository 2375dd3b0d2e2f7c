import { faultAt } from './errors.ts'
import { type ExternalIndex, provincesIn } from './external-index.ts'
import type { EnteredFigure, EntryKind } from './external-year.ts'

/** As typed into the form. */
export interface TypedFigure {
  kind: EntryKind
  year: string
  value: string
  max: string
  rank: string
  ranked: string
  parts: Readonly<Record<string, string>>
  document: string
  link: string
  page: string
  note: string
  reason: string
}

/** Where a figure is from and, of a correction, why. */
export interface FigureSource {
  document: string
  link: string
  page: string
  note: string
  reason: string
}

const FIRST_YEAR = 2005
const GOAL_YEARS = 10
const MOST_TEXT = 1000

/**
 * Reads a figure: its year (none in the future; a goal not in the past), a value within its scale, a place among no more provinces than there
 * were, parts within their maximum. A value or a place must be there; the other may be unknown. Refuses, at its field, everything else.
 */
export function readFigure(
  index: ExternalIndex,
  typed: TypedFigure,
  thisYear: number,
): { year: number; figure: EnteredFigure } {
  const year = yearOf(typed, thisYear)
  const { kind } = typed
  const value = decimalOf('gia-tri', typed.value)
  const max = value === null && typed.max.trim() === '' ? null : scaleOf(index, typed.max)
  if (value !== null && max !== null && value > max) throw faultAt('gia-tri', 'value_above', { max })
  const most = provincesIn(year)
  const rank = wholeOf('hang', typed.rank)
  const ranked = wholeOf('so-tinh', typed.ranked)
  if (ranked !== null && ranked > most) throw faultAt('so-tinh', 'ranked_above', { most, year })
  if (kind === 'figure' && rank !== null && ranked === null) throw faultAt('so-tinh', 'ranked_missing')
  if (rank !== null && rank > (ranked ?? most)) throw faultAt('hang', 'rank_above', { most: ranked ?? most })
  if (value === null && rank === null) throw faultAt('gia-tri', 'figure_missing')
  return { year, figure: { kind, value, max, rank, ranked, parts: kind === 'goal' ? {} : partsOf(index, typed, max) } }
}

function yearOf({ kind, year: text }: TypedFigure, thisYear: number): number {
  const year = /^\d{4}$/.test(text.trim()) ? Number(text) : 0
  if (year < FIRST_YEAR || year > thisYear + GOAL_YEARS) throw faultAt('nam', 'year_unreadable', { from: FIRST_YEAR })
  if (kind === 'figure' && year > thisYear) throw faultAt('nam', 'year_future', { year: thisYear })
  if (kind === 'goal' && year < thisYear) throw faultAt('nam', 'goal_past', { year: thisYear })
  return year
}

/** The scale that is known, or the one that is typed where none is. */
function scaleOf(index: ExternalIndex, text: string): number {
  const max = decimalOf('thang', text) ?? index.max
  if (max === null || max <= 0) throw faultAt('thang', 'scale_missing')
  if (index.max !== null && max !== index.max) throw faultAt('thang', 'scale_other', { max: index.max })
  return max
}

function partsOf(index: ExternalIndex, { parts }: TypedFigure, max: number | null): Record<string, number> {
  return Object.fromEntries(
    index.parts.flatMap((part) => {
      const field = `phan/${part.key}`
      const value = decimalOf(field, parts[part.key] ?? '')
      const most = part.max ?? max
      if (value === null) return []
      if (most !== null && value > most) throw faultAt(field, 'part_above', { max: most })
      return [[part.key, value]]
    }),
  )
}

/** "88,37" or "88.37"; null where nothing was typed. */
function decimalOf(field: string, text: string): number | null {
  const typed = text.trim()
  if (typed === '') return null
  if (!/^\d{1,5}(?:[.,]\d{1,4})?$/.test(typed)) throw faultAt(field, 'number_unreadable')
  return Number(typed.replace(',', '.'))
}

function wholeOf(field: string, text: string): number | null {
  const typed = text.trim()
  if (typed === '') return null
  const value = /^\d{1,3}$/.test(typed) ? Number(typed) : 0
  if (value < 1) throw faultAt(field, 'rank_unreadable')
  return value
}

/** Reads where a figure is from: a document, and where there is one its address. `corrects`: why must be said too. */
export function readSource(typed: TypedFigure, { corrects }: { corrects: boolean }): FigureSource {
  const text = (field: string, value: string): string => {
    const kept = storable(value).trim()
    if (kept.length > MOST_TEXT) throw faultAt(field, 'text_too_long', { most: MOST_TEXT })
    return kept
  }
  const source = {
    document: text('van-ban', typed.document),
    link: text('lien-ket', typed.link),
    page: text('trang', typed.page),
    note: text('ghi-chu', typed.note),
    reason: corrects ? text('ly-do', typed.reason) : '',
  }
  if (source.document === '') throw faultAt('van-ban', 'source_missing')
  if (source.link !== '' && !isAddress(source.link)) throw faultAt('lien-ket', 'link_unreadable')
  if (corrects && source.reason === '') throw faultAt('ly-do', 'reason_missing')
  return source
}

/** Only addresses that a browser opens without running anything. */
function isAddress(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && ['http:', 'https:'].includes(url.protocol)
}

/** Without what no text may hold: control characters other than line ends, halves of letters. */
function storable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g, '')
}
