import writeExcelFile, { type Cell, type SheetData } from 'write-excel-file/node'
import type { LinePoints } from '../../modules/scorecards/sheet-score.ts'
import type { RoundView, SheetView } from '../../modules/scorecards/view-types.ts'
import type { Words } from '../figures/texts.ts'

const HEAD = { fontWeight: 'bold', wrap: true, borderStyle: 'thin', alignVertical: 'center' } as const
const BODY = { borderStyle: 'thin', alignVertical: 'top' } as const
const POINTS = '0.00'
const SHOWN = ['self', 'verified', 'survey', 'final', 'corrected'] as const

/** A round as a workbook: the units in one sheet, then every line of every unit with its parts. What nobody gave points stays empty. */
export async function roundXlsx(round: RoundView, sheets: readonly SheetView[], { t }: Words): Promise<Uint8Array> {
  const title: SheetData = [
    [{ value: `${round.scheme.name.vi} ${round.year}`, fontWeight: 'bold', fontSize: 14 }],
    [{ value: round.scheme.source }],
    ...(round.scheme.example ? [[{ value: t('scorecards.example'), fontStyle: 'italic' as const }]] : []),
    [],
  ]
  const pointHeads = SHOWN.map((column) => head(t(`scorecards.column.${column}`)))
  const units: SheetData = [
    ...title,
    [head(t('scorecards.column.unit')), head(t('scorecards.column.place')), ...pointHeads],
    ...round.units.map(({ unit, place, total }) => [words(unit), number(place, '0'), ...pointCells(total)]),
  ]
  const lines: SheetData = [
    ...title,
    [
      head(t('scorecards.column.unit')),
      head(t('scorecards.column.key')),
      head(t('scorecards.column.line')),
      head(t('scorecards.column.max')),
      ...pointHeads,
      head(t('scorecards.column.numerator')),
      head(t('scorecards.column.denominator')),
    ],
    ...sheets.flatMap((sheet) =>
      sheet.lines.map(({ line, points, figure }) => [
        words(sheet.unit.name),
        words(line.key),
        words(line.name.vi),
        number(line.max, POINTS),
        ...pointCells(points),
        number(figure?.numerator ?? null, '#,##0'),
        number(figure?.denominator ?? null, '#,##0'),
      ]),
    ),
  ]
  const bytes = await writeExcelFile(
    [
      { sheet: t('scorecards.file.units'), data: units, columns: [44, 8, 12, 12, 12, 12, 12].map(wide) },
      {
        sheet: t('scorecards.file.lines'),
        data: lines,
        columns: [36, 8, 52, 8, 12, 12, 12, 12, 12, 12, 12].map(wide),
        orientation: 'landscape',
      },
    ],
    { fontFamily: 'Times New Roman', fontSize: 12 },
  ).toBuffer()
  return new Uint8Array(bytes)
}

const wide = (width: number) => ({ width })

function pointCells(points: LinePoints): Cell[] {
  return SHOWN.map((column) => number(points[column], POINTS))
}

function head(value: string): Cell {
  return { value, ...HEAD }
}

/** Text, also where it looks like a formula. */
function words(value: string): Cell {
  return { value, type: String, wrap: true, ...BODY }
}

function number(value: number | null, format: string): Cell {
  return value === null ? words('') : { value, type: Number, format, ...BODY }
}
