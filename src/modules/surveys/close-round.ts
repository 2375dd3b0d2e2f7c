import { query, type Reader } from '../../platform/db.ts'
import type { Actor } from '../organisation/index.ts'
import { mixBallots } from './ballot-box.ts'
import { managerOf, publisherOf, type SurveysContext, tell, todayIn } from './context.ts'
import { sha256Hex } from './draw-sample.ts'
import { refusals } from './errors.ts'
import { countResult } from './read-result.ts'
import { lockRound } from './round-store.ts'

/**
 * Closes a round: no ballot is taken any more, the last ones are mixed, and the keys that sealed them and signed credentials are forgotten.
 * Whoever was just answering is told so, with their answers still on the page.
 */
export async function closeRound(context: SurveysContext, actor: Actor, roundId: string): Promise<void> {
  const mandate = await managerOf(context.db.read, actor)
  await context.db.write(async (tx) => {
    const round = await lockRound(tx, roundId, 'update')
    if (round.state !== 'open') throw refusals.not_open()
    await mixBallots(tx, context.keys, round, { last: true })
    await query(tx, 'UPDATE surveys_stratum SET private_key = NULL WHERE round_id = $1', [roundId])
    await query(tx, `UPDATE surveys_round SET state = 'closed', closed_on = $2, wrapped_key = NULL WHERE id = $1`, [
      roundId,
      await todayIn(tx),
    ])
    const [row] = await query<{ ballots: number }>(
      tx,
      'SELECT count(*)::int AS ballots FROM surveys_ballot WHERE round_id = $1',
      [roundId],
    )
    await tell(tx, roundId, { actor, mandate, type: 'SurveyClosed', payload: { ballots: row?.ballots ?? 0 } })
  })
}

/** Publishes what the round found: frozen as it is, its hash in the ledger. Of a leader. */
export async function publishRound(context: SurveysContext, actor: Actor, roundId: string): Promise<string> {
  const mandate = await publisherOf(context.db.read, actor)
  return context.db.write(async (tx) => {
    const round = await lockRound(tx, roundId, 'update')
    if (round.state !== 'closed') throw refusals.not_closed()
    const text = JSON.stringify(await countResult(tx as Reader, round))
    const hash = sha256Hex(text)
    await query(
      tx,
      `UPDATE surveys_round SET state = 'published', result = $2, result_hash = $3, published_at = platform_now() WHERE id = $1`,
      [roundId, text, hash],
    )
    await tell(tx, roundId, { actor, mandate, type: 'SurveyPublished', payload: { sha256: hash } })
    return hash
  })
}
