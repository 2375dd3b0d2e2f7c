import { scalesOf } from '../../src/modules/surveys/answers.ts'
import {
  drawRound,
  getRound,
  importQuestionnaires,
  listQuestionnaires,
  prepareRound,
  type RawAnswers,
  type SurveysContext,
  type WantedRound,
} from '../../src/modules/surveys/index.ts'
import type { TestDatabase } from './database.ts'
import { provinceDatabase, seedTestProvince, type TestOfficer, type TestProvince } from './province.ts'

/** A province with the shipped questionnaires and those who run a survey. */
export interface SurveyStage {
  database: TestDatabase
  province: TestProvince
  context: SurveysContext
  chairman: TestOfficer
  newClerk(name: string): Promise<TestOfficer>
  /** A round of businesses by the shipped questionnaire as it is asked for; `more` changes it. */
  wanted(more?: Partial<WantedRound>): WantedRound
  /** Prepares such a round. */
  prepared(more?: Partial<WantedRound>): Promise<string>
  /** Prepares and draws a round of businesses, so many in each stratum. */
  opened(sizes: Record<string, number>, more?: Partial<WantedRound>): Promise<string>
  /** Every scale question answered with this step. */
  answers(roundId: string, step: number): Promise<RawAnswers>
  close(): Promise<void>
}

export async function openSurveyStage(): Promise<SurveyStage> {
  const database = await provinceDatabase()
  const province = await seedTestProvince(database)
  const { db, keys } = province.context
  const context = { db, keys }
  const chairman = await province.newOfficer('chairman', [{ agencySlug: 'ubnd-tinh', role: 'province_leader' }])
  await importQuestionnaires(db, 'data')
  const questionnaire = (await listQuestionnaires(db.read)).find(({ key }) => key === 'sipas')
  const wanted = (more: Partial<WantedRound> = {}): WantedRound => ({
    questionnaireId: questionnaire?.id ?? '',
    nameVi: 'Đợt thử',
    nameEn: 'Trial',
    population: 'businesses',
    strataBy: 'list',
    fromOn: '2026-01-01',
    toOn: '2026-06-30',
    perStratum: 40,
    endsOn: '2100-01-01',
    formula: 'top_two',
    seed: 'quay so ngay 1 thang 7',
    ...more,
  })
  const prepared = (more?: Partial<WantedRound>) => prepareRound(context, chairman, wanted(more))
  return {
    database,
    province,
    context,
    chairman,
    wanted,
    newClerk: (name) => province.newOfficer(name, [{ agencySlug: 'so-noi-vu', role: 'handler' }]),
    prepared,
    async opened(sizes, more) {
      const roundId = await prepared(more)
      const list = Object.entries(sizes).flatMap(([stratum, size]) =>
        Array.from({ length: size }, (_, at) => `${stratum}${at};${stratum}`),
      )
      await drawRound(context, chairman, { roundId, list: list.join('\n') })
      return roundId
    },
    async answers(roundId, step) {
      const round = await getRound(db.read, roundId)
      return Object.fromEntries(scalesOf(round.questionnaire).map(({ key }) => [key, [String(step)]]))
    },
    async close() {
      await province.close()
      await database.close()
    },
  }
}
