import { createHash } from 'node:crypto'
import { query } from '../../platform/db.ts'
import type { Actor } from '../organisation/index.ts'
import { type RawAnswers, readAnswers } from './answers.ts'
import { putInBox } from './ballot-box.ts'
import type { SurveysContext } from './context.ts'
import { refusals } from './errors.ts'
import { getRight, type Right } from './rights.ts'
import { type Channel, channels } from './round.ts'
import { getRound, lockRound, takesBallots } from './round-store.ts'
import { isSigned, signBlinded, stratumKey } from './stratum-key.ts'

function isUsed({ standing }: Right): boolean {
  return standing === 'used' || standing === 'taken_along'
}

/** Whoever is logged in as an officer does not answer there: links can be made at every counter. Refuses `surveys.officer_session`. */
export function refuseOfficer(actor: Actor): void {
  if (actor.kind === 'officer' || actor.kind === 'system') throw refusals.officer_session()
}

/**
 * A ballot from a page without script: the right is used and the ballot put in the box in one transaction. Nothing that can be read is common
 * to the two but the stratum. Refuses `surveys.link_used`, `round_closed`, and what is wrong at its question.
 */
export async function castByLink(
  context: SurveysContext,
  { token, raw }: { token: string; raw: RawAnswers },
): Promise<void> {
  const { db, keys } = context
  await db.write(async (tx) => {
    const right = await getRight(tx, token, true)
    const round = await lockRound(tx, right.roundId, 'share')
    if (!takesBallots(round)) throw refusals.round_closed()
    if (isUsed(right)) throw refusals.link_used()
    const { answers, faults } = readAnswers(round.questionnaire, raw)
    if (faults.length > 0) throw refusals.answer_missing({}, faults)
    await query(tx, `UPDATE surveys_right SET standing = 'used' WHERE id = $1`, [right.id])
    await putInBox(tx, keys, round, { stratum: right.stratum, channel: right.channel, answers })
  })
}

/** The key under which the holder of a link blinds a credential; a JSON Web Key. */
export async function keyForLink(context: SurveysContext, token: string): Promise<string> {
  return context.db.write(async (tx) => {
    const right = await getRight(tx, token)
    const round = await lockRound(tx, right.roundId, 'share')
    if (!takesBallots(round)) throw refusals.round_closed()
    return (await stratumKey(tx, context.keys, round, right.stratum)).publicKey
  })
}

/**
 * Signs the blinded credential of whoever holds a link; the right is used thereby. The same one sent again, as after a network that broke, is
 * signed again; another one is refused (`surveys.link_used`).
 */
export async function issueCredential(
  context: SurveysContext,
  { token, blinded }: { token: string; blinded: Buffer },
): Promise<Buffer> {
  const { db, keys } = context
  return db.write(async (tx) => {
    const right = await getRight(tx, token, true)
    const round = await lockRound(tx, right.roundId, 'share')
    if (!takesBallots(round)) throw refusals.round_closed()
    const hash = createHash('sha256').update(blinded).digest()
    if (isUsed(right) && right.blindedHash?.equals(hash) !== true) throw refusals.link_used()
    const signature = await signBlinded(tx, keys, round, { stratum: right.stratum, blinded })
    if (!isUsed(right)) {
      await query(tx, `UPDATE surveys_right SET standing = 'used', blinded_hash = $2 WHERE id = $1`, [right.id, hash])
    }
    return signature
  })
}

/** A ballot with a credential: whoever sends it is not known. */
export interface CredentialBallot {
  roundId: string
  stratum: string
  channel: string
  /** What was signed, and its signature. */
  message: Buffer
  signature: Buffer
  raw: RawAnswers
}

/**
 * Takes a ballot by its credential. Sent twice, as by a phone that did not hear the answer, it is taken once: gives whether it was new.
 * Refuses `surveys.credential_forged`, `round_closed`, and what is wrong at its question.
 */
export async function castByCredential(context: SurveysContext, ballot: CredentialBallot): Promise<boolean> {
  const { db, keys } = context
  return db.write(async (tx) => {
    const round = await lockRound(tx, ballot.roundId, 'share')
    if (!(await isSigned(tx, ballot, ballot))) throw refusals.credential_forged()
    const hash = createHash('sha256').update(ballot.message).digest()
    const [spent] = await query(tx, 'SELECT 1 FROM surveys_spent WHERE round_id = $1 AND serial_hash = $2', [
      round.id,
      hash,
    ])
    if (spent !== undefined) return false
    if (!takesBallots(round)) throw refusals.round_closed()
    if (!channels.includes(ballot.channel as Channel)) throw refusals.answer_wrong()
    const { answers, faults } = readAnswers(round.questionnaire, ballot.raw, { mayRefuse: ballot.channel === 'phone' })
    if (faults.length > 0) throw refusals.answer_missing({}, faults)
    const [fresh] = await query(
      tx,
      'INSERT INTO surveys_spent (round_id, serial_hash) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1',
      [round.id, hash],
    )
    if (fresh === undefined) return false
    await putInBox(tx, keys, round, { stratum: ballot.stratum, channel: ballot.channel as Channel, answers })
    return true
  })
}

/** Whether answers fit a round's questionnaire and are still taken: asked before a credential is signed. Refuses as `castByCredential`. */
export async function checkAnswers(context: SurveysContext, roundId: string, raw: RawAnswers): Promise<void> {
  const round = await getRound(context.db.read, roundId)
  if (!takesBallots(round)) throw refusals.round_closed()
  const { faults } = readAnswers(round.questionnaire, raw)
  if (faults.length > 0) throw refusals.answer_missing({}, faults)
}
