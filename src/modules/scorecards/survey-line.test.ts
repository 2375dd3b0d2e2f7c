import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type FigureProvince, figureProvince } from '../../../test/support/figures.ts'
import { addMonths, localDate } from '../../platform/civil-date.ts'
import { verifyLedger } from '../../platform/ledger/index.ts'
import { agencyTree, listOfficerActors, type OfficerActor } from '../organisation/index.ts'
import {
  castByLink,
  closeRound,
  drawRound,
  getRound as getSurvey,
  importQuestionnaires,
  listQuestionnaires,
  mixAll,
  prepareRound,
  publishRound as publishSurvey,
  questionsOf,
  type RawAnswers,
  readOpenFile,
  readSurveyResult,
  type SurveysContext,
  writeLetters,
} from '../surveys/index.ts'
import {
  actOnSheet,
  getLine,
  getRound,
  importScorecards,
  listSurveyFigures,
  openRound,
  type SheetWish,
} from './index.ts'

let province: FigureProvince
let surveys: SurveysContext
let surveyId: string
let sheetId: string
const today = localDate(Date.now())
const year = today.slice(0, 4)
const who: Record<string, OfficerActor> = {}

before(async () => {
  province = await figureProvince({ dossiers: 900, days: 150, until: '2026-11-20T10:20:00+07:00', follow: false })
  surveys = { db: province.db, keys: province.context.casework.keys }
  await importScorecards(province.db, 'data')
  await importQuestionnaires(province.db, 'data')
  const tree = await agencyTree(province.db.read)
  const all = await listOfficerActors(province.db.read)
  const make = (name: string, slug: string, role: string) => {
    const id = tree.bySlug(slug)?.id
    const found = all.find(({ mandates }) => mandates.some((one) => one.agencyId === id && one.role === role))
    assert.ok(found, name)
    who[name] = found
  }
  make('head', 'so-noi-vu', 'agency_leader')
  make('chairman', 'ubnd-tinh', 'province_leader')
  make('ward', 'phuong-pho-hien', 'agency_leader')
})
after(() => province.close())

const actor = (name: string): OfficerActor => who[name] as OfficerActor
const line = (key = '8.1') => getLine(province.db.read, actor('head'), { sheetId, key })
const offered = async (key = '8.1') => listSurveyFigures(surveys, await line(key))
const act = (name: string, wish: SheetWish) => actOnSheet(province.db, { actor: actor(name), sheetId, wish })

test('a survey of those whose dossiers came back is drawn, answered by 300 and more, closed and published', async () => {
  const questionnaire = (await listQuestionnaires(province.db.read)).find(({ key }) => key === 'sipas')
  surveyId = await prepareRound(surveys, actor('head'), {
    questionnaireId: questionnaire?.id ?? '',
    nameVi: 'Đo lường sự hài lòng',
    nameEn: 'Satisfaction',
    population: 'dossiers',
    strataBy: 'agency',
    fromOn: '2026-01-01',
    toOn: '2026-11-20',
    perStratum: 400,
    endsOn: `${year}-12-31`,
    formula: 'top_two',
    seed: 'quay so cong khai',
  })
  await drawRound(surveys, actor('head'), { roundId: surveyId, list: '' })
  const letters = await writeLetters(surveys, actor('head'), surveyId)
  assert.ok(letters.length > 300, `${letters.length} letters`)
  const scales = questionsOf((await getSurvey(province.db.read, surveyId)).questionnaire).filter(
    ({ kind }) => kind === 'scale',
  )
  const answers = (step: number): RawAnswers => Object.fromEntries(scales.map(({ key }) => [key, [String(step)]]))
  // Two of three are content, the third is not; every seventh does not answer.
  const asked = letters.filter((_letter, at) => at % 7 !== 6)
  for (const [at, { token }] of asked.entries())
    await castByLink(surveys, { token, raw: answers(at % 3 === 0 ? 2 : 5) })
  assert.ok(asked.length >= 300, `${asked.length} ballots`)
  await mixAll(surveys)
  await closeRound(surveys, actor('head'), surveyId)
})

