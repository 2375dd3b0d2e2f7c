import { query } from '../../../platform/db.ts'
import type { DossierId, PersonId } from '../../../platform/ids.ts'
import { currentState } from '../../casework/index.ts'
import { getProcedureVersion } from '../../catalogue/index.ts'
import { type Actor, hasRole, type OfficerActor } from '../../organisation/index.ts'
import { readTexts } from '../../vault/index.ts'
import type { NoticesContext } from '../context.ts'
import { refusals } from '../errors.ts'
import type { Facts } from '../fill.ts'
import { deliveriesOf, readPlace, writePlace } from '../inbox-views.ts'
import { confidentialKinds, type NoticeKind } from '../kinds.ts'
import { callsFor, watchesOver } from '../policy.ts'
import { render } from '../render.ts'
import { readTemplate } from '../templates/template-store.ts'
import type { BounceView, CallView, DeliveryFilter, NoticePage, SentNotice } from '../view-types.ts'
import { contactOf } from './addresses.ts'

const ROWS = 30
const MOST_CALLS = 100

const FILTERS: Record<DeliveryFilter, string> = {
  all: 'true',
  open: `EXISTS (SELECT FROM notices_delivery d WHERE d.notice_id = n.id AND d.state IN ('waiting', 'sending'))`,
  lost: `EXISTS (SELECT FROM notices_delivery d WHERE d.notice_id = n.id AND d.state IN ('failed', 'bounced'))`,
}

/** What was sent to applicants of the desk's dossiers, newest first, with every attempt; not the texts. */
export async function listSent(
  context: NoticesContext,
  actor: OfficerActor,
  { filter, after }: { filter: DeliveryFilter; after: string | undefined },
): Promise<NoticePage<SentNotice>> {
  const place = readPlace(after)
  const read = await query<Omit<SentNotice, 'createdAt' | 'deliveries'> & { createdAt: Date }>(
    context.db.read,
    `SELECT n.id, n.kind, n.dossier_id AS "dossierId", d.code, n.created_at AS "createdAt"
     FROM notices_notice n LEFT JOIN casework_dossier d ON d.id = n.dossier_id
     WHERE n.person_id IS NOT NULL AND n.agency_id = ANY($1::uuid[]) AND (n.created_at, n.id) < ($2::timestamptz, $3::uuid)
       AND n.kind <> ALL($4::text[]) AND ${FILTERS[filter]}
     ORDER BY n.created_at DESC, n.id DESC LIMIT ${ROWS + 1}`,
    [watchesOver(actor), place.at, place.id, confidentialKinds],
  )
  const shown = read.slice(0, ROWS)
  const deliveries = await deliveriesOf(
    context,
    shown.map((row) => row.id),
  )
  const histories = await attemptsOf(
    context,
    [...deliveries.values()].flat().map((delivery) => delivery.id),
  )
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => ({
      ...row,
      createdAt: row.createdAt.getTime(),
      deliveries: (deliveries.get(row.id) ?? []).map(({ id, ...delivery }) => ({
        ...delivery,
        history: histories.get(id) ?? [],
      })),
    })),
    next: read.length > ROWS && last !== undefined ? writePlace(last.createdAt, last.id) : null,
  }
}

type Attempts = SentNotice['deliveries'][number]['history']

async function attemptsOf({ db }: NoticesContext, ids: readonly string[]): Promise<Map<string, Attempts>> {
  const rows = await query<{ id: string; attempt: number; outcome: string; code: string | null; at: Date }>(
    db.read,
    `SELECT delivery_id AS id, attempt, outcome, code, at FROM notices_attempt WHERE delivery_id = ANY($1::uuid[])
     ORDER BY delivery_id, attempt`,
    [ids],
  )
  const found = new Map<string, Attempts>()
  for (const { id, at, ...row } of rows) found.set(id, [...(found.get(id) ?? []), { ...row, at: at.getTime() }])
  return found
}

interface CallRow {
  id: string
  personId: PersonId
  dossierId: DossierId
  notices: number
  openedAt: Date
  kind: NoticeKind
  version: number
  locale: 'vi' | 'en'
  valueId: string
}

/** Whom the actor's desk must call, longest waiting first. */
export async function listCalls(context: NoticesContext, actor: OfficerActor): Promise<CallView[]> {
  const { db, keys } = context
  const rows = await query<CallRow>(
    db.read,
    `SELECT c.id, c.person_id AS "personId", c.dossier_id AS "dossierId", c.notices, c.opened_at AS "openedAt", n.kind,
       n.template_version AS version, n.locale, n.facts_value_id AS "valueId"
     FROM notices_call c JOIN notices_notice n ON n.id = c.notice_id
     WHERE c.done_at IS NULL AND c.agency_id = ANY($1::uuid[]) ORDER BY c.opened_at, c.id LIMIT ${MOST_CALLS}`,
    [callsFor(actor)],
  )
  const texts = await readTexts(
    db.read,
    keys,
    rows.map((row) => row.valueId),
  )
  return Promise.all(
    rows.map(async (row) => {
      const { state } = await currentState(context.casework, row.dossierId)
      const { document } = await getProcedureVersion(db.read, state.procedureVersionId)
      const contact = await contactOf(context, row.personId, row.dossierId)
      const sealed = texts.get(row.valueId)
      const facts = sealed == null ? null : (JSON.parse(sealed) as Facts)
      const template = await readTemplate(db.read, row.kind, row.version)
      return {
        id: row.id,
        dossierId: row.dossierId,
        code: state.code,
        procedureName: document.name,
        personName: contact?.fullName ?? null,
        phone: contact?.phone ?? null,
        kind: row.kind,
        subject: facts === null ? null : render(template, row.locale, facts).subject,
        notices: row.notices,
        openedAt: row.openedAt.getTime(),
      }
    }),
  )
}

/** How many wait to be called by the actor's desk. */
export async function countCalls({ db }: Pick<NoticesContext, 'db'>, actor: OfficerActor): Promise<number> {
  const agencyIds = callsFor(actor)
  if (agencyIds.length === 0) return 0
  const [row] = await query<{ count: number }>(
    db.read,
    'SELECT count(*)::int AS count FROM notices_call WHERE done_at IS NULL AND agency_id = ANY($1::uuid[])',
    [agencyIds],
  )
  return row?.count ?? 0
}

const MOST_BOUNCES = 100

/** The last reports that came to the bounce mailbox, newest first; for administrators. Refuses `notices.administrators_only`. */
export async function listBounces({ db }: Pick<NoticesContext, 'db'>, actor: Actor): Promise<BounceView[]> {
  if (!hasRole(actor, 'administrator')) throw refusals.administrators_only()
  const rows = await query<Omit<BounceView, 'receivedAt'> & { receivedAt: Date }>(
    db.read,
    `SELECT b.id, b.received_at AS "receivedAt", b.verdict, b.code, b.bytes, n.kind
     FROM notices_bounce b LEFT JOIN notices_delivery d ON d.id = b.delivery_id LEFT JOIN notices_notice n ON n.id = d.notice_id
     ORDER BY b.received_at DESC, b.id DESC LIMIT ${MOST_BOUNCES}`,
    [],
  )
  return rows.map((row) => ({ ...row, receivedAt: row.receivedAt.getTime() }))
}
