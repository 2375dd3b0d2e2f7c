import writeExcelFile, { type SheetData } from 'write-excel-file/node'
import type { ExternalScorecard } from '../../modules/scorecards/view-types.ts'
import type { Words } from '../figures/texts.ts'
import { headCell, numberCell, wide, wordCell } from './xlsx-cells.ts'

/** The province's own scorecard as a workbook: its areas, whose points stay empty where they are not known, and the units' evidence by area. */
export async function externalXlsx(view: ExternalScorecard, { t }: Pick<Words, 't'>): Promise<Uint8Array> {
  const { scorecard, year } = view
  const top: SheetData = [
    [{ value: `${scorecard.name.vi} ${year}`, fontWeight: 'bold', fontSize: 14 }],
    [{ value: scorecard.source }],
    [{ value: scorecard.note.vi, fontStyle: 'italic' }],
    [],
  ]
  const column = (key: string) => headCell(t(`scorecards.column.${key}`))
  const areas: SheetData = [
    ...top,
    [column('key'), headCell(t('scorecards.external.area')), column('max'), column('self'), column('lines')],
    ...view.areas.map(({ key, name, lines }) => [
      wordCell(key),
      wordCell(name.vi),
      wordCell(t('scorecards.unknown')),
      wordCell(''),
      numberCell(lines.length, '0'),
    ]),
  ]
  const evidence: SheetData = [
    ...top,
    [
      headCell(t('scorecards.external.area')),
      column('unit'),
      column('line'),
      column('points'),
      column('max'),
      column('numerator'),
      column('denominator'),
      headCell(t('scorecards.form.self_reason')),
      headCell(t('scorecards.evidence.files')),
      headCell(t('scorecards.evidence.links')),
    ],
    ...view.areas.flatMap((area) =>
      area.lines.map((line) => [
        wordCell(area.key),
        wordCell(line.unit),
        wordCell(`${line.key}. ${line.name.vi}`),
        numberCell(line.points, '0.00'),
        numberCell(line.max, '0.00'),
        numberCell(line.numerator, '#,##0'),
        numberCell(line.denominator, '#,##0'),
        wordCell(line.statement?.text ?? ''),
        wordCell(line.statement?.files.map(({ name }) => name).join('; ') ?? ''),
        wordCell(line.statement?.links.join('; ') ?? ''),
      ]),
    ),
  ]
  const bytes = await writeExcelFile(
    [
      { sheet: t('scorecards.external.areas'), data: areas, columns: [8, 70, 14, 14, 14].map(wide) },
      {
        sheet: t('scorecards.external.evidence'),
        data: evidence,
        columns: [8, 36, 48, 10, 10, 10, 10, 60, 40, 40].map(wide),
        orientation: 'landscape',
      },
    ],
    { fontFamily: 'Times New Roman', fontSize: 12 },
  ).toBuffer()
  return new Uint8Array(bytes)
}
