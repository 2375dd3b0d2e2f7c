import { FREE_FIGURES } from '../../modules/indicators/reports/outline.ts'
import type { Adjustment, Part, ReportCell } from '../../modules/indicators/reports/report.ts'
import type { ReportView } from '../../modules/indicators/reports/view-types.ts'
import type { Words } from './texts.ts'

export function cellName(cell: ReportCell, { t }: Words): string {
  return cell.name ?? t(`reports.figure.${cell.key}`)
}

/** "95/100", "1.972", or that there is none. */
export function partNumbers(part: Part | null, { t, format }: Words): string {
  if (part === null) return t('reports.no_figure')
  if (part.numerator === null) return '–'
  const number = format.number(part.numerator)
  return part.denominator === null ? number : `${number}/${format.number(part.denominator)}`
}

/** "95,00" in the words of the language; empty for a plain number, "no figures" for a share of nothing. */
export function partPercent(part: Part | null, words: Words): string {
  if (part === null) return ''
  if (part.percent !== null) return percentDigits(part.percent, words)
  return part.denominator === null ? '' : words.t('reports.no_figure')
}

/** The decimals were rounded once, when the figure was made: here only the sign between them is chosen. */
function percentDigits(percent: string, { format }: Words): string {
  const [whole = '0', decimals = '00'] = percent.split('.')
  const point = format.number(0.5).includes(',') ? ',' : '.'
  return `${format.number(Number(whole))}${point}${decimals}`
}

/** A figure of another period in one line: "95/100 (95,00 %)". */
export function partText(part: Part | null, words: Words): string {
  const value = partNumbers(part, words)
  const percent = partPercent(part, words)
  if (part === null || part.percent === null) return value
  return words.t('reports.part', { value, percent })
}

/** How a figure comes about and where it is from. */
export function cellRule(cell: ReportCell, { t, format }: Words): string {
  const parts = cell.parts.map((part) => format.number(part)).join(' + ')
  const rule = t(`reports.rule.${cell.rule}`, { parts })
  return cell.source === 'typed' ? rule : `${rule}; ${t(`reports.source.${cell.source}`)}`
}

/** The same with what is to be thought of it. */
export function cellNote(cell: ReportCell, words: Words): string {
  const rule = cellRule(cell, words)
  return cell.standing === 'measured' ? rule : `${rule}; ${words.t(`reports.standing.${cell.standing}`)}`
}

/** "9. Đúng hạn −1, 11. Đang làm +1". */
export function changesText(changes: readonly Adjustment[], { t, format }: Words): string {
  return changes
    .map(({ column, n }) => {
      const signed = n > 0 ? `+${format.number(n)}` : format.number(n)
      return t('reports.page.change', { column: t(`figures.column.${column}`), n: signed })
    })
    .join('; ')
}

/** The name of a figure to type: its own, or that it is a further one. */
export function typedName(key: string, { t }: Words): string {
  const free = (FREE_FIGURES as readonly string[]).indexOf(key)
  return free === -1 ? t(`reports.figure.${key}`) : t('reports.edit.free_n', { n: free + 1 })
}

/** What the units add up to, and of what kind their numbers are. */
export function unitsText(units: NonNullable<ReportView['units']>, { t, format }: Words): string {
  return t('reports.page.units', {
    count: format.number(units.frozen + units.live),
    solved: format.number(units.columns.solved),
    toSolve: format.number(units.columns.toSolve),
    frozen: format.number(units.frozen),
    live: format.number(units.live),
  })
}
