import type { IsoDate } from '../../platform/civil-date.ts'
import { query, type Transaction } from '../../platform/db.ts'
import type { FieldFault } from '../../platform/errors.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { type EventStamp, findCommand } from '../../platform/ledger/index.ts'
import { listFields } from '../catalogue/index.ts'
import { type Actor, agencyTree, type Mandate, type OfficerActor } from '../organisation/index.ts'
import { type Centre, getCentre, getCentreById } from './centre-store.ts'
import type { QueueContext } from './context.ts'
import { refusals } from './errors.ts'
import { type Plan, planFaults } from './plan.ts'
import { appendPlanEvent, insertPlan, lockPlanStream } from './plan-store.ts'
import { mandateToArrange } from './policy.ts'
import { orphansOf, putInForce } from './put-plan-in-force.ts'

export interface PlanCommand {
  /** The centre's address word. */
  centre: string
  plan: Plan
  /** The day from which it holds; null: at once. */
  validFrom: IsoDate | null
  /** Why, in the writer's words. */
  note: string
  /** The version of the arrangements that was looked at. */
  version: number
  commandId: string
}

export interface PublishedPlan {
  version: number
  /** Whether it is in force now; otherwise it waits for its day. */
  inForce: boolean
}

const MOST_NOTE = 500
/** As far ahead as a plan may be published. */
const MOST_AHEAD_DAYS = 366

/**
 * Publishes how a centre arranges its queue, from today or a later day, as an event of the ledger. Refuses `plan_not_found` (also for who may not),
 * `plan_invalid` with every fault at its field, `plan_stale`, and `plan_in_use` where it would leave visitors or an officer of today
 * standing.
 */
export async function publishPlan(context: QueueContext, actor: Actor, command: PlanCommand): Promise<PublishedPlan> {
  const { centre, by } = await openArrangement(context, actor, command.centre)
  const fields = (await listFields(context.db.read)).map(({ key }) => key)
  return context.db.write(async (tx) => {
    const head = await lockPlanStream(tx, centre.id)
    const done = await findCommand(tx, by.actor.userId, command.commandId)
    if (done !== undefined) return { version: done.version, inForce: await isInForce(tx, centre.id, done.version) }
    if (head.version !== command.version) throw refusals.plan_stale()
    const { now, day } = await getCentreById(tx, centre.id)
    const faults = [...planFaults(command.plan, fields), ...termFaults(command, day)]
    if (faults.length > 0) throw refusals.plan_invalid({}, faults)
    const { plan } = command
    const validFrom = command.validFrom ?? day
    const note = command.note.trim()
    const type = 'QueuePlanPublished' as const
    const stamp = stampOf(by, { at: new Date(now), commandId: command.commandId })
    const payload = { centreId: centre.id, validFrom, note, plan }
    const version = await appendPlanEvent(tx, { centreId: centre.id, head, stamp }, { type, payload })
    const publishedBy = by.actor.userId
    await insertPlan(tx, centre.id, {
      version,
      validFrom,
      content: plan,
      note,
      publishedBy,
      publishedAt: new Date(now),
    })
    if (validFrom > day) return { version, inForce: false }
    const orphans = await orphansOf(tx, centre.id, plan)
    if (orphans.length > 0) throw refusals.plan_in_use({}, orphans)
    await putInForce(tx, centre.id, { version, plan })
    return { version, inForce: true }
  })
}

export interface WithdrawCommand {
  centre: string
  /** Of the plan to take back. */
  version: number
  note: string
  commandId: string
}

/** Takes back a plan whose day has not come. Refuses `plan_not_found`, `plan_begun` once it was in force, `plan_invalid` without a reason. */
export async function withdrawPlan(context: QueueContext, actor: Actor, command: WithdrawCommand): Promise<void> {
  const { centre, by } = await openArrangement(context, actor, command.centre)
  const faults = noteFaults(command.note)
  if (faults.length > 0) throw refusals.plan_invalid({}, faults)
  await context.db.write(async (tx) => {
    const head = await lockPlanStream(tx, centre.id)
    if ((await findCommand(tx, by.actor.userId, command.commandId)) !== undefined) return
    const taken = await query(
      tx,
      `UPDATE queue_plan SET withdrawn_at = platform_now()
       WHERE centre_id = $1 AND version = $2 AND applied_at IS NULL AND withdrawn_at IS NULL RETURNING version`,
      [centre.id, command.version],
    )
    if (taken.length === 0) throw refusals.plan_begun()
    const { now } = await getCentreById(tx, centre.id)
    const stamp = stampOf(by, { at: new Date(now), commandId: command.commandId })
    const type = 'QueuePlanWithdrawn' as const
    const payload = { centreId: centre.id, version: command.version, note: command.note.trim() }
    await appendPlanEvent(tx, { centreId: centre.id, head, stamp }, { type, payload })
  })
}

export interface Arranger {
  actor: OfficerActor
  mandate: Mandate
}

/** The centre and in what quality the actor arranges it. What one may not arrange is not found. */
export async function openArrangement(
  { db }: Pick<QueueContext, 'db'>,
  actor: Actor,
  slug: string,
): Promise<{ centre: Centre; by: Arranger }> {
  if (actor.kind === 'anonymous') throw refusals.login_needed()
  const agency = (await agencyTree(db.read)).bySlug(slug)
  const mandate = agency === undefined ? null : mandateToArrange(await agencyTree(db.read), actor, agency.id)
  if (mandate === null || actor.kind !== 'officer') throw refusals.plan_not_found()
  return { centre: await getCentre(db.read, slug), by: { actor, mandate } }
}

function stampOf({ actor, mandate }: Arranger, { at, commandId }: { at: Date; commandId: string }): EventStamp {
  return { recordedAt: at, actorId: actor.userId, mandateId: mandate.id, agencyId: mandate.agencyId, commandId }
}

function termFaults({ note, validFrom }: PlanCommand, day: IsoDate): FieldFault[] {
  const faults = noteFaults(note)
  if (validFrom === null) return faults
  if (validFrom < day) faults.push({ path: 'validFrom', code: 'queue.plan_past' })
  const days = (Date.parse(validFrom) - Date.parse(day)) / 86_400_000
  if (days > MOST_AHEAD_DAYS) {
    faults.push({ path: 'validFrom', code: 'queue.plan_far', params: { days: MOST_AHEAD_DAYS } })
  }
  return faults
}

function noteFaults(note: string): FieldFault[] {
  const { length } = note.trim()
  if (length > 0 && length <= MOST_NOTE) return []
  return [{ path: 'note', code: 'queue.plan_note', params: { most: MOST_NOTE } }]
}

async function isInForce(tx: Transaction, centreId: AgencyId, version: number): Promise<boolean> {
  const rows = await query(
    tx,
    'SELECT FROM queue_plan WHERE centre_id = $1 AND version = $2 AND applied_at IS NOT NULL',
    [centreId, version],
  )
  return rows.length > 0
}
