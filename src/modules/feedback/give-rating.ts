import { query, type Transaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { type CaseworkContext, currentState } from '../casework/index.ts'
import { getPersonKey, insertSealedValues, sealPersonText } from '../vault/index.ts'
import { refusals } from './errors.ts'
import { findInvitation, type Invitation } from './invitation.ts'
import { changeableUntil, isLow, isReason, isScore, LONGEST_TEXT } from './rating.ts'

export interface GivenRating {
  token: string
  score: number
  reasons: readonly string[]
  text: string
}

/**
 * Takes a rating by its link, or changes the one that was given, as long as that is open. A low one waits for the agency's head. Refuses
 * `feedback.link_not_found`, `feedback.closed`, and what is wrong at its field. The same said twice changes nothing.
 */
export async function giveRating(context: CaseworkContext, given: GivenRating): Promise<void> {
  const asked = await findInvitation(context.db.read, given.token)
  if (asked === undefined) throw refusals.link_not_found()
  check(given, asked)
  const { state } = await currentState(context, asked.dossierId)
  await context.db.write(async (tx) => {
    const rating = await takeRating(tx, asked, state.procedureCode)
    if (asked.atDesk && !rating.isNew) throw refusals.closed()
    const open = rating.isNew ? asked.endsAt.getTime() : changeableUntil(rating.givenAt.getTime())
    const [clock] = await query<{ now: Date }>(tx, 'SELECT platform_now() AS now')
    if (clock === undefined || clock.now.getTime() > open) throw refusals.closed()
    await addVersion(tx, context, { asked, given, ratingId: rating.id })
    if (isLow(given.score, asked.steps)) {
      await query(tx, 'INSERT INTO feedback_low_rating (rating_id, agency_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        rating.id,
        asked.agencyId,
      ])
    }
  })
}

function check({ score, reasons, text }: GivenRating, asked: Invitation): void {
  if (!isScore(score, asked.steps)) {
    throw refusals.score_missing({}, [{ path: 'score', code: 'feedback.score_missing' }])
  }
  if (!reasons.every(isReason))
    throw refusals.reason_unknown({}, [{ path: 'reasons', code: 'feedback.reason_unknown' }])
  if (text.length > LONGEST_TEXT) {
    const params = { most: LONGEST_TEXT }
    throw refusals.text_too_long(params, [{ path: 'text', code: 'feedback.text_too_long', params }])
  }
}

interface TakenRating {
  id: string
  givenAt: Date
  isNew: boolean
}

/** The dossier's one rating at this event, made when there is none; whoever else rates the same waits until this transaction ends. */
async function takeRating(tx: Transaction, asked: Invitation, procedureCode: string): Promise<TakenRating> {
  await query(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `feedback/${asked.dossierId}/${asked.event}`,
  ])
  const [made] = await query<Omit<TakenRating, 'isNew'>>(
    tx,
    `INSERT INTO feedback_rating (id, dossier_id, event, agency_id, procedure_code, person_id, steps)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (dossier_id, event) DO NOTHING RETURNING id, given_at AS "givenAt"`,
    [newId(), asked.dossierId, asked.event, asked.agencyId, procedureCode, asked.personId, asked.steps],
  )
  if (made !== undefined) return { ...made, isNew: true }
  const [known] = await query<Omit<TakenRating, 'isNew'>>(
    tx,
    `SELECT id, given_at AS "givenAt" FROM feedback_rating WHERE dossier_id = $1 AND event = $2`,
    [asked.dossierId, asked.event],
  )
  if (known === undefined) throw new Error('a rating neither made nor found')
  return { ...known, isNew: false }
}

async function addVersion(
  tx: Transaction,
  context: CaseworkContext,
  { asked, given, ratingId }: { asked: Invitation; given: GivenRating; ratingId: string },
): Promise<void> {
  const text = given.text.trim()
  let valueId: string | null = null
  if (text !== '') {
    const key = await getPersonKey(tx, context.keys, asked.personId)
    const { row } = sealPersonText(key, text, asked.now.getTime())
    await insertSealedValues(tx, [row])
    valueId = row.id
  }
  await query(
    tx,
    `INSERT INTO feedback_rating_version (rating_id, version, score, reasons, text_value_id)
     SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4 FROM feedback_rating_version WHERE rating_id = $1`,
    [ratingId, given.score, [...new Set(given.reasons)], valueId],
  )
}
