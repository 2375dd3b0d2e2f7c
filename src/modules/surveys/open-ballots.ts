import { query, type Reader } from '../../platform/db.ts'
import { questionsOf, scalesOf, stepOf } from './answers.ts'
import { frameText } from './draw-sample.ts'
import { refusals } from './errors.ts'
import { readResult } from './read-result.ts'
import { type OpenFile, SMALLEST_GROUP } from './round.ts'
import { getRound, type Round } from './round-store.ts'

/** One of them. Refuses `surveys.round_not_found` for what is not public yet. */
export async function readOpenFile(reader: Reader, roundId: string, name: OpenFile): Promise<string> {
  const round = await getRound(reader, roundId)
  if (round.state === 'prepared' || (name !== 'khung-mau.csv' && round.state !== 'published')) {
    throw refusals.round_not_found()
  }
  switch (name) {
    case 'khung-mau.csv': {
      const frame = await query<{ unitKey: string; stratum: string }>(
        reader,
        'SELECT unit_key AS "unitKey", stratum FROM surveys_frame WHERE round_id = $1',
        [roundId],
      )
      return frameText(frame)
    }
    case 'phieu.csv':
      return ballotsText(reader, round)
    case 'tu-dien.csv':
      return dictionaryText(round)
    case 'ket-qua.json': {
      const [row] = await query<{ result: string }>(reader, 'SELECT result FROM surveys_round WHERE id = $1', [roundId])
      return row?.result ?? ''
    }
  }
}

/**
 * The ballots, scale questions only, sorted by what they say: no order, number or time of theirs is left. The stratum stands where the result
 * tells it; ballots of the others share one weight.
 */
async function ballotsText(reader: Reader, round: Round): Promise<string> {
  const result = await readResult(reader, round)
  const scales = scalesOf(round.questionnaire)
  const rows = await query<{ stratum: string; marks: string }>(
    reader,
    'SELECT stratum, marks FROM surveys_ballot WHERE round_id = $1',
    [round.id],
  )
  const head = ['stratum', 'weight', ...scales.map(({ key }) => key)].join(',')
  // So few are not told at all.
  if (rows.length < SMALLEST_GROUP) return `${head}\n`
  const sizes = new Map<string, number>()
  for (const { stratum } of rows) sizes.set(stratum, (sizes.get(stratum) ?? 0) + 1)
  const lines = result.strata[round.formula]
  const told = new Map(lines.filter(({ isSuppressed }) => !isSuppressed).map((line) => [line.key, line]))
  const hidden = lines.filter(({ isSuppressed }) => isSuppressed)
  const hiddenSize = hidden.reduce((sum, { key }) => sum + (sizes.get(key) ?? 0), 0)
  const hiddenWeight = hidden.reduce((sum, { weight = 0 }) => sum + weight, 0)
  const texts = rows.map(({ stratum, marks }) => {
    const line = told.get(stratum)
    const weight =
      line === undefined ? hiddenWeight / (hiddenSize || 1) : (line.weight ?? 0) / (sizes.get(stratum) ?? 1)
    const steps = scales.map((_, at) => stepOf(marks[at] ?? '0') || '')
    return [field(line?.nameVi ?? ''), weight.toFixed(9), ...steps].join(',')
  })
  return `${head}\n${texts.sort().join('\n')}\n`
}

function dictionaryText(round: Round): string {
  const lines = questionsOf(round.questionnaire).map(({ key, kind, steps, name }) =>
    [key, kind, steps ?? '', kind === 'scale' ? 'yes' : 'no', field(name.vi), field(name.en)].join(','),
  )
  const head = [
    'column,kind,steps,in_ballots,vi,en',
    'stratum,text,,yes,"Nhóm lấy mẫu; trống nếu quá ít phiếu","Stratum; empty where there were too few ballots"',
    'weight,number,,yes,"Trọng số của phiếu; cộng lại bằng 1","Weight of the ballot; they sum to 1"',
  ]
  return `${[...head, ...lines].join('\n')}\n`
}

function field(text: string): string {
  // A leading sign would be taken for a formula by a spreadsheet.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
