import { type DocumentsContext, type PaperData, renderPaper } from '../../modules/documents/index.ts'
import { besideColumns, officialColumns } from '../../modules/indicators/reports/solving-columns.ts'
import { besideRows, type PaperFigure, type PaperSection, type ReportPaper } from './report-paper.ts'

/** The report as PDF/A by the template in force. */
export function reportPdf(documents: DocumentsContext, paper: ReportPaper): Promise<Uint8Array> {
  return renderPaper(documents, 'periodic-report', dataOf(paper))
}

function dataOf(paper: ReportPaper): PaperData {
  const { head, words } = paper
  const { t, format } = words
  const beside = besideRows(paper.rows)
  return {
    superior: head.superior,
    agency: head.name,
    number: paper.number,
    dateLine: paper.dateLine,
    form: paper.form,
    title: paper.title,
    about: paper.about,
    rows: paper.rows.map(({ number, name, by, columns }) => ({
      number,
      strong: by === 'agency' || by === 'group' ? 1 : 0,
      name,
      ...numbered('c', 3, officialColumns, (key) => (columns === null ? '' : format.number(columns[key]))),
    })),
    besideTitle: beside.length === 0 ? null : t('reports.paper.beside'),
    beside: beside.map(({ name, columns }) => ({
      name,
      ...numbered('w', 1, besideColumns, (key) => format.number(columns[key])),
    })),
    lines: [...paper.sections.flatMap(linesOf), ...paper.notes.map((note) => line('words', note))],
    receivers: paper.receivers,
    position: paper.position,
    signer: paper.signer,
    mark: paper.mark,
  }
}

/** The template's fields for columns: c3, c4 and so on. */
function numbered<Key>(letter: string, first: number, keys: readonly Key[], textOf: (key: Key) => string): PaperData {
  return Object.fromEntries(keys.map((key, index) => [`${letter}${index + first}`, textOf(key)]))
}

function linesOf({ heading, narrative, figures }: PaperSection): PaperData[] {
  const words = narrative.split(/\n\s*\n/).filter((text) => text.trim() !== '')
  return [
    line('heading', heading),
    ...figures.map((figure) => line('figure', figure.name, figure)),
    ...words.map((text) => line('words', text)),
  ]
}

/** As the template tells lines apart. */
const kinds = { words: 0, heading: 1, figure: 2 } as const

function line(kind: keyof typeof kinds, name: string, figure?: PaperFigure): PaperData {
  const { value = '', percent = '', before = '', yearAgo = '', note = '' } = figure ?? {}
  return { kind: kinds[kind], name, value, percent, before, yearAgo, note }
}
