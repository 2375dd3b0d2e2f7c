import writeExcelFile, { type SheetData } from 'write-excel-file/node'
import type { ExternalScorecard, GatheredLine } from '../../modules/scorecards/view-types.ts'
import type { Words } from '../figures/texts.ts'
import { evidencePath } from './addresses.ts'
import { headCell, numberCell, wide, wordCell } from './xlsx-cells.ts'

type T = Words['t']
type Area = ExternalScorecard['areas'][number]

/**
 * The province's own scorecard as a workbook: its areas, whose points stay empty where they are not known, what the units say for each, and
 * every piece of evidence on a line of its own with its address and SHA-256. `publicUrl`: where this product is found.
 */
export async function externalXlsx(
  view: ExternalScorecard,
  { t, publicUrl }: { t: T; publicUrl: string },
): Promise<Uint8Array> {
  const { scorecard, year } = view
  const top: SheetData = [
    [{ value: `${scorecard.name.vi} ${year}`, fontWeight: 'bold', fontSize: 14 }],
    [{ value: scorecard.source }],
    ...(scorecard.note === null ? [] : [[{ value: scorecard.note.vi, fontStyle: 'italic' as const }]]),
    [],
  ]
  const bytes = await writeExcelFile(
    [
      {
        sheet: t('scorecards.external.areas'),
        data: [...top, ...areaRows(view, t)],
        columns: [8, 70, 14, 14, 14].map(wide),
      },
      {
        sheet: t('scorecards.external.evidence'),
        data: [...top, ...lineRows(view, t)],
        columns: [8, 36, 48, 10, 10, 10, 10, 60, 40, 40].map(wide),
        orientation: 'landscape',
      },
      {
        sheet: t('scorecards.external.list'),
        data: [...top, ...evidenceRows(view, { t, publicUrl })],
        columns: [6, 8, 36, 40, 40, 70, 68].map(wide),
        orientation: 'landscape',
      },
    ],
    { fontFamily: 'Times New Roman', fontSize: 12 },
  ).toBuffer()
  return new Uint8Array(bytes)
}

function areaRows({ areas }: ExternalScorecard, t: T): SheetData {
  const column = (key: string) => headCell(t(`scorecards.column.${key}`))
  return [
    [column('key'), headCell(t('scorecards.external.area')), column('max'), column('self'), column('lines')],
    ...areas.map(({ key, name, max, lines }) => [
      wordCell(key),
      wordCell(name.vi),
      max === null ? wordCell(t('scorecards.unknown')) : numberCell(max, '0.00'),
      wordCell(''),
      numberCell(lines.length, '0'),
    ]),
  ]
}

function lineRows({ areas }: ExternalScorecard, t: T): SheetData {
  const column = (key: string) => headCell(t(`scorecards.column.${key}`))
  return [
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
    ...areas.flatMap((area) =>
      area.lines.map((line) => [
        ...placeCells(area, line),
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
}

function placeCells(area: Area, line: GatheredLine) {
  return [wordCell(area.key), wordCell(line.unit), wordCell(`${line.key}. ${line.name.vi}`)]
}

/** One line a file or link, numbered as an annex is. */
function evidenceRows({ areas }: ExternalScorecard, { t, publicUrl }: { t: T; publicUrl: string }): SheetData {
  const pieces = areas.flatMap((area) =>
    area.lines.flatMap((line) => [
      ...(line.statement?.files ?? []).map(({ name, hash }) => ({
        area,
        line,
        name,
        address: `${publicUrl}${evidencePath(line.sheetId, hash)}`,
        hash,
      })),
      ...(line.statement?.links ?? []).map((address) => ({ area, line, name: '', address, hash: '' })),
    ]),
  )
  const head = ['number', 'area', 'unit', 'line', 'file', 'address', 'hash'] as const
  return [
    head.map((key) => headCell(t(`scorecards.external.column.${key}`))),
    ...pieces.map(({ area, line, name, address, hash }, at) => [
      numberCell(at + 1, '0'),
      ...placeCells(area, line),
      wordCell(name),
      wordCell(address),
      wordCell(hash),
    ]),
  ]
}
