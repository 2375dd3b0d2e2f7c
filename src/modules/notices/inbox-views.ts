import { query } from '../../platform/db.ts'
import { type DossierId, isUuid } from '../../platform/ids.ts'
import type { Actor } from '../organisation/index.ts'
import { readTexts } from '../vault/index.ts'
import type { NoticesContext } from './context.ts'
import { refusals } from './errors.ts'
import type { Facts } from './fill.ts'
import type { NoticeKind } from './kinds.ts'
import { render } from './render.ts'
import { readTemplate } from './templates/template-store.ts'
import type { DeliveryView, InboxNotice, NoticePage } from './view-types.ts'

const ROWS = 20
const MOST_COUNTED = 100

/** Whose notices: the condition on the owner, and its value. Nobody else has an inbox. */
function ownerOf(actor: Actor): { column: 'person_id' | 'officer_id'; id: string } | null {
  if (actor.kind === 'citizen') return { column: 'person_id', id: actor.personId }
  return actor.kind === 'officer' ? { column: 'officer_id', id: actor.officerId } : null
}

interface NoticeRow {
  id: string
  kind: NoticeKind
  version: number
  locale: 'vi' | 'en'
  valueId: string | null
  facts: Facts | null
  dossierId: DossierId | null
  happenedAt: Date
  createdAt: Date
  readAt: Date | null
}

/** The actor's own notices, newest first. */
export async function listInbox(
  context: NoticesContext,
  actor: Actor,
  after: string | undefined,
): Promise<NoticePage<InboxNotice>> {
  const owner = ownerOf(actor)
  if (owner === null) return { rows: [], next: null }
  const place = readPlace(after)
  const read = await query<NoticeRow>(
    context.db.read,
    `SELECT id, kind, template_version AS version, locale, facts_value_id AS "valueId", facts, dossier_id AS "dossierId",
       happened_at AS "happenedAt", created_at AS "createdAt", read_at AS "readAt"
     FROM notices_notice WHERE ${owner.column} = $1 AND (created_at, id) < ($2::timestamptz, $3::uuid)
     ORDER BY created_at DESC, id DESC LIMIT ${ROWS + 1}`,
    [owner.id, place.at, place.id],
  )
  const shown = read.slice(0, ROWS)
  const last = shown.at(-1)
  return {
    rows: await shownNotices(context, shown),
    next: read.length > ROWS && last !== undefined ? writePlace(last.createdAt, last.id) : null,
  }
}

async function shownNotices(context: NoticesContext, rows: readonly NoticeRow[]): Promise<InboxNotice[]> {
  const { db, keys } = context
  const texts = await readTexts(
    db.read,
    keys,
    rows.flatMap((row) => row.valueId ?? []),
  )
  const deliveries = await deliveriesOf(
    context,
    rows.map((row) => row.id),
  )
  return Promise.all(
    rows.map(async (row): Promise<InboxNotice> => {
      const sealed = row.valueId === null ? null : (texts.get(row.valueId) ?? null)
      const facts = row.facts ?? (sealed === null ? null : (JSON.parse(sealed) as Facts))
      const rendered =
        facts === null ? null : render(await readTemplate(db.read, row.kind, row.version), row.locale, facts)
      return {
        id: row.id,
        kind: row.kind,
        subject: rendered?.subject ?? null,
        body: rendered?.body ?? null,
        dossierId: row.dossierId,
        happenedAt: row.happenedAt.getTime(),
        read: row.readAt !== null,
        deliveries: deliveries.get(row.id) ?? [],
      }
    }),
  )
}

/** Deliveries of notices, by notice. */
export async function deliveriesOf(
  { db }: Pick<NoticesContext, 'db'>,
  noticeIds: readonly string[],
): Promise<Map<string, (DeliveryView & { id: string })[]>> {
  const rows = await query<{ noticeId: string; at: Date } & Omit<DeliveryView, 'at'> & { id: string }>(
    db.read,
    `SELECT id, notice_id AS "noticeId", channel, state, attempts, coalesce(next_at, changed_at) AS at, code
     FROM notices_delivery WHERE notice_id = ANY($1::uuid[]) ORDER BY notice_id, channel`,
    [noticeIds],
  )
  const found = new Map<string, (DeliveryView & { id: string })[]>()
  for (const { noticeId, at, ...row } of rows) {
    found.set(noticeId, [...(found.get(noticeId) ?? []), { ...row, at: at.getTime() }])
  }
  return found
}

/** How many of the actor's notices are unread; counting ends at 100. */
export async function countUnread({ db }: Pick<NoticesContext, 'db'>, actor: Actor): Promise<number> {
  const owner = ownerOf(actor)
  if (owner === null) return 0
  const [row] = await query<{ count: number }>(
    db.read,
    `SELECT count(*)::int AS count FROM (
       SELECT FROM notices_notice WHERE ${owner.column} = $1 AND read_at IS NULL LIMIT ${MOST_COUNTED}) unread`,
    [owner.id],
  )
  return row?.count ?? 0
}

/**
 * Marks one of the actor's notices as read, or all; gives the dossier it is about. Refuses `notices.notice_not_found` for somebody else's.
 */
export async function markRead(
  { db }: Pick<NoticesContext, 'db'>,
  actor: Actor,
  noticeId: string | null,
): Promise<DossierId | null> {
  const owner = ownerOf(actor)
  if (owner === null || (noticeId !== null && !isUuid(noticeId))) throw refusals.notice_not_found()
  return db.write(async (tx) => {
    if (noticeId === null) {
      await query(
        tx,
        `UPDATE notices_notice SET read_at = platform_now() WHERE ${owner.column} = $1 AND read_at IS NULL`,
        [owner.id],
      )
      return null
    }
    const [row] = await query<{ dossierId: DossierId | null }>(
      tx,
      `UPDATE notices_notice SET read_at = coalesce(read_at, platform_now()) WHERE id = $2 AND ${owner.column} = $1
       RETURNING dossier_id AS "dossierId"`,
      [owner.id, noticeId],
    )
    if (row === undefined) throw refusals.notice_not_found()
    return row.dossierId
  })
}

const PLACE = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) ([0-9a-f-]{36})$/

/** Reads the place in a list after which the next page begins. Refuses `notices.cursor_invalid`. */
export function readPlace(text: string | undefined): { at: string; id: string } {
  if (text === undefined || text === '') return { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }
  const [, at, id] = PLACE.exec(Buffer.from(text, 'base64url').toString()) ?? []
  if (at === undefined || id === undefined || !isUuid(id)) throw refusals.cursor_invalid()
  return { at, id }
}

export function writePlace(at: Date, id: string): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString('base64url')
}