test('nothing is offered on the line before the result is published, then what was published', async () => {
  const tree = await agencyTree(province.db.read)
  const dates = { selfUntil: addMonths(today, 1), verifyUntil: addMonths(today, 2), appealUntil: addMonths(today, 3) }
  const agencyIds = [tree.bySlug('phuong-pho-hien')?.id ?? '']
  const roundId = await openRound(province.db, {
    actor: actor('head'),
    scheme: 'par-internal-example',
    year,
    agencyIds,
    dates,
  })
  sheetId = (await getRound(province.db.read, actor('head'), roundId)).units[0]?.sheetId ?? ''
  assert.deepEqual(await offered(), [])
  await publishSurvey(surveys, actor('chairman'), surveyId)
  assert.deepEqual(await offered('1.3'), [], 'only on survey lines')
  const [figure, ...others] = await offered()
  assert.ok(figure !== undefined && others.length === 0)
  // By the open data: the ballots of this unit, told apart from the module's own count.
  const published = JSON.parse(await readOpenFile(province.db.read, surveyId, 'ket-qua.json')) as {
    strata: { top_two: { unitId: string | null; figure: { share: number; ballots: number } | null }[] }
  }
  const own = published.strata.top_two.find(({ unitId }) => unitId === agencyIds[0])?.figure
  assert.ok(own)
  assert.equal(figure.ballots, own.ballots)
  assert.equal(figure.share, Number(own.share.toFixed(4)))
  const content = Math.round(own.share * own.ballots)
  assert.ok(Math.abs(own.share - content / own.ballots) < 1e-6, 'the share is a share of whole ballots')
  assert.equal(figure.points, Math.round(12 * Number((content / own.ballots).toFixed(4)) * 100) / 100)
})

test('where the scheme names a questionnaire, its rounds alone are offered; of a factor what that factor got', async () => {
  const view = await line()
  const named = (survey: string) =>
    listSurveyFigures(surveys, { ...view, line: { ...view.line, line: { ...view.line.line, survey } } })
  assert.equal((await named('sipas')).length, 1)
  assert.deepEqual(await named('ddci'), [])
  const [factor] = await named('sipas/access')
  const published = await readSurveyResult(province.db.read, {
    roundId: surveyId,
    unitId: view.sheet.unit.id,
    factor: 'access',
  })
  assert.equal(factor?.share, Number(published?.share.toFixed(4)))
  assert.deepEqual(await named('sipas/nothing'), [])
})

test('it is entered with the round as its source, confirmed by another, and the line has the published number', async () => {
  const [figure] = await offered()
  assert.ok(figure)
  const statement = { text: `${figure.name.vi}, ${figure.roundId}`, files: [], links: '', year: '' }
  const enter = async (name: string) => {
    const { seen } = await line()
    await act(name, { kind: 'survey', key: '8.1', seen, points: String(figure.points), items: {}, statement })
  }
  await assert.rejects(enter('ward'), { code: 'scorecards.not_yours' })
  await enter('head')
  assert.equal((await line()).line.points.survey, null, 'not before a second person')
  const confirm = async (name: string) => act(name, { kind: 'confirm_survey', key: '8.1', seen: (await line()).seen })
  await assert.rejects(confirm('head'), { code: 'scorecards.survey_own' })
  await assert.rejects(confirm('ward'), { code: 'scorecards.not_yours' })
  await confirm('chairman')
  const view = await line()
  assert.equal(view.line.points.survey, figure.points)
  const [entered, confirmed] = view.history
  assert.equal(entered?.statement?.text, statement.text)
  assert.notEqual(entered?.by, confirmed?.by)
  assert.deepEqual((await verifyLedger(province.db.read)).faults, [])
})
