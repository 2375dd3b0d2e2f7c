import { randomUUID } from 'node:crypto'
import { query, type Transaction } from '../../platform/db.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'
import { openSealed, sealText } from '../../platform/sealing/seal.ts'
import type { Answers } from './answers.ts'
import type { SurveysContext } from './context.ts'
import { type Channel, MERGED_AT_CLOSE, SMALLEST_GROUP } from './round.ts'
import { lockRound, type Round } from './round-store.ts'

const KIND = 'survey_ballot'

/** A ballot on its way into the box. */
export interface CastBallot {
  stratum: string
  channel: Channel
  answers: Answers
}

/**
 * Puts a ballot where ballots wait: sealed under the round's key, which is itself sealed by the master key outside the database. When it was
 * written tells nothing, for what was written cannot be read. `mixBallots` takes it on.
 */
export async function putInBox(
  tx: Transaction,
  keys: Keyring,
  round: Round,
  { stratum, channel, answers }: CastBallot,
): Promise<void> {
  if (round.wrappedKey === null) throw new Error('a round without key takes no ballot')
  const id = randomUUID()
  const text = JSON.stringify({ channel, ...answers }).padEnd(PADDED, ' ')
  const { sealed, commitment } = sealText(keys.openKey(round.id, round.wrappedKey), { valueId: id, kind: KIND }, text)
  await query(tx, 'INSERT INTO surveys_waiting (id, round_id, stratum, sealed, mark) VALUES ($1, $2, $3, $4, $5)', [
    id,
    round.id,
    stratum,
    sealed,
    commitment,
  ])
}

/** So long at least, that the length does not tell who wrote a text. */
const PADDED = 1024

/**
 * Mixes what waits into the box, each round and stratum by itself, as soon as a stratum has as many ballots as a group must have: all its
 * ballots are written anew with new random ids in shuffled order, and so are the rights that were used there. No order, id, time or
 * transaction number is then common to a person and a ballot.
 */
export async function mixAll(context: SurveysContext): Promise<void> {
  const rows = await query<{ roundId: string }>(
    context.db.read,
    'SELECT DISTINCT round_id AS "roundId" FROM surveys_waiting',
  )
  for (const { roundId } of rows) {
    await context.db.write(async (tx) => {
      const round = await lockRound(tx, roundId, 'share')
      if (round.state === 'open') await mixBallots(tx, context.keys, round)
    })
  }
}

interface WaitingRow {
  id: string
  stratum: string
  sealed: Buffer
  mark: Buffer
}

/** Mixes one round, in the caller's transaction. `last`: the round closes; strata that stayed too small are put together. */
export async function mixBallots(tx: Transaction, keys: Keyring, round: Round, { last = false } = {}): Promise<void> {
  const counts = await query<{ stratum: string; waiting: number; boxed: number }>(
    tx,
    `SELECT s.stratum, (SELECT count(*) FROM surveys_waiting w WHERE w.round_id = $1 AND w.stratum = s.stratum)::int AS waiting,
       (SELECT count(*) FROM surveys_ballot b WHERE b.round_id = $1 AND b.stratum = s.stratum)::int AS boxed
     FROM surveys_stratum s WHERE s.round_id = $1 ORDER BY s.stratum`,
    [round.id],
  )
  if (last) await mergeSmall(tx, round.id, counts)
  for (const { stratum, waiting, boxed } of counts) {
    const isDue = waiting > 0 && waiting + boxed >= SMALLEST_GROUP
    if (isDue || last) await mixStratum(tx, keys, round, stratum)
  }
  if (last) await shuffleBox(tx, round.id)
}

