import { query, type Transaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { type CaseworkContext, currentState } from '../casework/index.ts'
import type { Actor } from '../organisation/index.ts'
import { getPersonKey, insertSealedValues, sealPersonText } from '../vault/index.ts'
import { refusals } from './errors.ts'
import { findInvitation, type Invitation, insertInvitation, OWN_SINCE } from './invitation.ts'
import { followLowRating } from './low-rating.ts'
import { isOwnWay, isReason, isScore, LONGEST_TEXT, openUntil, type RatingSteps } from './rating.ts'
import { tracePaper } from './trace-paper.ts'

export interface GivenRating {
  token: string
  score: number
  reasons: readonly string[]
  text: string
  /** On the tablet at the exit, by the code of a slip. */
  atKiosk?: boolean
  /** From where it comes; for the sign of many papers from one place. */
  address?: string | undefined
}

/**
 * Takes a rating by its link or the code of a slip, or changes the one that was given, as long as that is open. A low one waits for the head,
 * with a clock. Gives the token of a link by which what was said by a slip may be changed; null for those who have one. Refuses
 * `feedback.link_not_found`, `feedback.officer_on_duty`, `feedback.closed`, and what is wrong at its field. The same said twice changes nothing.
 */
export async function giveRating(context: CaseworkContext, actor: Actor, given: GivenRating): Promise<string | null> {
  const found = await findInvitation(context, given.token)
  if (found === undefined) throw refusals.link_not_found()
  const asked: Invitation = given.atKiosk && found.way === 'slip' ? { ...found, way: 'kiosk' } : found
  // Officers and their programs can print any slip of their own dossiers, and open the desk's page: they do not rate by them.
  const isOffice = actor.kind === 'officer' || actor.kind === 'system'
  if (isOffice && !isOwnWay(asked.way)) throw refusals.officer_on_duty()
  checkWords(given)
  const { state } = await currentState(context, asked.dossierId)
  const directory = await context.directory()
  return context.db.write(async (tx) => {
    const rating = await takeRating(tx, asked, state.procedureCode)
    const { steps } = rating
    if (!isScore(given.score, steps)) {
      throw refusals.score_missing({}, [{ path: 'score', code: 'feedback.score_missing' }])
    }
    const said = rating.isNew
      ? null
      : { givenAt: rating.givenAt.getTime(), ownSince: rating.ownSince?.getTime() ?? null }
    const until = openUntil(asked, said)
    if (until === null || rating.now.getTime() > until) throw refusals.closed()
    await addVersion(tx, context, { asked, given, ratingId: rating.id })
    await tracePaper(tx, context.keys, { asked, address: given.address, isBest: given.score === steps })
    await followLowRating(tx, directory, { ratingId: rating.id, score: given.score, steps, rated: asked, state })
    return asked.way === 'slip' && !asked.followsSlip
      ? insertInvitation(tx, { ...asked, steps, followsSlip: true })
      : null
  })
}

function checkWords({ reasons, text }: GivenRating): void {
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
  /** Of the scale it was first given on. */
  steps: RatingSteps
  ownSince: Date | null
  now: Date
  isNew: boolean
}

/** The dossier's one rating at this event, made when there is none; whoever else rates the same waits until this transaction ends. */
async function takeRating(tx: Transaction, asked: Invitation, procedureCode: string): Promise<TakenRating> {
  await query(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `feedback/${asked.dossierId}/${asked.event}`,
  ])
  const made = await query(
    tx,
    `INSERT INTO feedback_rating (id, dossier_id, event, agency_id, procedure_code, person_id, steps)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (dossier_id, event) DO NOTHING RETURNING id`,
    [newId(), asked.dossierId, asked.event, asked.agencyId, procedureCode, asked.personId, asked.steps],
  )
  const [known] = await query<Omit<TakenRating, 'isNew'>>(
    tx,
    `SELECT id, given_at AS "givenAt", steps, platform_now() AS now,
       ${OWN_SINCE} AS "ownSince"
     FROM feedback_rating r WHERE dossier_id = $1 AND event = $2`,
    [asked.dossierId, asked.event],
  )
  if (known === undefined) throw new Error('a rating neither made nor found')
  return { ...known, isNew: made.length > 0 }
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
    const { row } = sealPersonText(key, text, asked.now)
    await insertSealedValues(tx, [row])
    valueId = row.id
  }
  await query(
    tx,
    `INSERT INTO feedback_rating_version (rating_id, version, score, reasons, text_value_id, way)
     SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5 FROM feedback_rating_version WHERE rating_id = $1`,
    [ratingId, given.score, [...new Set(given.reasons)], valueId, asked.way],
  )
}
