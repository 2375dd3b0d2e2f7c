import { listPublicRounds, readSurveyResult, type SurveysContext } from '../surveys/index.ts'
import { pointsOfShare } from './sheet-score.ts'
import type { LineView, SurveyFigure } from './view-types.ts'

/** Decimals of a share that are told; points are rounded once, from these. */
const SHARE_DECIMALS = 4

/**
 * What the published survey rounds that ended in the sheet's year say of its unit, by the formula each round chose, and what that gives on a
 * survey line: those of the questionnaire that the scheme names there, else all of them. To be entered with the round as its source and confirmed by another; nothing where a line is no survey's or cells are too small.
 */
export async function listSurveyFigures(surveys: SurveysContext, { line, sheet }: LineView): Promise<SurveyFigure[]> {
  const { kind, survey } = line.line
  if (kind !== 'survey') return []
  const [questionnaire, factor] = survey?.split('/') ?? []
  const rounds = (await listPublicRounds(surveys)).filter(
    ({ state, endsOn }) => state === 'published' && endsOn.startsWith(`${sheet.year}-`),
  )
  const found = await Promise.all(
    rounds.map(async ({ id, nameVi, nameEn }): Promise<SurveyFigure[]> => {
      const result = await readSurveyResult(surveys.db.read, {
        roundId: id,
        unitId: sheet.unit.id,
        ...(factor === undefined ? {} : { factor }),
      })
      if (result === null || (questionnaire !== undefined && result.questionnaire !== questionnaire)) return []
      const share = (result.formula === 'mean' ? result.mean : result.share).toFixed(SHARE_DECIMALS)
      const points = pointsOfShare(line.line.max, share, sheet.scheme.decimals)
      const name = { vi: nameVi, en: nameEn }
      return [{ roundId: id, name, share: Number(share), ballots: result.ballots, points }]
    }),
  )
  return found.flat()
}
