import { createHash } from 'node:crypto'
import { query, type Transaction } from '../../platform/db.ts'
import type { Actor } from '../organisation/index.ts'
import { type SurveysContext, tell } from './context.ts'
import { refusals } from './errors.ts'
import { lockRound, takesBallots } from './round-store.ts'
import { signBlinded, stratumKey } from './stratum-key.ts'

/** So many ballots one takes along at once. */
const MOST_TAKEN = 30

/** The key of a stratum for whoever was named to interview there; for everybody else: not found. */
export async function keyForInterviewer(
  context: SurveysContext,
  actor: Actor,
  { roundId, stratum }: { roundId: string; stratum: string },
): Promise<string> {
  return context.db.write(async (tx) => {
    const round = await lockRound(tx, roundId, 'share')
    await lockInterviewer(tx, actor, { roundId, stratum })
    if (!takesBallots(round)) throw refusals.not_open()
    return (await stratumKey(tx, context.keys, round, stratum)).publicKey
  })
}

/** How many more an interviewer may take along of a stratum; locked. Refuses `surveys.round_not_found` to who was not named there. */
export async function lockInterviewer(
  tx: Transaction,
  actor: Actor,
  { roundId, stratum }: { roundId: string; stratum: string },
): Promise<{ left: number; officerId: string }> {
  const [row] =
    actor.kind === 'officer'
      ? await query<{ left: number; officerId: string }>(
          tx,
          `SELECT ballots - taken AS "left", officer_id AS "officerId" FROM surveys_interviewer
           WHERE round_id = $1 AND stratum = $2 AND officer_id = $3 FOR UPDATE`,
          [roundId, stratum, actor.officerId],
        )
      : []
  if (row === undefined) throw refusals.round_not_found()
  return row
}

/** What an interviewer takes along: whom to visit, and a blind signature for each; null where nobody was left to ask. */
interface TakenAlong {
  references: string[]
  signatures: (Buffer | null)[]
}

interface Asked {
  roundId: string
  stratum: string
  blinded: readonly Buffer[]
}

/**
 * Gives an interviewer blank ballots to take where there is no network: for as many blinded credentials as sent, rights of the stratum that
 * nobody has used are set aside, and each credential is signed. Each brings one ballot, once, whenever the phone finds a network again. The
 * same credentials sent again, as by a phone that did not hear the answer, are signed again for the same rights.
 */
export async function takeAlong(context: SurveysContext, actor: Actor, asked: Asked): Promise<TakenAlong> {
  const { db, keys } = context
  const { roundId, stratum, blinded } = asked
  return db.write(async (tx) => {
    const round = await lockRound(tx, roundId, 'share')
    const { left, officerId } = await lockInterviewer(tx, actor, asked)
    if (blinded.length < 1 || blinded.length > MOST_TAKEN) throw refusals.too_many({ most: MOST_TAKEN })
    if (!takesBallots(round)) throw refusals.not_open()
    const known = await setAside(tx, { ...asked, left, officerId })
    const signatures: TakenAlong['signatures'] = []
    for (const one of blinded) {
      signatures.push(known.has(hashOf(one)) ? await signBlinded(tx, keys, round, { stratum, blinded: one }) : null)
    }
    await tell(tx, roundId, {
      actor,
      mandate: null,
      type: 'SurveyBallotsTakenAlong',
      payload: { stratum, ballots: known.size },
    })
    return { references: [...known.values()].sort(), signatures }
  })
}

/** The rights set aside for these credentials: those that were before, and as many more as are open and the interviewer may take. */
async function setAside(
  tx: Transaction,
  { roundId, stratum, blinded, left, officerId }: Asked & { left: number; officerId: string },
) {
  const hashes = [...new Set(blinded.map(hashOf))]
  const before = await query<{ hash: string; reference: string }>(
    tx,
    `SELECT encode(blinded_hash, 'hex') AS hash, reference FROM surveys_right
     WHERE round_id = $1 AND stratum = $2 AND standing = 'taken_along' AND encode(blinded_hash, 'hex') = ANY ($3)`,
    [roundId, stratum, hashes],
  )
  const known = new Map(before.map(({ hash, reference }) => [hash, reference]))
  const fresh = hashes.filter((hash) => !known.has(hash)).slice(0, left)
  const taken = await query<{ hash: string; reference: string }>(
    tx,
    `WITH free AS (SELECT id, row_number() OVER () AS at FROM (
         SELECT id FROM surveys_right WHERE round_id = $1 AND stratum = $2 AND standing = 'open'
         ORDER BY reference LIMIT $4 FOR UPDATE SKIP LOCKED) open)
     UPDATE surveys_right g SET standing = 'taken_along', blinded_hash = decode(h.hash, 'hex')
     FROM free JOIN unnest($3::text[]) WITH ORDINALITY AS h (hash, at) USING (at) WHERE g.id = free.id
     RETURNING h.hash, g.reference`,
    [roundId, stratum, fresh, fresh.length],
  )
  for (const { hash, reference } of taken) known.set(hash, reference)
  await query(
    tx,
    `UPDATE surveys_interviewer SET taken = taken + $4 WHERE round_id = $1 AND stratum = $2 AND officer_id = $3`,
    [roundId, stratum, officerId, taken.length],
  )
  return known
}

function hashOf(blinded: Buffer): string {
  return createHash('sha256').update(blinded).digest('hex')
}