async function mixStratum(tx: Transaction, keys: Keyring, round: Round, stratum: string): Promise<void> {
  const { id: roundId, wrappedKey } = round
  if (wrappedKey === null) throw new Error('a round without key takes no ballot')
  const key = keys.openKey(roundId, wrappedKey)
  const waiting = await query<WaitingRow>(
    tx,
    'DELETE FROM surveys_waiting WHERE round_id = $1 AND stratum = $2 RETURNING id, stratum, sealed, mark',
    [roundId, stratum],
  )
  const opened = waiting.map(({ id, sealed, mark }) => {
    const { text } = openSealed(key, { valueId: id, kind: KIND }, { sealed, commitment: mark })
    return JSON.parse(text) as Answers & { channel: Channel }
  })
  for (const channel of new Set(opened.map((one) => one.channel))) {
    await query(
      tx,
      `INSERT INTO surveys_channel (round_id, channel, ballots) VALUES ($1, $2, $3)
       ON CONFLICT (round_id, channel) DO UPDATE SET ballots = surveys_channel.ballots + excluded.ballots`,
      [roundId, channel, opened.filter((one) => one.channel === channel).length],
    )
  }
  await query(
    tx,
    `WITH old AS (DELETE FROM surveys_ballot WHERE round_id = $1 AND stratum = $2 RETURNING marks, others),
       every AS (SELECT marks, others FROM old UNION ALL SELECT * FROM unnest($3::text[], $4::jsonb[]))
     INSERT INTO surveys_ballot (id, round_id, stratum, marks, others)
     SELECT gen_random_uuid(), $1, $2, marks, others FROM every ORDER BY random()`,
    [roundId, stratum, opened.map(({ marks }) => marks), opened.map(({ others }) => JSON.stringify(others))],
  )
  await query(
    tx,
    `UPDATE surveys_right SET standing = standing WHERE round_id = $1 AND stratum = $2 AND standing <> 'open'`,
    [roundId, stratum],
  )
}

/** Says which strata have too few ballots to be told apart. */
async function mergeSmall(
  tx: Transaction,
  roundId: string,
  counts: readonly { stratum: string; waiting: number; boxed: number }[],
): Promise<void> {
  const small = counts.filter(({ waiting, boxed }) => waiting + boxed > 0 && waiting + boxed < SMALLEST_GROUP)
  if (small.length === 0) return
  let taken = small.map(({ stratum }) => stratum)
  const held = small.reduce((sum, { waiting, boxed }) => sum + waiting + boxed, 0)
  // Too few even together: the next smallest one goes with them.
  const next = counts
    .filter(({ stratum, waiting, boxed }) => !taken.includes(stratum) && waiting + boxed > 0)
    .sort((a, b) => a.waiting + a.boxed - b.waiting - b.boxed)[0]
  if (held < SMALLEST_GROUP && next !== undefined) taken = [...taken, next.stratum]
  await query(tx, 'UPDATE surveys_stratum SET merged_into = $3 WHERE round_id = $1 AND stratum = ANY ($2::text[])', [
    roundId,
    taken,
    MERGED_AT_CLOSE,
  ])
}

/** At the end the whole box is written anew, merged strata under one name. */
async function shuffleBox(tx: Transaction, roundId: string): Promise<void> {
  await query(
    tx,
    `INSERT INTO surveys_stratum (round_id, stratum, name_vi, name_en, units, drawn)
     SELECT $1, '${MERGED_AT_CLOSE}', 'Các nhóm ít phiếu gộp lại', 'Groups with few ballots together', sum(units), sum(drawn)
     FROM surveys_stratum WHERE round_id = $1 AND merged_into IS NOT NULL HAVING count(*) > 0`,
    [roundId],
  )
  await query(
    tx,
    `WITH old AS (DELETE FROM surveys_ballot WHERE round_id = $1 RETURNING stratum, marks, others)
     INSERT INTO surveys_ballot (id, round_id, stratum, marks, others)
     SELECT gen_random_uuid(), $1, coalesce(s.merged_into, s.stratum), old.marks, old.others
     FROM old JOIN surveys_stratum s ON s.round_id = $1 AND s.stratum = old.stratum ORDER BY random()`,
    [roundId],
  )
  await query(tx, `UPDATE surveys_right SET standing = standing WHERE round_id = $1 AND standing <> 'open'`, [roundId])
}
