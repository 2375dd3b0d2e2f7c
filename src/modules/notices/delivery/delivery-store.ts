import { query, type Transaction } from '../../../platform/db.ts'
import { type AgencyId, type DossierId, newId, type OfficerId, type PersonId } from '../../../platform/ids.ts'
import { type DeliveryState, mustBeCalled, nextAttemptAt, nextCheckAt, type OuterChannel } from '../delivery.ts'
import type { Facts } from '../fill.ts'
import { confidentialKinds, type NoticeKind } from '../kinds.ts'

/** Longer than any gateway is waited for: only a worker that died lets it run out. */
const LEASE_SECONDS = 120

/** A delivery that a worker has taken. `attempts` counts this one. */
export interface TakenDelivery {
  id: string
  noticeId: string
  channel: OuterChannel
  attempts: number
  kind: NoticeKind
  templateVersion: number
  locale: 'vi' | 'en'
  personId: PersonId | null
  officerId: OfficerId | null
  dossierId: DossierId | null
  factsValueId: string | null
  facts: Facts | null
}

/** Takes deliveries whose time has come, in the order of their times; what another worker has is left to it. */
export function takeDue(tx: Transaction, most: number): Promise<TakenDelivery[]> {
  return query(
    tx,
    `WITH due AS (
       SELECT id FROM notices_delivery WHERE next_at <= platform_now() ORDER BY next_at, id LIMIT $1 FOR UPDATE SKIP LOCKED)
     UPDATE notices_delivery d SET state = 'sending', attempts = attempts + 1, changed_at = platform_now(),
       next_at = platform_now() + make_interval(secs => ${LEASE_SECONDS})
     FROM due, notices_notice n WHERE d.id = due.id AND n.id = d.notice_id
     RETURNING d.id, d.notice_id AS "noticeId", d.channel, d.attempts, n.kind, n.template_version AS "templateVersion", n.locale,
       n.person_id AS "personId", n.officer_id AS "officerId", n.dossier_id AS "dossierId",
       n.facts_value_id AS "factsValueId", n.facts`,
    [most],
  )
}

export type AttemptOutcome =
  | { kind: 'sent'; reference: string | null; canCheck: boolean }
  | { kind: 'deferred' | 'bounced'; code: string }
  | { kind: 'no_address' }

/**
 * Writes how an attempt ended. One that came back after its time was up, when another worker had taken the delivery again, writes nothing.
 * When nothing reached the person, the desk is asked to call.
 */
export async function recordAttempt(tx: Transaction, taken: TakenDelivery, outcome: AttemptOutcome): Promise<void> {
  const [row] = await query<{ now: Date }>(
    tx,
    `SELECT platform_now() AS now FROM notices_delivery WHERE id = $1 AND attempts = $2 AND state = 'sending' FOR UPDATE`,
    [taken.id, taken.attempts],
  )
  if (row === undefined) return
  const now = row.now.getTime()
  const code = 'code' in outcome ? outcome.code.slice(0, 60) : null
  await query(tx, 'INSERT INTO notices_attempt (delivery_id, attempt, outcome, code) VALUES ($1, $2, $3, $4)', [
    taken.id,
    taken.attempts,
    outcome.kind,
    code,
  ])
  const again = outcome.kind === 'deferred' ? nextAttemptAt(taken.attempts, now) : null
  const state = outcome.kind !== 'deferred' ? outcome.kind : again === null ? 'failed' : 'waiting'
  const sent = outcome.kind === 'sent' ? outcome : null
  const checkAt = sent?.canCheck === true ? nextCheckAt(now, now) : null
  await query(
    tx,
    `UPDATE notices_delivery SET state = $2, next_at = $3, check_at = $4, reference = $5, code = $6, changed_at = platform_now()
     WHERE id = $1`,
    [
      taken.id,
      state,
      again === null ? null : new Date(again),
      checkAt === null ? null : new Date(checkAt),
      sent?.reference ?? null,
      code,
    ],
  )
  if (state === 'failed' || state === 'bounced') await askToCall(tx, taken.noticeId)
}

/** A message whose gateway will say whether it arrived. */
export interface SentDelivery {
  id: string
  noticeId: string
  channel: OuterChannel
  reference: string
  sentAt: Date
}

