import { createHash, randomBytes } from 'node:crypto'
import { query, type Reader, type Transaction } from '../../platform/db.ts'
import type { Actor, CitizenActor, Mandate } from '../organisation/index.ts'
import { assertHandles, managerOf, type SurveysContext, surveyPlaces, tell } from './context.ts'
import { refusals } from './errors.ts'
import { handlingMandate } from './policy.ts'
import type { Channel } from './round.ts'
import { lockRound, type Round, takesBallots } from './round-store.ts'
import type { OwnInvitation, SurveyLetter } from './view-types.ts'

const TOKEN_BYTES = 18
const TOKEN = /^([lcam])([A-Za-z0-9_-]{24})$/
/** The first letter of a token says by which way it went out. */
const channelOf: Record<string, Channel> = { l: 'letter', c: 'counter', a: 'link', m: 'message' }
const letterOf = { letter: 'l', counter: 'c', link: 'a', message: 'm' } as const

export interface Right {
  id: string
  roundId: string
  stratum: string
  standing: 'open' | 'used' | 'refused' | 'taken_along'
  blindedHash: Buffer | null
  channel: Channel
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Makes a link to a right; its token is kept nowhere here. */
export async function addLink(tx: Transaction, rightId: string, way: keyof typeof letterOf): Promise<string> {
  const token = `${letterOf[way]}${randomBytes(TOKEN_BYTES).toString('base64url')}`
  await query(tx, 'INSERT INTO surveys_link (token_hash, right_id) VALUES ($1, $2)', [hashOf(token), rightId])
  return token
}

/** The right behind a token. Refuses `surveys.link_not_found`. */
export async function getRight(on: Pick<Reader, 'executeQuery'>, token: string, lock = false): Promise<Right> {
  const [, letter = ''] = TOKEN.exec(token) ?? []
  const channel = channelOf[letter]
  if (channel === undefined) throw refusals.link_not_found()
  const [row] = await query<Omit<Right, 'channel'>>(
    on,
    `SELECT g.id, g.round_id AS "roundId", g.stratum, g.standing, g.blinded_hash AS "blindedHash"
     FROM surveys_link k JOIN surveys_right g ON g.id = k.right_id WHERE k.token_hash = $1${lock ? ' FOR UPDATE OF g' : ''}`,
    [hashOf(token)],
  )
  if (row === undefined) throw refusals.link_not_found()
  return { ...row, channel }
}

/** The letters of a round to print: one for each right that is still open, each with a link made now. Of who runs surveys. */
export async function writeLetters(context: SurveysContext, actor: Actor, roundId: string): Promise<SurveyLetter[]> {
  const mandate = await managerOf(context.db.read, actor)
  return context.db.write(async (tx) => {
    const round = await lockRound(tx, roundId, 'share')
    if (!takesBallots(round)) throw refusals.not_open()
    const rights = await query<{ id: string; reference: string; stratum: string }>(
      tx,
      `SELECT id, reference, stratum FROM surveys_right WHERE round_id = $1 AND standing = 'open' ORDER BY stratum, reference`,
      [roundId],
    )
    const tokens = rights.map(() => `l${randomBytes(TOKEN_BYTES).toString('base64url')}`)
    await query(tx, 'INSERT INTO surveys_link (token_hash, right_id) SELECT * FROM unnest($1::bytea[], $2::uuid[])', [
      tokens.map(hashOf),
      rights.map(({ id }) => id),
    ])
    await tell(tx, roundId, { actor, mandate, type: 'SurveyLettersWritten', payload: { letters: rights.length } })
    return rights.map(({ reference, stratum }, at) => ({ reference, stratum, token: tokens[at] ?? '' }))
  })
}

/**
 * The link of one of the sample who stands at a counter: the clerk enters the dossier's code, the page opens on the counter's tablet or as a
 * QR code. Refuses `surveys.reference_unknown`, `link_used`.
 */
export async function linkAtCounter(
  context: SurveysContext,
  actor: Actor,
  { roundId, reference }: { roundId: string; reference: string },
): Promise<string> {
  await assertHandles(context.db.read, actor)
  return context.db.write(async (tx) => {
    const round = await lockRound(tx, roundId, 'share')
    if (!takesBallots(round)) throw refusals.not_open()
    const right = await rightOfReference(tx, round, { actor, reference })
    const payload = { stratum: right.stratum }
    await tell(tx, roundId, { actor, mandate: right.mandate, type: 'SurveyCounterLinkMade', payload })
    return addLink(tx, right.id, 'counter')
  })
}

/**
 * A drawn person's right by the code on the list, still unused, for who may handle it: the survey's office, or the counter at which the dossier
 * was received or handed over. Of every other counter the code is unknown.
 */
export async function rightOfReference(
  tx: Transaction,
  round: Round,
  { actor, reference }: { actor: Actor; reference: string },
): Promise<{ id: string; stratum: string; mandate: Mandate | null }> {
  const [row] = await query<{ id: string; stratum: string; standing: string; counters: (string | null)[] }>(
    tx,
    `SELECT g.id, g.stratum, g.standing, ARRAY[d.intake_agency_id::text, d.state #>> '{units,return}'] AS counters
     FROM surveys_right g LEFT JOIN casework_dossier d ON d.id = g.dossier_id
     WHERE g.round_id = $1 AND g.reference = $2 FOR UPDATE OF g`,
    [round.id, reference.trim().toUpperCase()],
  )
  const at = (code: string) => [{ path: 'reference', code: `surveys.${code}` }]
  const mandate = row === undefined ? null : handlingMandate(actor, await surveyPlaces(tx as Reader), row.counters)
  if (row === undefined || mandate === null) throw refusals.reference_unknown({}, at('reference_unknown'))
  if (row.standing === 'used' || row.standing === 'taken_along') throw refusals.link_used({}, at('link_used'))
  return { ...row, mandate }
}

/** Open rounds that a citizen was drawn for and has not answered. */
export async function listOwnInvitations(
  context: SurveysContext,
  { personId }: CitizenActor,
): Promise<OwnInvitation[]> {
  return query<OwnInvitation>(
    context.db.read,
    `SELECT g.id AS "rightId", r.id AS "roundId", r.name_vi AS "nameVi", r.name_en AS "nameEn", g.reference, r.ends_on AS "endsOn"
     FROM surveys_right g JOIN surveys_round r ON r.id = g.round_id JOIN casework_dossier d ON d.id = g.dossier_id
     WHERE d.applicant_id = $1 AND g.standing = 'open' AND r.state = 'open'
       AND r.ends_on >= (platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
     ORDER BY r.ends_on, g.reference LIMIT 50`,
    [personId],
  )
}

/** The link of an own right, from the account. */
export async function linkOwn(context: SurveysContext, actor: CitizenActor, rightId: string): Promise<string> {
  const own = (await listOwnInvitations(context, actor)).find((one) => one.rightId === rightId)
  if (own === undefined) throw refusals.link_not_found()
  return context.db.write((tx) => addLink(tx, rightId, 'link'))
}

/** Somebody of the sample does not want to answer: their own press on the page of their link. */
export async function refuseToAnswer(context: SurveysContext, token: string): Promise<void> {
  await context.db.write(async (tx) => {
    const right = await getRight(tx, token, true)
    const round = await lockRound(tx, right.roundId, 'share')
    if (!takesBallots(round)) throw refusals.round_closed()
    if (right.standing === 'used' || right.standing === 'taken_along') throw refusals.link_used()
    await query(tx, `UPDATE surveys_right SET standing = 'refused' WHERE id = $1`, [right.id])
  })
}
