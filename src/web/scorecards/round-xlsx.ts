import writeExcelFile, { type Cell, type SheetData } from 'write-excel-file/node'
import type { LinePoints } from '../../modules/scorecards/sheet-score.ts'
import type { RoundView, SheetView } from '../../modules/scorecards/view-types.ts'
import type { Words } from '../figures/texts.ts'
import { headCell, numberCell, wide, wordCell } from './xlsx-cells.ts'

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
  const pointHeads = SHOWN.map((column) => headCell(t(`scorecards.column.${column}`)))
  const units: SheetData = [
    ...title,
    [headCell(t('scorecards.column.unit')), headCell(t('scorecards.column.place')), ...pointHeads],
    ...round.units.map(({ unit, place, total }) => [wordCell(unit), numberCell(place, '0'), ...pointCells(total)]),
  ]
  const lines: SheetData = [
    ...title,
    [
      headCell(t('scorecards.column.unit')),
      headCell(t('scorecards.column.key')),
      headCell(t('scorecards.column.line')),
      headCell(t('scorecards.column.max')),
      ...pointHeads,
      headCell(t('scorecards.column.numerator')),
      headCell(t('scorecards.column.denominator')),
    ],
    ...sheets.flatMap((sheet) =>
      sheet.lines.map(({ line, points, figure }) => [
        wordCell(sheet.unit.name),
        wordCell(line.key),
        wordCell(line.name.vi),
        numberCell(line.max, POINTS),
        ...pointCells(points),
        numberCell(figure?.numerator ?? null, '#,##0'),
        numberCell(figure?.denominator ?? null, '#,##0'),
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

function pointCells(points: LinePoints): Cell[] {
  return SHOWN.map((column) => numberCell(points[column], POINTS))
}
