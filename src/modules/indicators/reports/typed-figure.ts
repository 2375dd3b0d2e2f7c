import type { FieldFault } from '../../../platform/errors.ts'
import { checkPercent, percentOf } from '../percent.ts'
import type { Part, ReportCell } from './report.ts'

/** A figure as an officer typed it: texts, kept as they are so that they can be corrected. */
export interface TypedFigure {
  key: string
  /** For figures that the outline does not name. */
  name: string
  numerator: string
  denominator: string
  percent: string
  /** "91 + 504 + 62": what the number is the sum of. */
  parts: string
}

export const figureFields = ['name', 'numerator', 'denominator', 'percent', 'parts'] as const

export function isEmptyFigure(figure: TypedFigure): boolean {
  return figureFields.every((field) => field === 'name' || figure[field].trim() === '') && figure.name.trim() === ''
}

/** The field of a figure in the form. */
export function figureField(key: string, field: (typeof figureFields)[number]): string {
  return `figure.${key}.${field}`
}

export type ReadFigure = { cell: ReportCell; faults: [] } | { cell: null; faults: FieldFault[] }

/** Reads a typed figure and checks what can be checked: a sum against its summands, a percentage against its numbers. */
export function readFigure(figure: TypedFigure, isNamed: boolean): ReadFigure {
  const reader = new FigureReader(figure)
  if (!isNamed && figure.name.trim() === '') reader.fault('name', 'report_name_missing')
  const numbers = reader.numbers()
  if (reader.faults.length > 0 || numbers === null) return { cell: null, faults: reader.faults }
  const { now, parts, isChecked } = numbers
  const cell: ReportCell = {
    key: figure.key,
    name: isNamed ? null : figure.name.trim(),
    now,
    before: null,
    yearAgo: null,
    parts,
    rule: parts.length > 0 ? 'typed_sum' : now.denominator === null ? 'typed' : 'typed_ratio',
    source: 'typed',
    standing: isChecked ? 'checked' : 'unverified',
  }
  return { cell, faults: [] }
}

interface Numbers {
  now: Part
  parts: number[]
  isChecked: boolean
}

class FigureReader {
  readonly faults: FieldFault[] = []
  readonly #figure: TypedFigure

  constructor(figure: TypedFigure) {
    this.#figure = figure
  }

  fault(field: (typeof figureFields)[number], code: string, params: FieldFault['params'] = {}): void {
    this.faults.push({ path: figureField(this.#figure.key, field), code: `indicators.${code}`, params })
  }

  numbers(): Numbers | null {
    const numerator = this.#whole('numerator')
    const denominator = this.#whole('denominator')
    const percent = this.#percent()
    const parts = this.#parts()
    if (this.faults.length > 0) return null
    const isSum = this.#checkSum(numerator, parts)
    const found = this.#checkPercent(numerator, denominator, percent)
    const first = numerator === null && parts.length > 0 ? sumOf(parts) : (numerator ?? found)
    if (first === null && percent === null) this.fault('numerator', 'report_number_missing')
    const ratio = first !== null && denominator !== null ? percentOf(first, denominator) : null
    const told = denominator === null || first === null ? percent : ratio
    return {
      now: { numerator: first, denominator, percent: told === null ? null : told.toFixed(2) },
      parts,
      isChecked: isSum || (first !== null && denominator !== null),
    }
  }

  #whole(field: 'numerator' | 'denominator'): number | null {
    const text = this.#figure[field].trim()
    if (text === '') return null
    const number = wholeNumber(text)
    if (number === null) this.fault(field, 'report_number_unreadable')
    return number
  }

  #percent(): number | null {
    const text = this.#figure.percent.trim().replace(/\s*%$/, '')
    if (text === '') return null
    if (/^\d{1,5}([.,]\d{1,2})?$/.test(text)) return Number(text.replace(',', '.'))
    this.fault('percent', 'report_percent_unreadable')
    return null
  }

  #parts(): number[] {
    const text = this.#figure.parts.trim()
    if (text === '') return []
    const parts = text.split('+').map((part) => wholeNumber(part.trim()))
    if (parts.length >= 2 && parts.every((part) => part !== null)) return parts
    this.fault('parts', 'report_parts_unreadable')
    return []
  }

  #checkSum(numerator: number | null, parts: readonly number[]): boolean {
    if (parts.length === 0) return false
    const sum = sumOf(parts)
    if (numerator !== null && numerator !== sum) {
      this.fault('parts', 'report_sum_differs', { sum: numberText(sum), total: numberText(numerator) })
    }
    return true
  }

  /** The one numerator that gives the percentage; null when there is none to be found or there are several. */
  #checkPercent(numerator: number | null, denominator: number | null, percent: number | null): number | null {
    if (percent === null || denominator === null) return null
    if (denominator === 0) {
      this.fault('percent', 'report_percent_of_nothing')
      return null
    }
    const { numerators, nearest } = checkPercent(percent, denominator)
    if (numerator !== null) {
      if (!numerators.includes(numerator)) this.#differs(numerator, denominator)
      return numerator
    }
    const [below, above] = nearest
    if (below !== undefined && above !== undefined) {
      this.fault('percent', 'report_percent_impossible', {
        percent: percentText(percent),
        denominator: numberText(denominator),
        below: numberText(below.numerator),
        belowPercent: percentText(below.percent),
        above: numberText(above.numerator),
        abovePercent: percentText(above.percent),
      })
    }
    return numerators.length === 1 ? (numerators[0] ?? null) : null
  }

  #differs(numerator: number, denominator: number): void {
    this.fault('percent', 'report_percent_differs', {
      numerator: numberText(numerator),
      denominator: numberText(denominator),
      right: percentText(percentOf(numerator, denominator) ?? 0),
    })
  }
}

/** A whole number as people write it: 1972, 1.972, 1 972. */
function wholeNumber(text: string): number | null {
  if (!/^(\d{1,15}|\d{1,3}([. \u00a0]\d{3}){1,4})$/.test(text)) return null
  return Number(text.replace(/[. \u00a0]/g, ''))
}

function sumOf(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, 0)
}

/** 1.392, as reports write it. */
export function numberText(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, '.')
}

/** 74,26 */
export function percentText(percent: number): string {
  return percent.toFixed(2).replace('.', ',')
}
