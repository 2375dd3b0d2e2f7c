import type { PageReading } from '../reading/page-reading.ts'
import type { ExtractedField, FieldForm, FieldShape } from '../schemas.ts'
import { hitOf, type LabelledPage, type Labels, labelled, valueBehind } from './labels.ts'
import { around, type Piece, type Segment, segmentsOf } from './segments.ts'
import {
  type ReadValue,
  readAddress,
  readAmount,
  readDate,
  readIdentity,
  readLine,
  readName,
  readSex,
  readTax,
} from './value-forms.ts'

/** How a field of a kind of paper is found. */
export interface FieldRule extends FieldShape {
  /** The label before it; or a way of its own to find the words. */
  from: string | ((page: LabelledPage) => Piece | null)
  /** The label is looked for behind this one. */
  after?: string
  /** The value may go on over so many lines; one when left out. */
  lines?: number
  /** Takes the part that matters out of the words. */
  pick?: (text: string) => string | null
}

/** A kind of paper: its title, its printed labels, its fields in their order. */
export interface PaperRules {
  /** Wordings of the title by which the kind is told. */
  titles: readonly string[]
  /** Labels that end a value though no field is asked of them stand here too. */
  labels: Labels
  fields: readonly FieldRule[]
}

/** What one reading is looked into with. */
export interface Looking {
  /** YYYY-MM-DD */
  today: string
  /** From 1. */
  page: number
}

export function extractWith(rules: PaperRules, reading: PageReading, looking: Looking): ExtractedField[] {
  const page = labelled(segmentsOf(reading), rules.labels)
  return rules.fields.flatMap((rule) => {
    const piece = pieceFor(rule, page)
    if (piece === null || piece.words.length === 0) return []
    const text = rule.pick === undefined ? piece.text : rule.pick(piece.text)
    const read = text === null ? null : readForm(rule.form, text, looking.today)
    return read === null ? [] : [{ key: rule.key, ...fieldOf(read, piece, reading), page: looking.page }]
  })
}

function pieceFor(rule: FieldRule, page: LabelledPage): Piece | null {
  if (typeof rule.from === 'function') return rule.from(page)
  const after = rule.after === undefined ? undefined : hitOf(page, rule.after)
  if (rule.after !== undefined && after === undefined) return null
  const hit = hitOf(page, rule.from, after)
  return hit === undefined ? null : valueBehind(page, hit, rule.lines)
}

function readForm(form: FieldForm, text: string, today: string): ReadValue | null {
  switch (form) {
    case 'date':
      return readDate(text, today)
    case 'identity':
      return readIdentity(text, today)
    case 'tax_code':
      return readTax(text)
    case 'sex':
      return readSex(text)
    case 'name':
      return readName(text)
    case 'amount':
      return readAmount(text)
    case 'address':
      return readAddress(text)
    default:
      return readLine(text)
  }
}

function fieldOf(read: ReadValue, piece: Piece, reading: PageReading): Omit<ExtractedField, 'key' | 'page'> {
  const sure = piece.words.reduce((sum, word) => sum + word.confidence, 0) / piece.words.length / 100
  const { left, top, right, bottom } = around(piece.words.map((word) => word.box))
  const box = {
    left: share(left, reading.width),
    top: share(top, reading.height),
    right: share(right, reading.width),
    bottom: share(bottom, reading.height),
  }
  return { value: read.value, confidence: Math.round(sure * read.trust * 100) / 100, box }
}

function share(pixels: number, of: number): number {
  return Math.round((pixels / of) * 10_000) / 10_000
}

/** "ngày 05 tháng 03 năm 2024", its middle words as they are misread in slanted print. */
export const spokenDate = /(ng.{1,2}y\s*\d{1,2}\s*th.{1,2}ng\s*\d{1,2}\s*n.{1,2}\s*\d{4})/iu

/** "Số: 12/2024" at the head of a paper: the number, its slash in any form. */
export const headNumber = /s[ốôồoóỗ]\s*[:.]?\s*(\d{1,6}\s*[/⁄]\s*[A-ZĐ0-9]{2,8})/iu

/** A number without the spaces that were seen in it. */
export function unspaced(text: string): string {
  return text.replace(/\s/g, '').replace('⁄', '/')
}

/** The first segment that holds such a text, with the part that fits. */
export function matching(pattern: RegExp, choose: 'first' | 'last' = 'first') {
  return ({ segments }: LabelledPage): Piece | null => {
    const ordered: readonly Segment[] = choose === 'first' ? segments : [...segments].reverse()
    for (const { words } of ordered) {
      const text = words.map((word) => word.text).join(' ')
      const found = pattern.exec(text)
      if (found !== null) return { text: found[1] ?? found[0], words: wordsAt(words, found) }
    }
    return null
  }
}

function wordsAt(words: Segment['words'], found: RegExpExecArray) {
  const part = found[1] ?? found[0]
  const from = found.index + found[0].indexOf(part)
  let at = 0
  return words.filter((word) => {
    const [start, end] = [at, at + word.text.length]
    at = end + 1
    return start < from + part.length && end > from
  })
}
