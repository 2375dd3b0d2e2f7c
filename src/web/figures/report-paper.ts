import type { GridRow, Part, ReportCell } from '../../modules/indicators/reports/report.ts'
import { besideColumns, type SolvingColumns } from '../../modules/indicators/reports/solving-columns.ts'
import type { ReportView } from '../../modules/indicators/reports/view-types.ts'
import type { LetterHead } from '../papers/paper-facts.ts'
import { dateLine } from '../papers/paper-words.ts'
import { cellName, cellNote, changesText, partNumbers, partPercent, partText, unitsText } from './report-texts.ts'
import { periodName, type Words } from './texts.ts'

/** A line of form II.06a as papers have it. */
export interface PaperRow {
  /** Its place among those of its kind; empty for the agency itself and for the heading of a group. */
  number: string
  /** With a star where the numbers are those of the unit's own signed report. */
  name: string
  by: GridRow['by'] | 'group'
  /** Null for the heading of a group. */
  columns: SolvingColumns | null
  basis: string
}

/** A figure as papers write it, with the numbers for those that compute on. */
export interface PaperFigure {
  name: string
  value: string
  percent: string
  before: string
  yearAgo: string
  note: string
  now: Part | null
  cell: ReportCell
}

export interface PaperSection {
  heading: string
  narrative: string
  figures: PaperFigure[]
}

/** A report as a paper: the same cells and words, whichever file it becomes. In Vietnamese, as papers of state are. */
export interface ReportPaper {
  head: LetterHead
  dateLine: string
  /** "…/BC", without a number: the registry numbers it when it goes out. */
  number: string
  form: string | null
  title: string
  about: string
  rows: PaperRow[]
  sections: PaperSection[]
  /** What is said below: of units, corrections, later changes. */
  notes: string[]
  /** Component 9 of decree 30, a receiver a line. */
  receivers: string
  /** As decree 30 has it: "TM. Ủy ban nhân dân", then "Chủ tịch". */
  position: string | null
  signer: string | null
  /** Draft or signed, and the hash. */
  mark: string
  words: Words
}

export function makeReportPaper(view: ReportView, head: LetterHead, words: Words): ReportPaper {
  const { t, format } = words
  const { snapshot, signed, kind } = view
  return {
    head,
    dateLine:
      signed === null ? t('reports.paper.no_date', { place: head.place }) : dateLine(head, signed.at.getTime(), t),
    number: t('reports.paper.no_number'),
    form: kind === 'reform' ? null : t(`reports.form.${kind}`),
    title: t(`reports.kind.${kind}`),
    about: t('reports.paper.period', { period: periodName(view.period, words) }),
    rows: rowsOf(snapshot.grid, words),
    sections: snapshot.sections.map(({ key, narrative, cells }) => ({
      heading: t(`reports.section.${key}`),
      narrative: narrative.trim() === '' && cells.length === 0 ? t('reports.paper.nothing') : narrative,
      figures: cells.map((cell) => figureOf(cell, words)),
    })),
    notes: notesOf(view, words),
    receivers: t(`reports.paper.receivers_${view.isProvince ? kind : 'unit'}`),
    position: signed === null ? null : signingTitle(signed.position, words),
    signer: signed?.by ?? null,
    mark:
      signed === null
        ? t(view.isOpen ? 'reports.paper.draft_open' : 'reports.paper.draft', { hash: view.hash })
        : t('reports.paper.signed', { at: format.dateTime(signed.at), hash: signed.hash }),
    words,
  }
}

/** A people's committee signs as a body, its deputies for the chairman (NĐ 30/2020/NĐ-CP, annex I, component 7). */
function signingTitle(position: string, { t }: Words): string {
  const is = (start: string) => position.toLowerCase().startsWith(t(start).toLowerCase())
  if (is('reports.paper.deputy_begins')) return t('reports.paper.deputy_signs')
  return is('reports.paper.chair_begins') ? t('reports.paper.chair_signs') : position
}

function rowsOf(grid: readonly GridRow[], { t }: Words): PaperRow[] {
  return (['agency', 'unit', 'procedure'] as const).flatMap((by) => {
    const rows = grid
      .filter((row) => row.by === by)
      .map(({ name, columns, basis }, index): PaperRow => {
        const isFrozen = basis === 'frozen'
        return {
          number: by === 'agency' ? '' : String(index + 1),
          name: isFrozen ? `${name} (*)` : name,
          by,
          columns,
          basis: isFrozen ? t('reports.page.frozen') : t('reports.paper.counted'),
        }
      })
    if (by === 'agency' || rows.length === 0) return rows
    return [{ number: '', name: t(`figures.solving.by_${by}`), by: 'group', columns: null, basis: '' }, ...rows]
  })
}

/** The rows that say something in the columns beside the form. */
export function besideRows(rows: readonly PaperRow[]): (PaperRow & { columns: SolvingColumns })[] {
  return rows.flatMap((row) => {
    const { columns } = row
    return columns !== null && besideColumns.some((key) => columns[key] !== 0) ? [{ ...row, columns }] : []
  })
}

function figureOf(cell: ReportCell, words: Words): PaperFigure {
  return {
    name: cellName(cell, words),
    value: partNumbers(cell.now, words),
    percent: partPercent(cell.now, words),
    before: partText(cell.before, words),
    yearAgo: partText(cell.yearAgo, words),
    note: cellNote(cell, words),
    now: cell.now,
    cell,
  }
}

function notesOf({ snapshot, units }: ReportView, words: Words): string[] {
  const { adjusted } = snapshot
  return [
    ...(units === null ? [] : [unitsText(units, words)]),
    ...(units === null || units.frozen === 0 ? [] : [words.t('reports.paper.star')]),
    ...(adjusted.length === 0 ? [] : [words.t('reports.page.adjusted', { changes: changesText(adjusted, words) })]),
  ]
}
