import { query, type Reader } from '../../platform/db.ts'
import { type Actor, agencyTree, listOfficerActors, officerNamesById } from '../organisation/index.ts'
import { managerOf, type SurveysContext, surveyPlaces, tell } from './context.ts'
import { refusals } from './errors.ts'
import { mayHandleBallots } from './policy.ts'
import { getRound, listStrata, lockRound, takesBallots } from './round-store.ts'
import type { InterviewerChoice, InterviewerLine, InterviewKit } from './view-types.ts'

const MOST_BALLOTS = 500

/** Who may be named: those who handle ballots. */
export async function listInterviewerChoices(context: SurveysContext, actor: Actor): Promise<InterviewerChoice[]> {
  const { read } = context.db
  await managerOf(read, actor)
  const places = await surveyPlaces(read)
  const tree = await agencyTree(read)
  return (await listOfficerActors(read))
    .filter((officer) => mayHandleBallots(officer, places))
    .map(({ officerId, displayName, mandates }) => ({
      officerId,
      name: displayName,
      agency: tree.byId(mandates[0]?.agencyId as never)?.name ?? '',
    }))
    .sort((a, b) => a.agency.localeCompare(b.agency, 'vi') || a.name.localeCompare(b.name, 'vi'))
}

/** The interviewers of a round, for who runs it. */
export async function listInterviewers(
  context: SurveysContext,
  actor: Actor,
  roundId: string,
): Promise<InterviewerLine[]> {
  const { read } = context.db
  await managerOf(read, actor)
  await getRound(read, roundId)
  const rows = await query<Omit<InterviewerLine, 'name'>>(
    read,
    `SELECT i.officer_id AS "officerId", i.stratum, s.name_vi AS "nameVi", s.name_en AS "nameEn", i.ballots, i.taken
     FROM surveys_interviewer i JOIN surveys_stratum s USING (round_id, stratum)
     WHERE i.round_id = $1 ORDER BY s.name_vi, i.officer_id`,
    [roundId],
  )
  const names = await officerNamesById(
    read,
    rows.map(({ officerId }) => officerId as never),
  )
  return rows.map((row) => ({ ...row, name: names.get(row.officerId as never) ?? '' }))
}

/**
 * Names an officer to interview so many people of a stratum; named again, the number is the new one, never fewer than are taken already.
 * Refuses what does not fit at its field.
 */
export async function nameInterviewer(
  context: SurveysContext,
  actor: Actor,
  named: { roundId: string; officerId: string; stratum: string; ballots: number },
): Promise<void> {
  const mandate = await managerOf(context.db.read, actor)
  const { roundId, officerId, stratum, ballots } = named
  const choices = await listInterviewerChoices(context, actor)
  const { id } = await getRound(context.db.read, roundId)
  const strata = await listStrata(context.db.read, id)
  const faults = [
    ...(choices.some((one) => one.officerId === officerId) ? [] : [{ path: 'officer', code: 'surveys.field_missing' }]),
    ...(strata.some((one) => one.stratum === stratum) ? [] : [{ path: 'stratum', code: 'surveys.stratum_unknown' }]),
    ...(Number.isInteger(ballots) && ballots >= 1 && ballots <= MOST_BALLOTS
      ? []
      : [{ path: 'ballots', code: 'surveys.size_wrong', params: { most: MOST_BALLOTS } }]),
  ]
  if (faults.length > 0) throw refusals.field_missing({}, faults)
  await context.db.write(async (tx) => {
    const round = await lockRound(tx, roundId, 'share')
    if (!takesBallots(round)) throw refusals.not_open()
    await query(
      tx,
      `INSERT INTO surveys_interviewer (round_id, stratum, officer_id, ballots) VALUES ($1, $2, $3, $4)
       ON CONFLICT (round_id, stratum, officer_id)
       DO UPDATE SET ballots = greatest(excluded.ballots, surveys_interviewer.taken)`,
      [roundId, stratum, officerId, ballots],
    )
    const payload = { stratum, ballots, officerId }
    await tell(tx, roundId, { actor, mandate, type: 'SurveyInterviewerNamed', payload })
  })
}

/** What an interviewer's phone takes along of a round. Refuses `surveys.round_not_found` to who was not named. */
export async function getInterviewKit(context: SurveysContext, actor: Actor, roundId: string): Promise<InterviewKit> {
  const { read } = context.db
  const round = await getRound(read, roundId)
  const strata = actor.kind === 'officer' ? await strataOf(read, roundId, actor.officerId) : []
  if (strata.length === 0) throw refusals.round_not_found()
  return {
    roundId,
    nameVi: round.nameVi,
    nameEn: round.nameEn,
    endsOn: round.endsOn,
    isOpen: takesBallots(round),
    questionnaire: round.questionnaire,
    strata,
  }
}

/** Whether an officer interviews in a round. */
export async function interviews(context: SurveysContext, actor: Actor, roundId: string): Promise<boolean> {
  return actor.kind === 'officer' && (await strataOf(context.db.read, roundId, actor.officerId)).length > 0
}

function strataOf(reader: Reader, roundId: string, officerId: string): Promise<InterviewKit['strata']> {
  return query<InterviewKit['strata'][number]>(
    reader,
    `SELECT i.stratum, s.name_vi AS "nameVi", s.name_en AS "nameEn", i.ballots - i.taken AS "left"
     FROM surveys_interviewer i JOIN surveys_stratum s USING (round_id, stratum)
     WHERE i.round_id = $1 AND i.officer_id = $2 ORDER BY s.name_vi`,
    [roundId, officerId],
  )
}
