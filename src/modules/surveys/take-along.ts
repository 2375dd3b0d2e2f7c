import { query } from '../../platform/db.ts'
import type { Actor } from '../organisation/index.ts'
import { assertHandles, type SurveysContext, tell } from './context.ts'
import { refusals } from './errors.ts'
import { listStrata, lockRound, takesBallots } from './round-store.ts'
import { signBlinded, stratumKey } from './stratum-key.ts'

/** So many interviews one takes along at once. */
const MOST_TAKEN = 30

/** The key of a stratum for whoever takes ballots along. */
export async function keyForInterviewer(
  context: SurveysContext,
  actor: Actor,
  { roundId, stratum }: { roundId: string; stratum: string },
): Promise<string> {
  await assertHandles(context.db.read, actor)
  return context.db.write(async (tx) => {
    const round = await lockRound(tx, roundId, 'share')
    if (!takesBallots(round)) throw refusals.not_open()
    return (await stratumKey(tx, context.keys, round, stratum)).publicKey
  })
}

/** What an interviewer takes along: whom to visit, and a blind signature for each. */
interface TakenAlong {
  references: string[]
  signatures: Buffer[]
}

/**
 * Gives an interviewer blank ballots to take where there is no network: for as many blinded credentials as sent, rights of the stratum that
 * nobody has used are set aside, and each credential is signed. Each brings one ballot, once, whenever the phone finds a network again.
 */
export async function takeAlong(
  context: SurveysContext,
  actor: Actor,
  { roundId, stratum, blinded }: { roundId: string; stratum: string; blinded: readonly Buffer[] },
): Promise<TakenAlong> {
  const { db, keys } = context
  await assertHandles(db.read, actor)
  if (blinded.length < 1 || blinded.length > MOST_TAKEN) throw refusals.too_many({ most: MOST_TAKEN })
  return db.write(async (tx) => {
    const round = await lockRound(tx, roundId, 'share')
    if (!takesBallots(round)) throw refusals.not_open()
    if (!(await listStrata(tx, roundId)).some((one) => one.stratum === stratum)) throw refusals.stratum_unknown()
    const rights = await query<{ reference: string }>(
      tx,
      `UPDATE surveys_right SET standing = 'taken_along' WHERE id IN (
         SELECT id FROM surveys_right WHERE round_id = $1 AND stratum = $2 AND standing = 'open'
         ORDER BY reference LIMIT $3 FOR UPDATE SKIP LOCKED) RETURNING reference`,
      [roundId, stratum, blinded.length],
    )
    const signatures: Buffer[] = []
    for (const one of blinded.slice(0, rights.length)) {
      signatures.push(await signBlinded(tx, keys, round, { stratum, blinded: one }))
    }
    await tell(tx, roundId, {
      actor,
      mandate: null,
      type: 'SurveyBallotsTakenAlong',
      payload: { stratum, ballots: rights.length },
    })
    return { references: rights.map(({ reference }) => reference).sort(), signatures }
  })
}
