import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { besideColumns, officialColumns } from '../../modules/indicators/reports/solving-columns.ts'
import { besideRows, type PaperSection, type ReportPaper } from './report-paper.ts'

/** Twentieths of a point in a millimetre. */
const MM = 1440 / 25.4
/** Decree 30/2020/NĐ-CP, Annex I: A4, 20 mm above and below, 30 mm left, 15 mm right. */
const MARGINS = { top: 20, bottom: 20, left: 30, right: 15 }
const A4 = { short: 210, long: 297 }
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const NO_BORDERS = { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE }

type Align = (typeof AlignmentType)[keyof typeof AlignmentType]

interface Style {
  bold?: boolean
  italics?: boolean
  /** Points. */
  size?: number
  align?: Align
  /** Points before and after. */
  before?: number
  after?: number
  keepNext?: boolean
}

/** The report as a Word document in the layout of decree 30. */
export async function reportDocx(paper: ReportPaper): Promise<Uint8Array> {
  const isWide = paper.rows.length > 0
  const width = (isWide ? A4.long : A4.short) - MARGINS.left - MARGINS.right
  const number = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: [PageNumber.CURRENT] })],
  })
  const document = new Document({
    title: paper.title,
    creator: paper.head.name,
    styles: { default: { document: { run: { font: 'Times New Roman', size: 26 } } } },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: {
              width: Math.round(A4.short * MM),
              height: Math.round(A4.long * MM),
              orientation: isWide ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
            margin: {
              top: Math.round(MARGINS.top * MM),
              bottom: Math.round(MARGINS.bottom * MM),
              left: Math.round(MARGINS.left * MM),
              right: Math.round(MARGINS.right * MM),
            },
          },
        },
        // The number of the page stands above, not on the first (decree 30).
        headers: { default: new Header({ children: [number] }), first: new Header({ children: [] }) },
        children: [
          ...headOf(paper, width),
          ...(isWide ? gridOf(paper, width) : []),
          ...paper.sections.flatMap((section) => sectionOf(section, paper, width)),
          ...paper.notes.map((note) => text(note, { size: 12, before: 6 })),
          ...signatureOf(paper, width),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

function text(content: string, style: Style = {}): Paragraph {
  const {
    bold = false,
    italics = false,
    size,
    align = AlignmentType.LEFT,
    before = 0,
    after = 0,
    keepNext = false,
  } = style
  const runs = content.split('\n').map(
    (line, index) =>
      new TextRun({
        text: line,
        bold,
        italics,
        ...(size === undefined ? {} : { size: size * 2 }),
        ...(index === 0 ? {} : { break: 1 }),
      }),
  )
  return new Paragraph({
    alignment: align,
    spacing: { before: before * 20, after: after * 20 },
    keepNext,
    children: runs,
  })
}

interface TableOptions {
  /** Millimetres. */
  widths: readonly number[]
  borders?: 'none'
  heads?: number
  size?: number
}

/** `rows` of paragraphs; the first `heads` are repeated on each page. */
function table(rows: readonly (readonly Paragraph[][])[], { widths, borders, heads = 0 }: TableOptions): Table {
  const twips = widths.map((one) => Math.round(one * MM))
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: twips.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
    columnWidths: twips,
    ...(borders === 'none' ? { borders: NO_BORDERS } : {}),
    rows: rows.map(
      (cells, index) =>
        new TableRow({
          tableHeader: index < heads,
          cantSplit: true,
          children: cells.map(
            (children, column) =>
              new TableCell({
                children,
                verticalAlign: index < heads ? VerticalAlign.CENTER : VerticalAlign.TOP,
                width: { size: twips[column] ?? 0, type: WidthType.DXA },
                margins: borders === 'none' ? {} : { left: 60, right: 60, top: 30, bottom: 30 },
              }),
          ),
        }),
    ),
  })
}

/** Components 1 and 2 of a paper of state, then its name. */
function headOf(
  { head, number, dateLine, form, title, about, words }: ReportPaper,
  width: number,
): (Paragraph | Table)[] {
  const { t } = words
  const centre = { align: AlignmentType.CENTER, size: 12 }
  const left = [
    ...(head.superior === null ? [] : [text(head.superior.toUpperCase(), centre)]),
    text(head.name.toUpperCase(), { ...centre, bold: true }),
    text('––––––––', centre),
    text(t('reports.paper.number_line', { number }), { ...centre, size: 13, before: 4 }),
  ]
  const right = [
    text(t('reports.paper.nation'), { ...centre, bold: true }),
    text(t('reports.paper.motto'), { ...centre, bold: true, size: 13 }),
    text('––––––––––––––', centre),
    text(dateLine, { ...centre, italics: true, size: 13, before: 4 }),
  ]
  const share = Math.round(width * 0.42)
  return [
    ...(form === null ? [] : [text(form, { align: AlignmentType.RIGHT, italics: true, size: 10, after: 4 })]),
    table([[left, right]], { widths: [share, width - share], borders: 'none' }),
    text(title.toUpperCase(), { align: AlignmentType.CENTER, bold: true, size: 14, before: 16 }),
    text(about, { align: AlignmentType.CENTER, bold: true, after: 10 }),
  ]
}

