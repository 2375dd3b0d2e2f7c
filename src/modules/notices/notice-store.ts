import { query, type Transaction } from '../../platform/db.ts'
import { type AgencyId, type DossierId, newId, type OfficerId, type PersonId } from '../../platform/ids.ts'
import type { Channel } from './delivery.ts'
import type { Facts } from './fill.ts'
import type { NoticeKind } from './kinds.ts'

/** A channel of a new notice and when it may go out; `account` is there at once. */
export interface NewDelivery {
  channel: Channel
  /** Epoch milliseconds. */
  at: number
}

export interface NewNotice {
  /** Names the thing told and the recipient: the same one is told once. */
  onceKey: string
  kind: NoticeKind
  templateVersion: number
  locale: 'vi' | 'en'
  recipient: { personId: PersonId; factsValueId: string } | { officerId: OfficerId; facts: Facts }
  dossierId: DossierId | null
  agencyId: AgencyId
  happenedAt: Date
  deliveries: readonly NewDelivery[]
}

/** Writes a notice with its deliveries. False when that very thing was told before: then nothing is written. */
export async function insertNotice(tx: Transaction, notice: NewNotice): Promise<boolean> {
  const { recipient } = notice
  const person = 'personId' in recipient ? recipient : null
  const officer = 'officerId' in recipient ? recipient : null
  const id = newId()
  const rows = await query<{ id: string }>(
    tx,
    `INSERT INTO notices_notice (id, once_key, kind, template_version, locale, person_id, facts_value_id, officer_id, facts,
       dossier_id, agency_id, happened_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (once_key) DO NOTHING RETURNING id`,
    [
      id,
      notice.onceKey,
      notice.kind,
      notice.templateVersion,
      notice.locale,
      person?.personId ?? null,
      person?.factsValueId ?? null,
      officer?.officerId ?? null,
      officer === null ? null : JSON.stringify(officer.facts),
      notice.dossierId,
      notice.agencyId,
      notice.happenedAt,
    ],
  )
  if (rows.length === 0) return false
  const { deliveries } = notice
  await query(
    tx,
    `INSERT INTO notices_delivery (id, notice_id, channel, state, next_at)
     SELECT e.id, $1, e.channel, CASE e.channel WHEN 'account' THEN 'delivered' ELSE 'waiting' END,
       CASE e.channel WHEN 'account' THEN NULL ELSE e.at END
     FROM unnest($2::uuid[], $3::text[], $4::timestamptz[]) AS e (id, channel, at)`,
    [
      id,
      deliveries.map(() => newId()),
      deliveries.map((delivery) => delivery.channel),
      deliveries.map((delivery) => new Date(delivery.at)),
    ],
  )
  return true
}

export async function databaseNow(tx: Transaction): Promise<Date> {
  const [row] = await query<{ now: Date }>(tx, 'SELECT platform_now() AS now')
  if (row === undefined) throw new Error('the database tells no time')
  return row.now
}
