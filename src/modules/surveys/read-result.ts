import { query, type Reader } from '../../platform/db.ts'
import { compared } from './comparison.ts'
import { countBallots } from './count-ballots.ts'
import { refusals } from './errors.ts'
import { makeResult } from './make-result.ts'
import { type Channel, SMALLEST_GROUP } from './round.ts'
import { getRound, listStrata, type Round } from './round-store.ts'
import { suppressed } from './suppress.ts'
import type { EarlierRound, ResultLine, SurveyResult } from './view-types.ts'

/** What a round found: the frozen one once it is published, counted anew before. Refuses `surveys.not_closed`: nobody looks into an open box. */
export async function readResult(reader: Reader, round: Round): Promise<SurveyResult> {
  if (round.state === 'published') return readFrozen(reader, round.id)
  if (round.state !== 'closed') throw refusals.not_closed()
  return countResult(reader, round)
}

/** The result that everybody may read. Refuses `surveys.round_not_found` before it is published. */
export async function readPublicResult(reader: Reader, roundId: string): Promise<SurveyResult> {
  const round = await getRound(reader, roundId)
  if (round.state !== 'published') throw refusals.round_not_found()
  return readFrozen(reader, round.id)
}

async function readFrozen(reader: Pick<Reader, 'executeQuery'>, roundId: string): Promise<SurveyResult> {
  const [row] = await query<{ result: string }>(reader, 'SELECT result FROM surveys_round WHERE id = $1', [roundId])
  return JSON.parse(row?.result ?? 'null') as SurveyResult
}

export async function countResult(reader: Pick<Reader, 'executeQuery'>, round: Round): Promise<SurveyResult> {
  const all = await listStrata(reader, round.id)
  const strata = all.filter(({ mergedInto }) => mergedInto === null)
  const drawnStrata = all.filter(({ stratum }) => stratum !== 'merged_at_close')
  const counted = await countBallots(reader, { roundId: round.id, questionnaire: round.questionnaire })
  const parts = makeResult({ questionnaire: round.questionnaire, strata, ...counted })
  const [standing] = await query<{ asked: number; refused: number; used: number }>(
    reader,
    `SELECT count(*)::int AS asked, (count(*) FILTER (WHERE standing = 'refused'))::int AS refused,
       (count(*) FILTER (WHERE standing IN ('used', 'taken_along')))::int AS used
     FROM surveys_right WHERE round_id = $1`,
    [round.id],
  )
  const { asked = 0, refused = 0 } = standing ?? {}
  return {
    roundId: round.id,
    nameVi: round.nameVi,
    nameEn: round.nameEn,
    questionnaire: { key: round.questionnaire.key, version: round.questionnaireVersion },
    fromOn: round.fromOn,
    toOn: round.toOn,
    drawnOn: round.drawnOn ?? '',
    closedOn: round.closedOn ?? '',
    seed: round.seed,
    frameHash: round.frameHash ?? '',
    units: drawnStrata.reduce((sum, { units }) => sum + units, 0),
    asked,
    refused,
    silent: Math.max(0, asked - refused - parts.ballots),
    chosenFormula: round.formula,
    ...parts,
    channels: await channelsOf(reader, round.id),
    earlier: await earlierRounds(reader, round, parts),
  }
}

async function channelsOf(reader: Pick<Reader, 'executeQuery'>, roundId: string): Promise<SurveyResult['channels']> {
  const rows = await query<{ channel: Channel; ballots: number }>(
    reader,
    'SELECT channel, ballots FROM surveys_channel WHERE round_id = $1 ORDER BY channel',
    [roundId],
  )
  const hidden = suppressed(
    rows.map(({ channel, ballots }) => ({ key: channel, ballots })),
    SMALLEST_GROUP,
  )
  return rows.map(({ channel, ballots }) => ({ channel, ballots: hidden.has(channel) ? null : ballots }))
}

