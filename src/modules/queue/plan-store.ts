import type { IsoDate } from '../../platform/civil-date.ts'
import { query, type Reader, type Transaction } from '../../platform/db.ts'
import { type AgencyId, newId, type UserId } from '../../platform/ids.ts'
import {
  appendEvents,
  chainEvents,
  type EventDraft,
  type EventStamp,
  newStream,
  type StreamHead,
} from '../../platform/ledger/index.ts'
import { TODAY } from './centre-store.ts'
import type { Plan } from './plan.ts'

/** What a centre published, or took back before its day came. */
export type PlanEvent = EventDraft &
  (
    | { type: 'QueuePlanPublished'; payload: { centreId: AgencyId; validFrom: IsoDate; note: string; plan: Plan } }
    | { type: 'QueuePlanWithdrawn'; payload: { centreId: AgencyId; version: number; note: string } }
  )

/** The centre's stream, locked until the transaction ends: one changes its arrangements at a time. */
export async function lockPlanStream(tx: Transaction, centreId: AgencyId): Promise<StreamHead> {
  const { streamId, version, hash } = newStream(newId())
  await query(
    tx,
    `INSERT INTO queue_plan_stream (centre_id, stream_id, version, head_hash) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [centreId, streamId, version, hash],
  )
  const [head] = await query<StreamHead>(
    tx,
    `SELECT stream_id AS "streamId", version, head_hash AS hash FROM queue_plan_stream WHERE centre_id = $1 FOR UPDATE`,
    [centreId],
  )
  if (head === undefined) throw new Error(`no stream of centre ${centreId}`)
  return head
}

/** Appends one event to the locked stream; gives its version. */
export async function appendPlanEvent(
  tx: Transaction,
  { centreId, head, stamp }: { centreId: AgencyId; head: StreamHead; stamp: EventStamp },
  event: PlanEvent,
): Promise<number> {
  const [chained] = chainEvents(head, stamp, [event])
  if (chained === undefined) throw new Error('one event in, one out')
  await appendEvents(tx, [chained])
  await query(tx, 'UPDATE queue_plan_stream SET version = $2, head_hash = $3 WHERE centre_id = $1', [
    centreId,
    chained.version,
    chained.hash,
  ])
  return chained.version
}

/** The heads of all centres' arrangements, for comparing with the ledger. */
export async function* readPlanHeads(reader: Reader): AsyncGenerator<StreamHead> {
  yield* await query<StreamHead>(
    reader,
    'SELECT stream_id AS "streamId", version, head_hash AS hash FROM queue_plan_stream WHERE version > 0',
  )
}

export interface StoredPlan {
  version: number
  validFrom: IsoDate
  content: Plan
  note: string
  publishedBy: UserId
  publishedAt: Date
  appliedAt: Date | null
  withdrawnAt: Date | null
}

const COLUMNS = `version, valid_from AS "validFrom", content, note, published_by AS "publishedBy", published_at AS "publishedAt",
  applied_at AS "appliedAt", withdrawn_at AS "withdrawnAt"`

/** All that a centre has published, the newest first. */
export function listPlans(reader: Reader, centreId: AgencyId): Promise<StoredPlan[]> {
  return query<StoredPlan>(
    reader,
    `SELECT ${COLUMNS} FROM queue_plan WHERE centre_id = $1 ORDER BY version DESC LIMIT 50`,
    [centreId],
  )
}

export async function insertPlan(
  tx: Transaction,
  centreId: AgencyId,
  plan: Omit<StoredPlan, 'appliedAt' | 'withdrawnAt'>,
): Promise<void> {
  const { version, validFrom, content, note, publishedBy, publishedAt } = plan
  await query(
    tx,
    `INSERT INTO queue_plan (centre_id, version, valid_from, content, note, published_by, published_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [centreId, version, validFrom, JSON.stringify(content), note, publishedBy, publishedAt],
  )
}

/**
 * The plan that should be in force today and is not: of those whose day has come the latest day, then the latest version. What stood before
 * it and never came into force is passed over.
 */
export async function findDuePlan(tx: Transaction, centreId: AgencyId): Promise<StoredPlan | undefined> {
  const [plan] = await query<StoredPlan>(
    tx,
    `SELECT ${COLUMNS} FROM queue_plan WHERE centre_id = $1 AND withdrawn_at IS NULL AND valid_from <= ${TODAY}
     ORDER BY valid_from DESC, version DESC LIMIT 1`,
    [centreId],
  )
  return plan?.appliedAt === null ? plan : undefined
}

/** In SQL, of a plan `p`: it is still to come into force. One that a later plan went before never will. */
export const IS_TO_COME = `p.applied_at IS NULL AND p.withdrawn_at IS NULL AND NOT EXISTS (SELECT FROM queue_plan n
  WHERE n.centre_id = p.centre_id AND n.applied_at IS NOT NULL AND (n.valid_from, n.version) > (p.valid_from, p.version))`

/** The centres that have a plan whose day has come and that is not in force yet. */
export async function listCentresWithDuePlan(reader: Reader): Promise<AgencyId[]> {
  const rows = await query<{ id: AgencyId }>(
    reader,
    `SELECT DISTINCT p.centre_id AS id FROM queue_plan p WHERE ${IS_TO_COME} AND p.valid_from <= ${TODAY}`,
  )
  return rows.map(({ id }) => id)
}