/** Takes sent messages that are to be asked about; the next question is set, so that two workers do not ask at once. */
export function takeChecks(tx: Transaction, most: number): Promise<SentDelivery[]> {
  return query(
    tx,
    `WITH due AS (
       SELECT id FROM notices_delivery WHERE check_at <= platform_now() ORDER BY check_at, id LIMIT $1 FOR UPDATE SKIP LOCKED)
     UPDATE notices_delivery d SET check_at = platform_now() + make_interval(secs => ${LEASE_SECONDS})
     FROM due WHERE d.id = due.id
     RETURNING d.id, d.notice_id AS "noticeId", d.channel, d.reference, d.changed_at AS "sentAt"`,
    [most],
  )
}

export async function recordCheck(
  tx: Transaction,
  sent: SentDelivery,
  outcome: { kind: 'pending' | 'delivered' } | { kind: 'bounced'; code: string },
): Promise<void> {
  if (outcome.kind === 'pending') {
    const [row] = await query<{ now: Date }>(tx, 'SELECT platform_now() AS now')
    const next = nextCheckAt(sent.sentAt.getTime(), row?.now.getTime() ?? 0)
    await query(tx, `UPDATE notices_delivery SET check_at = $2 WHERE id = $1 AND state = 'sent'`, [
      sent.id,
      next === null ? null : new Date(next),
    ])
    return
  }
  const code = outcome.kind === 'bounced' ? outcome.code.slice(0, 60) : null
  await query(
    tx,
    `UPDATE notices_delivery SET state = $2, check_at = NULL, code = $3, changed_at = platform_now()
     WHERE id = $1 AND state = 'sent'`,
    [sent.id, outcome.kind, code],
  )
  if (outcome.kind === 'bounced') await askToCall(tx, sent.noticeId)
}

/**
 * A message that its server had taken came back. Also while the worker that sent it has not written so down: then that one writes nothing
 * more. False when the delivery had ended in failure before.
 */
export async function recordBounce(tx: Transaction, deliveryId: string, code: string): Promise<boolean> {
  const [row] = await query<{ noticeId: string }>(
    tx,
    `UPDATE notices_delivery SET state = 'bounced', next_at = NULL, check_at = NULL, code = $2, changed_at = platform_now()
     WHERE id = $1 AND state IN ('sent', 'delivered', 'sending', 'waiting') RETURNING notice_id AS "noticeId"`,
    [deliveryId, code.slice(0, 60)],
  )
  if (row === undefined) return false
  await askToCall(tx, row.noticeId)
  return true
}

interface CallRow {
  personId: PersonId
  dossierId: DossierId
  agencyId: AgencyId
  states: DeliveryState[]
}

/** Opens a call for the desk when no way outside of the account reached the person; one that is open gets this notice too. */
async function askToCall(tx: Transaction, noticeId: string): Promise<void> {
  const [row] = await query<CallRow>(
    tx,
    `SELECT n.person_id AS "personId", n.dossier_id AS "dossierId", n.agency_id AS "agencyId",
       (SELECT array_agg(state) FROM notices_delivery WHERE notice_id = n.id AND channel NOT IN ('account', 'push')) AS states
     FROM notices_notice n
     WHERE n.id = $1 AND n.person_id IS NOT NULL AND n.dossier_id IS NOT NULL AND n.kind <> ALL($2::text[])`,
    [noticeId, confidentialKinds],
  )
  if (row?.states == null || !mustBeCalled(row.states)) return
  await query(
    tx,
    `INSERT INTO notices_call (id, person_id, dossier_id, agency_id, notice_id) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (dossier_id, person_id) WHERE done_at IS NULL
     DO UPDATE SET notice_id = excluded.notice_id, notices = notices_call.notices + 1
     WHERE notices_call.notice_id <> excluded.notice_id`,
    [newId(), row.personId, row.dossierId, row.agencyId, noticeId],
  )
}

export async function forgetDevice(tx: Transaction, deviceId: string): Promise<void> {
  await query(tx, 'DELETE FROM notices_device WHERE id = $1', [deviceId])
}
