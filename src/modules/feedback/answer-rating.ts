import { query } from '../../platform/db.ts'
import { isUuid } from '../../platform/ids.ts'
import type { CaseworkContext } from '../casework/index.ts'
import { agencyTree, type OfficerActor } from '../organisation/index.ts'
import { getPersonKey, insertSealedValues, sealPersonText } from '../vault/index.ts'
import { refusals } from './errors.ts'
import { answersFor, answersLateFor } from './policy.ts'
import type { AnsweredRating, TellAnswer } from './ports.ts'
import { LONGEST_TEXT } from './rating.ts'

type AnsweredRow = Omit<AnsweredRating, 'ratingId' | 'answer'> & { answered: boolean; now: Date }

export interface AnswerContext extends CaseworkContext {
  tellAnswer: TellAnswer
}

/**
 * The head's answer to a low rating, once; when it is late also that of a leader above. Whoever rated is told, and sees it behind their link and in their account. Refuses `feedback.rating_not_found` (also for
 * another agency's head), `feedback.answered_already`, `feedback.answer_missing`.
 */
export async function answerRating(
  context: AnswerContext,
  actor: OfficerActor,
  { ratingId, text }: { ratingId: string; text: string },
): Promise<void> {
  if (!isUuid(ratingId)) throw refusals.rating_not_found()
  const late = answersLateFor(await agencyTree(context.db.read), actor)
  await context.db.write(async (tx) => {
    const [row] = await query<AnsweredRow>(
      tx,
      `SELECT r.person_id AS "personId", r.dossier_id AS "dossierId", r.agency_id AS "agencyId", r.event, r.steps, l.answered_at IS NOT NULL AS answered, platform_now() AS now
       FROM feedback_low_rating l JOIN feedback_rating r ON r.id = l.rating_id
       WHERE l.rating_id = $1 AND l.withdrawn_at IS NULL AND (l.agency_id = ANY ($2::uuid[])
         OR (l.agency_id = ANY ($3::uuid[]) AND l.due_at < platform_now())) FOR UPDATE OF l`,
      [ratingId, answersFor(actor), late],
    )
    if (row === undefined) throw refusals.rating_not_found()
    if (row.answered) throw refusals.answered_already()
    const answer = text.trim()
    if (answer === '' || answer.length > LONGEST_TEXT) {
      throw refusals.answer_missing({ most: LONGEST_TEXT }, [
        { path: `answer-${ratingId}`, code: 'feedback.answer_missing', params: { most: LONGEST_TEXT } },
      ])
    }
    const sealed = sealPersonText(await getPersonKey(tx, context.keys, row.personId), answer, row.now.getTime())
    await insertSealedValues(tx, [sealed.row])
    await query(
      tx,
      `UPDATE feedback_low_rating SET answered_at = platform_now(), answered_by = $2, answer_value_id = $3
       WHERE rating_id = $1`,
      [ratingId, actor.userId, sealed.row.id],
    )
    const { personId, dossierId, agencyId, event, steps } = row
    await context.tellAnswer(tx, { ratingId, personId, dossierId, agencyId, event, steps, answer })
  })
}
