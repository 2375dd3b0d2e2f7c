import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import writeExcelFile, { type Cell, type SheetData } from 'write-excel-file/node'
import { besideColumns, officialColumns } from '../../modules/indicators/reports/solving-columns.ts'
import type { PaperFigure, PaperRow, ReportPaper } from './report-paper.ts'

/** High enough for three lines: programs do not heighten rows by themselves. */
const HEAD = {
  height: 50,
  fontWeight: 'bold',
  wrap: true,
  align: 'center',
  alignVertical: 'center',
  borderStyle: 'thin',
} as const
const BODY = { borderStyle: 'thin', alignVertical: 'top' } as const
const WHOLE = '#,##0'
const SHARE = '0.00'

/** The report as a workbook: numbers are numbers, and the identities of the form are formulas that come to 0. */
export async function reportXlsx(paper: ReportPaper): Promise<Uint8Array> {
  const { t } = paper.words
  const figures = paper.sections.some((section) => section.figures.length > 0)
  // The head stays in view; wide sheets lie on their side when printed.
  const table = { stickyRowsCount: HEAD_ROWS, orientation: 'landscape' as const }
  const sheets = [
    ...(paper.rows.length === 0
      ? []
      : [{ sheet: t('reports.paper.grid'), data: gridSheet(paper), columns: gridWidths, ...table }]),
    ...(figures
      ? [{ sheet: t('reports.paper.figures'), data: figureSheet(paper), columns: figureWidths, ...table }]
      : []),
    { sheet: t('reports.paper.words'), data: wordSheet(paper), columns: [{ width: 42 }, { width: 90 }] },
  ]
  const bytes = await writeExcelFile(sheets, { fontFamily: 'Times New Roman', fontSize: 12 }).toBuffer()
  return withResults(new Uint8Array(bytes))
}

/** Formulas with what they come to beside them, for viewers that do not compute: the writer leaves the results out. */
function withResults(workbook: Uint8Array): Uint8Array {
  const parts = unzipSync(workbook)
  for (const [name, bytes] of Object.entries(parts)) {
    if (!name.startsWith('xl/worksheets/sheet')) continue
    const xml = strFromU8(bytes)
    const numbers = new Map(
      [...xml.matchAll(/<c r="([A-Z]+\d+)"[^>]*><v>(-?\d+)<\/v>/g)].map(([, at = '', value]) => [at, Number(value)]),
    )
    const told = xml.replace(
      /<f>([^<]+)<\/f>(?!<v>)/g,
      (formula, text: string) => `${formula}<v>${resultOf(text, numbers)}</v>`,
    )
    parts[name] = strToU8(told)
  }
  return zipSync(parts)
}

/** What a formula of `IDENTITIES` comes to: cells added to and taken from one another. */
function resultOf(formula: string, numbers: ReadonlyMap<string, number>): number {
  const [first = '', rest = ''] = formula.split('-(')
  const sum = rest.replace(')', '').split('+')
  const at = (cell: string) => numbers.get(cell) ?? 0
  return sum.reduce((left, cell) => left - at(cell), at(first))
}

/** The paper's name and state, an empty row, the heads of the columns. */
const HEAD_ROWS = 6

const gridWidths = [
  { width: 5 },
  { width: 44 },
  ...[...officialColumns, ...besideColumns].map(() => ({ width: 11 })),
  { width: 22 },
  ...[1, 2, 3, 4].map(() => ({ width: 12 })),
]
const figureWidths = [40, 62, 12, 12, 16, 24, 24, 62].map((width) => ({ width }))

/** The columns of the form in the sheet: 3 is C. In the file a formula has no equals sign before it. */
const IDENTITIES: [name: string, formula: (row: number) => string][] = [
  ['3 = 4 + 5 + 6', (row) => `C${row}-(D${row}+E${row}+F${row})`],
  ['7 = 8 + 9 + 10', (row) => `G${row}-(H${row}+I${row}+J${row})`],
  ['11 = 12 + 13', (row) => `K${row}-(L${row}+M${row})`],
  ['3 = 7 + 11', (row) => `C${row}-(G${row}+K${row})`],
]

function topOf(paper: ReportPaper): SheetData {
  return [
    [{ value: paper.head.name, fontWeight: 'bold' }],
    [{ value: paper.title, fontWeight: 'bold', fontSize: 14 }],
    [{ value: paper.about }],
    [{ value: paper.mark, fontStyle: 'italic' }],
    [],
  ]
}

function gridSheet(paper: ReportPaper): SheetData {
  const { t } = paper.words
  const top = topOf(paper)
  const heads = [
    t('reports.paper.number'),
    t('reports.paper.name'),
    ...[...officialColumns, ...besideColumns].map((key) => t(`figures.column.${key}`)),
    t('reports.paper.basis'),
    ...IDENTITIES.map(([identity]) => t('reports.paper.check', { identity })),
  ]
  const first = top.length + 2
  return [
    ...top,
    heads.map((value) => ({ value, ...HEAD })),
    ...paper.rows.map((row, index) => gridRow(row, first + index)),
    [],
    ...paper.notes.map((note) => [{ value: note }]),
  ]
}

function gridRow({ number, name, by, columns, basis }: PaperRow, at: number): Cell[] {
  const head = [number === '' ? words('') : whole(Number(number)), words(name, by === 'agency' || by === 'group')]
  if (columns === null) return head
  return [
    ...head,
    ...[...officialColumns, ...besideColumns].map((key) => whole(columns[key])),
    words(basis),
    ...IDENTITIES.map(([, formula]): Cell => ({ type: 'Formula', value: formula(at), format: '0', ...BODY })),
  ]
}

function figureSheet(paper: ReportPaper): SheetData {
  const { t } = paper.words
  const heads = [
    t('reports.paper.section'),
    t('reports.column.figure'),
    t('reports.paper.numerator'),
    t('reports.paper.denominator'),
    t('reports.column.percent'),
    t('reports.column.before'),
    t('reports.column.year_ago'),
    t('reports.column.note'),
  ]
  return [
    ...topOf(paper),
    heads.map((value) => ({ value, ...HEAD })),
    ...paper.sections.flatMap(({ heading, figures }) =>
      figures.map((figure): Cell[] => [
        words(heading),
        words(figure.name),
        ...numbersOf(figure, t('reports.no_figure')),
        words(figure.before),
        words(figure.yearAgo),
        words(figure.note),
      ]),
    ),
  ]
}

/** What was not measured is said in words: an empty cell would count as 0. */
function numbersOf({ now }: PaperFigure, none: string): Cell[] {
  if (now === null) return [words(none), words(''), words('')]
  const number = (value: number | null) => (value === null ? words('') : whole(value))
  const share = now.percent === null ? words('') : { value: Number(now.percent), type: Number, format: SHARE, ...BODY }
  return [number(now.numerator), number(now.denominator), share]
}

function wordSheet(paper: ReportPaper): SheetData {
  return [...topOf(paper), ...paper.sections.map(({ heading, narrative }) => [words(heading, true), words(narrative)])]
}

function whole(value: number): Cell {
  return { value, type: Number, format: WHOLE, ...BODY }
}

/** Text, also where it looks like a formula. */
function words(value: string, isBold = false): Cell {
  return { value, type: String, wrap: true, ...(isBold ? { fontWeight: 'bold' as const } : {}), ...BODY }
}
