import { hash } from 'node:crypto'
import { type Db, query, type Transaction } from '../../platform/db.ts'
import { isUuid } from '../../platform/ids.ts'
import { appendEvents, chainEvents, type EventStamp, headAfter } from '../../platform/ledger/index.ts'
import type { Actor } from '../organisation/index.ts'
import { scorecardRefusals as refusals } from './errors.ts'
import { DATE_FIELDS, datesOf, type OpenRoundRequest } from './open-round.ts'
import { clockIn, readPlaces } from './place.ts'
import { organiserMandate } from './policy.ts'
import type { RoundDates, RoundEvent } from './round.ts'
import { at, MOST_TEXT, storable } from './statement.ts'

export interface MoveDatesRequest {
  actor: Actor
  roundId: string
  /** The days the form showed, one after another: others may have moved them since. */
  seen: string
  dates: OpenRoundRequest['dates']
  reason: string
}

/** The days of a round as a form carries them on. */
export function datesSeen({ selfUntil, verifyUntil, appealUntil }: RoundDates): string {
  return `${selfUntil} ${verifyUntil} ${appealUntil}`
}

/**
 * Moves the days of a round that runs, with a reason. A day that changes is today or later; the phases keep their order. Refuses, at the field,
 * what was typed wrongly, and where others moved the days meanwhile.
 */
export async function moveRoundDates(db: Db, request: MoveDatesRequest): Promise<void> {
  const { actor, roundId } = request
  const places = await readPlaces(db.read)
  const mandate = organiserMandate(actor, places)
  if (actor.kind !== 'officer' || mandate === null || !isUuid(roundId)) throw refusals.not_found()
  const dates = datesOf(request.dates)
  const reason = storable(request.reason).trim()
  await db.write(async (tx) => {
    const round = await lockRound(tx, roundId)
    if (round === undefined) throw refusals.not_found()
    if (round.publishedAt !== null) throw refusals.published()
    if (datesSeen(round) !== request.seen) throw refusals.round_moved()
    const { now, today } = await clockIn(tx)
    const moved = (Object.keys(DATE_FIELDS) as (keyof RoundDates)[]).filter((key) => dates[key] !== round[key])
    if (moved.length === 0) throw at('tu-cham', 'dates_same')
    for (const key of moved) if (dates[key] < today) throw at(DATE_FIELDS[key], 'date_past')
    if (reason === '') throw at('ly-do-doi-han', 'reason_missing')
    if (reason.length > MOST_TEXT) throw at('ly-do-doi-han', 'text_too_long', { most: MOST_TEXT })
    const { id: mandateId, agencyId } = mandate
    const stamp = { recordedAt: now, actorId: actor.userId, mandateId, agencyId, commandId: null }
    await writeDates(tx, round, stamp, { dates, reason })
  })
}

interface HeldRound extends RoundDates {
  id: string
  publishedAt: Date | null
  version: number
  headHash: Buffer
}

async function lockRound(tx: Transaction, id: string): Promise<HeldRound | undefined> {
  const [row] = await query<HeldRound>(
    tx,
    `SELECT id, self_until AS "selfUntil", verify_until AS "verifyUntil", appeal_until AS "appealUntil",
       published_at AS "publishedAt", version, head_hash AS "headHash"
     FROM scorecards_round WHERE id = $1 FOR UPDATE`,
    [id],
  )
  return row
}

async function writeDates(
  tx: Transaction,
  round: HeldRound,
  stamp: EventStamp,
  { dates, reason }: { dates: RoundDates; reason: string },
): Promise<void> {
  const sum = hash('sha256', reason, 'hex')
  await query(
    tx,
    'INSERT INTO scorecards_round_reason (round_id, hash, body) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [round.id, sum, reason],
  )
  const head = { streamId: round.id, version: round.version, hash: round.headHash }
  const told: RoundEvent = { type: 'RoundDatesMoved', payload: { ...dates, reason: sum } }
  const events = chainEvents(head, stamp, [told])
  await appendEvents(tx, events)
  const after = headAfter(head, events)
  await query(
    tx,
    `UPDATE scorecards_round SET self_until = $2, verify_until = $3, appeal_until = $4, version = $5, head_hash = $6 WHERE id = $1`,
    [round.id, dates.selfUntil, dates.verifyUntil, dates.appealUntil, after.version, after.hash],
  )
}