/** The published rounds with the same questionnaire before this one, newest first, as a whole and by factor. */
async function earlierRounds(
  reader: Pick<Reader, 'executeQuery'>,
  round: Round,
  { whole, factors }: Pick<SurveyResult, 'whole' | 'factors'>,
): Promise<EarlierRound[]> {
  const now = whole[round.formula]
  if (now === null) return []
  const rows = await query<{ result: string }>(
    reader,
    `SELECT r.result FROM surveys_round r JOIN surveys_questionnaire_version q ON q.id = r.questionnaire_id
     WHERE q.key = $1 AND r.state = 'published' AND r.id <> $2 AND r.to_on < $3 ORDER BY r.to_on DESC LIMIT 5`,
    [round.questionnaire.key, round.id, round.toOn],
  )
  return rows.flatMap(({ result }) => {
    const earlier = JSON.parse(result) as SurveyResult
    const figure = earlier.whole[round.formula]
    if (figure === null) return []
    const { roundId, nameVi, nameEn, toOn } = earlier
    return [
      {
        roundId,
        nameVi,
        nameEn,
        toOn,
        share: figure.share,
        margin: figure.margin,
        ...compared(figure, now),
        isOtherVersion: earlier.questionnaire.version !== round.questionnaireVersion,
        factors: factorsCompared(earlier.factors[round.formula], factors[round.formula]),
      },
    ]
  })
}

function factorsCompared(
  before: readonly ResultLine[],
  now: readonly ResultLine[],
): NonNullable<EarlierRound['factors']> {
  return now.flatMap(({ key, nameVi, nameEn, figure }) => {
    const old = before.find((line) => line.key === key)?.figure ?? null
    if (figure === null || old === null) return []
    return [{ key, nameVi, nameEn, before: old.share, now: figure.share, ...compared(old, figure) }]
  })
}

/** What a published round says of a unit, for scorecards. `formula` is the round's own; null where nothing is told. */
export interface UnitResult {
  /** Between 0 and 1, by the share of the two best steps. */
  share: number
  /** Between 0 and 1, by the mean of the steps. */
  mean: number
  ballots: number
  formula: 'top_two' | 'mean'
  /** The key of what was asked. */
  questionnaire: string
}

/** Of a unit that was a stratum of its own, or of the whole for the province (or `unitId` null); of one factor where it is named. */
export async function readSurveyResult(
  reader: Reader,
  { roundId, unitId, factor }: { roundId: string; unitId: string | null; factor?: string },
): Promise<UnitResult | null> {
  const [row] = await query<{ result: string | null; isWhole: boolean }>(
    reader,
    `SELECT result, $2::uuid IS NULL OR EXISTS (SELECT FROM organisation_agency WHERE id = $2::uuid AND parent_id IS NULL) AS "isWhole"
     FROM surveys_round WHERE id = $1 AND state = 'published'`,
    [roundId, unitId],
  )
  if (row?.result == null) return null
  const result = JSON.parse(row.result) as SurveyResult
  const formula = result.chosenFormula
  const questionnaire = result.questionnaire.key
  const answer = (
    top: { share: number; ballots: number } | null | undefined,
    mean: { share: number } | null | undefined,
  ) =>
    top == null || mean == null
      ? null
      : { share: top.share, mean: mean.share, ballots: top.ballots, formula, questionnaire }
  if (row.isWhole && factor === undefined) return answer(result.whole.top_two, result.whole.mean)
  if (row.isWhole) {
    const of = (name: 'top_two' | 'mean') => result.factors[name].find(({ key }) => key === factor)?.figure
    return answer(of('top_two'), of('mean'))
  }
  const stratum = result.strata.top_two.find((one) => one.unitId === unitId)
  if (stratum === undefined) return null
  if (factor === undefined) {
    return answer(stratum.figure, result.strata.mean.find((one) => one.key === stratum.key)?.figure)
  }
  const cell = result.cells.find((one) => one.stratum === stratum.key && one.factor === factor)
  return answer(cell?.top_two, cell?.mean)
}
