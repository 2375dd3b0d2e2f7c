import { agencyTree, listOfficerActors, type OfficerActor } from '../modules/organisation/index.ts'
import {
  castByLink,
  closeRound,
  drawRound,
  getRound,
  getRoundView,
  listQuestionnaires,
  mixAll,
  nameInterviewer,
  prepareRound,
  publishRound,
  type Questionnaire,
  questionsOf,
  type RawAnswers,
  type SurveysContext,
  writeLetters,
} from '../modules/surveys/index.ts'
import { dateOfEpochDay, localDay } from '../platform/civil-date.ts'
import { Random } from './random.ts'

const ANSWERING = 0.72
const PER_STRATUM = 12
const INTERVIEWS = 10

/** Two rounds of the shipped questionnaire on the demonstration's dossiers: one published with simulated ballots, one that takes ballots. */
export async function makeSurveyDemonstration(context: SurveysContext, seed: number): Promise<void> {
  const leader = (await listOfficerActors(context.db.read)).find(({ mandates }) =>
    mandates.some(({ role }) => role === 'province_leader'),
  )
  const questionnaire = (await listQuestionnaires(context.db.read)).find(({ key }) => key === 'sipas')
  if (leader === undefined || questionnaire === undefined) return
  const today = localDay(Date.now())
  const wanted = {
    questionnaireId: questionnaire.id,
    population: 'dossiers',
    strataBy: 'agency',
    perStratum: PER_STRATUM,
    formula: 'top_two',
  }
  const past = await opened(context, leader, {
    ...wanted,
    nameVi: 'Khảo sát hài lòng đợt 1 (số liệu mô phỏng)',
    nameEn: 'Satisfaction survey, round 1 (simulated)',
    fromOn: dateOfEpochDay(today - 180),
    toOn: dateOfEpochDay(today - 45),
    endsOn: dateOfEpochDay(today),
    seed: `mo-phong-${seed}-1`,
  })
  if (past !== null) {
    await answerAll(context, leader, { roundId: past, random: new Random(seed, 517) })
    await closeRound(context, leader, past)
    await publishRound(context, leader, past)
  }
  const present = await opened(context, leader, {
    ...wanted,
    nameVi: 'Khảo sát hài lòng đợt 2 (số liệu mô phỏng)',
    nameEn: 'Satisfaction survey, round 2 (simulated)',
    fromOn: dateOfEpochDay(today - 44),
    toOn: dateOfEpochDay(today),
    endsOn: dateOfEpochDay(today + 30),
    seed: `mo-phong-${seed}-2`,
  })
  if (present !== null) await nameInterviewers(context, leader, present)
}

/** At each counter of an agency that was drawn somebody interviews its people. */
async function nameInterviewers(context: SurveysContext, leader: OfficerActor, roundId: string): Promise<void> {
  const { strata } = await getRoundView(context, leader, roundId)
  const tree = await agencyTree(context.db.read)
  const officers = await listOfficerActors(context.db.read)
  for (const { stratum } of strata) {
    const named = officers.find(({ mandates }) =>
      mandates.some(
        ({ role, agencyId }) => role === 'receptionist' && tree.lineOf(agencyId).some(({ id }) => id === stratum),
      ),
    )
    if (named === undefined) continue
    await nameInterviewer(context, leader, { roundId, officerId: named.officerId, stratum, ballots: INTERVIEWS })
  }
}

/** Null where nothing was returned in the period. */
async function opened(
  context: SurveysContext,
  leader: OfficerActor,
  wanted: Parameters<typeof prepareRound>[2],
): Promise<string | null> {
  const roundId = await prepareRound(context, leader, wanted)
  try {
    await drawRound(context, leader, { roundId, list: '' })
    return roundId
  } catch (error) {
    if ((error as { code?: string }).code !== 'surveys.frame_empty') throw error
    return null
  }
}

async function answerAll(
  context: SurveysContext,
  leader: OfficerActor,
  { roundId, random }: { roundId: string; random: Random },
): Promise<void> {
  const { questionnaire } = await getRound(context.db.read, roundId)
  const letters = await writeLetters(context, leader, roundId)
  for (const { token } of letters) {
    if (random.chance(ANSWERING)) await castByLink(context, { token, raw: simulatedAnswers(questionnaire, random) })
  }
  await mixAll(context)
}

/** Answers as somebody mostly content gives them. */
function simulatedAnswers(questionnaire: Questionnaire, random: Random): RawAnswers {
  const mood = random.between(-0.6, 1)
  return Object.fromEntries(
    questionsOf(questionnaire).map((question) => {
      const { key, kind, steps = 5, options = [] } = question
      const step = Math.round(steps * (0.72 + 0.18 * mood) + random.between(-0.8, 0.8))
      if (kind === 'scale') return [key, [String(Math.min(steps, Math.max(1, step)))]]
      return [key, kind === 'choice' && random.chance(0.6) ? [random.pick(options).key] : []]
    }),
  )
}