function gridOf({ rows, words }: ReportPaper, width: number): (Paragraph | Table)[] {
  const { t, format } = words
  const small = (content: string, align: Align, bold = false) => [text(content, { size: 9, align, bold })]
  // Names above, the form's own numbers of the columns below.
  const heads = [
    [t('reports.paper.number'), t('reports.paper.name'), ...officialColumns.map((key) => bareName(key, words))],
    ['(1)', '(2)', ...officialColumns.map((_, index) => `(${index + 3})`)],
  ]
  const body = rows.map(({ number, name, by, columns }) => [
    small(number, AlignmentType.CENTER),
    small(name, AlignmentType.LEFT, by === 'agency' || by === 'group'),
    ...officialColumns.map((key) => small(columns === null ? '' : format.number(columns[key]), AlignmentType.RIGHT)),
  ])
  const column = 15
  const official = table(
    [...heads.map((row, index) => row.map((head) => small(head, AlignmentType.CENTER, index === 0))), ...body],
    {
      widths: [9, width - 9 - column * officialColumns.length, ...officialColumns.map(() => column)],
      heads: 2,
    },
  )
  const beside = besideRows(rows)
  if (beside.length === 0) return [official]
  const besideHeads = [t('reports.paper.name'), ...besideColumns.map((key) => t(`figures.column.${key}`))]
  return [
    official,
    text(t('reports.paper.beside'), { bold: true, before: 10, after: 4, keepNext: true }),
    table(
      [
        besideHeads.map((head) => small(head, AlignmentType.CENTER, true)),
        ...beside.map(({ name, columns }) => [
          small(name, AlignmentType.LEFT),
          ...besideColumns.map((key) => small(format.number(columns[key]), AlignmentType.RIGHT)),
        ]),
      ],
      { widths: [width - 22 * besideColumns.length, ...besideColumns.map(() => 22)], heads: 1 },
    ),
  ]
}

/** "Trực tuyến" of "4. Trực tuyến". */
function bareName(key: (typeof officialColumns)[number], { t }: ReportPaper['words']): string {
  return t(`figures.column.${key}`).replace(/^\d+\. /, '')
}

const FIGURE_COLUMNS = ['figure', 'value', 'percent', 'before', 'year_ago', 'note'] as const

function sectionOf({ heading, narrative, figures }: PaperSection, { words }: ReportPaper, width: number) {
  const { t } = words
  const small = (content: string, align: Align, bold = false) => [text(content, { size: 10, align, bold })]
  const rows = figures.map((figure) => [
    small(figure.name, AlignmentType.LEFT),
    ...[figure.value, figure.percent, figure.before, figure.yearAgo].map((one) => small(one, AlignmentType.RIGHT)),
    small(figure.note, AlignmentType.LEFT),
  ])
  const numbers = [24, 16, 25, 25]
  const rest = width - numbers.reduce((sum, one) => sum + one, 0)
  const name = Math.round(rest * 0.55)
  const widths = [name, ...numbers, rest - name]
  const heads = FIGURE_COLUMNS.map((key) => small(t(`reports.column.${key}`), AlignmentType.CENTER, true))
  return [
    text(heading, { bold: true, before: 12, after: 6, keepNext: true }),
    ...(rows.length === 0 ? [] : [table([heads, ...rows], { widths, heads: 1 })]),
    ...narrative
      .split(/\n\s*\n/)
      .filter((one) => one.trim() !== '')
      .map((one) => text(one, { align: AlignmentType.JUSTIFIED, before: 6 })),
  ]
}

/** Component 7 on the right, where the paper goes on the left, then how it was sealed. */
function signatureOf({ receivers, position, signer, mark, words }: ReportPaper, width: number): (Paragraph | Table)[] {
  const { t } = words
  const centre = { align: AlignmentType.CENTER, bold: true }
  const left = [
    text(t('reports.paper.receivers'), { bold: true, italics: true, size: 12 }),
    text(receivers, { size: 11 }),
  ]
  const right = [
    text((position ?? t('reports.paper.leader')).toUpperCase(), { ...centre, after: 56 }),
    text(signer ?? '', centre),
  ]
  return [
    text('', { before: 10 }),
    table([[left, right]], { widths: [width / 2, width / 2], borders: 'none' }),
    text(mark, { italics: true, size: 9, before: 14 }),
  ]
}
