import { type DocumentsContext, type PaperData, renderPaper } from '../../modules/documents/index.ts'
import { besideColumns, officialColumns } from '../../modules/indicators/reports/solving-columns.ts'
import type { PaperFigure, PaperSection, ReportPaper } from './report-paper.ts'

/** The report as PDF/A by the template in force. */
export function reportPdf(documents: DocumentsContext, paper: ReportPaper): Promise<Uint8Array> {
  return renderPaper(documents, 'periodic-report', dataOf(paper))
}

function dataOf(paper: ReportPaper): PaperData {
  const { head, words } = paper
  const { t, format } = words
  return {
    superior: head.superior,
    agency: head.name,
    number: null,
    dateLine: paper.dateLine,
    form: paper.form,
    title: paper.title,
    about: paper.about,
    rows: paper.rows.map(({ number, row }) => ({
      number,
      by: row.by,
      name: row.name,
      ...Object.fromEntries(officialColumns.map((key, index) => [`c${index + 3}`, format.number(row.columns[key])])),
    })),
    besideTitle: t('reports.paper.beside'),
    beside: paper.rows
      .filter(({ row }) => besideColumns.some((key) => row.columns[key] !== 0))
      .map(({ row }) => ({
        name: row.name,
        ...Object.fromEntries(besideColumns.map((key, index) => [`w${index + 1}`, format.number(row.columns[key])])),
      })),
    lines: [...paper.sections.flatMap(linesOf), ...paper.notes.map((note) => line('text', note))],
    position: paper.position,
    signer: paper.signer,
    mark: paper.mark,
  }
}

function linesOf({ heading, narrative, figures }: PaperSection): PaperData[] {
  const words = narrative.split(/\n\s*\n/).filter((text) => text.trim() !== '')
  return [
    line('heading', heading),
    ...figures.map((figure) => line('figure', figure.name, figure)),
    ...words.map((text) => line('text', text)),
  ]
}

function line(kind: string, name: string, figure?: PaperFigure): PaperData {
  const { value = '', percent = '', before = '', yearAgo = '', note = '' } = figure ?? {}
  return { kind, name, value, percent, before, yearAgo, note }
}
