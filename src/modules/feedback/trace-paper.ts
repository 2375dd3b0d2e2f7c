import { query, type Transaction } from '../../platform/db.ts'
import { type AgencyId, newId, type UserId } from '../../platform/ids.ts'
import { blindIndex } from '../../platform/sealing/blind-index.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'
import type { Invitation } from './invitation.ts'
import { BURST, type RatingEvent } from './rating.ts'

/** What wrote down in the ledger that somebody was served. */
const WRITTEN: Record<RatingEvent, string> = {
  receipt_given: 'Accepted',
  supplement_requested: 'SupplementRequested',
  intake_refused: 'IntakeRefused',
  result_returned: 'ResultReturned',
}

interface PaperRating {
  asked: Invitation
  address: string | undefined
  isBest: boolean
}

interface Trace {
  index: Buffer
  agencyId: AgencyId
  servedBy: UserId | null
  way: keyof typeof BURST
}

/**
 * Takes down from where a rating by paper came, without the rating; and when these are many of what one officer did, in a short time from
 * one address, that there is a sign. In the transaction of the rating. Why: decision 0043.
 */
export async function tracePaper(tx: Transaction, keys: Keyring, rating: PaperRating): Promise<void> {
  const { asked, address, isBest } = rating
  const { way, agencyId } = asked
  if (address === undefined || asked.followsSlip || (way !== 'slip' && way !== 'kiosk')) return
  const index = blindIndex(keys, 'feedback/paper-address', address)
  const trace: Trace = { index, agencyId, way, servedBy: await serverOf(tx, asked) }
  // Those sent at once wait for each other, so that they are one sign and not two.
  await query(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`feedback/paper/${index.toString('hex')}`])
  await query(
    tx,
    `INSERT INTO feedback_paper_trace (address_index, agency_id, served_by, way, is_best) VALUES ($1, $2, $3, $4, $5)`,
    [index, agencyId, trace.servedBy, way, isBest],
  )
  if (!(await growSign(tx, trace, isBest))) await beginSign(tx, trace)
}

/** One more of a sign that is still going on; false when there is none. */
async function growSign(tx: Transaction, { index, agencyId, servedBy, way }: Trace, isBest: boolean): Promise<boolean> {
  const grown = await query(
    tx,
    `UPDATE feedback_paper_sign SET last_at = platform_now(), ratings = ratings + 1, best = best + $6
     WHERE address_index = $1 AND agency_id = $2 AND served_by IS NOT DISTINCT FROM $3::uuid AND way = $4
       AND last_at > platform_now() - make_interval(mins => $5) RETURNING id`,
    [index, agencyId, servedBy, way, BURST[way].minutes, isBest ? 1 : 0],
  )
  return grown.length > 0
}

async function beginSign(tx: Transaction, { index, agencyId, servedBy, way }: Trace): Promise<void> {
  const { ratings, minutes } = BURST[way]
  await query(
    tx,
    `INSERT INTO feedback_paper_sign (id, agency_id, served_by, way, address_index, began_at, last_at, ratings, best)
     SELECT $1, $3, $4, $5, $2, min(said_at), max(said_at), count(*), count(*) FILTER (WHERE is_best)
     FROM feedback_paper_trace
     WHERE address_index = $2 AND agency_id = $3 AND served_by IS NOT DISTINCT FROM $4::uuid AND way = $5
       AND said_at > platform_now() - make_interval(mins => $6) HAVING count(*) >= $7`,
    [newId(), index, agencyId, servedBy, way, minutes, ratings],
  )
}

/** The officer who wrote down what is rated. */
async function serverOf(tx: Transaction, { dossierId, event }: Invitation): Promise<UserId | null> {
  const [row] = await query<{ actorId: UserId | null }>(
    tx,
    `SELECT actor_id AS "actorId" FROM ledger_event WHERE stream_id = $1 AND type = $2 ORDER BY version DESC LIMIT 1`,
    [dossierId, WRITTEN[event]],
  )
  return row?.actorId ?? null
}

/** Forgets from where ratings came; the signs stay, without it. */
export async function forgetTraces(tx: Transaction): Promise<void> {
  await query(tx, `DELETE FROM feedback_paper_trace WHERE said_at < platform_now() - interval '2 days'`)
  await query(
    tx,
    `UPDATE feedback_paper_sign SET address_index = NULL
     WHERE address_index IS NOT NULL AND last_at < platform_now() - interval '2 days'`,
  )
}
