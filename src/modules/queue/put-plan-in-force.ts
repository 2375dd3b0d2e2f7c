import { query, type Transaction } from '../../platform/db.ts'
import type { FieldFault } from '../../platform/errors.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { notifyLive } from '../../platform/live/index.ts'
import { applyPlans } from './apply-plans.ts'
import { centreTopic, TODAY } from './centre-store.ts'
import type { QueueContext } from './context.ts'
import type { Plan } from './plan.ts'
import { findDuePlan, listCentresWithDuePlan, lockPlanStream } from './plan-store.ts'

/** Puts a plan into force: the tables of the queue, and every screen that follows them. The stream must be locked. */
export async function putInForce(
  tx: Transaction,
  centreId: AgencyId,
  { version, plan }: { version: number; plan: Plan },
): Promise<void> {
  await applyPlans(tx, new Map([[centreId, plan]]))
  await query(tx, 'UPDATE queue_plan SET applied_at = platform_now() WHERE centre_id = $1 AND version = $2', [
    centreId,
    version,
  ])
  await notifyLive(tx, centreTopic(centreId))
}

/**
 * Whom a plan would leave standing today, each at its place in the plan: visitors in a line that would go, an officer at a counter that would
 * go, a letter under which another line has given numbers. Empty: it can be put into force now. Holds the centre's lines and counters
 * until the transaction ends, so that nobody takes a ticket or sits down meanwhile.
 */
export async function orphansOf(tx: Transaction, centreId: AgencyId, plan: Plan): Promise<FieldFault[]> {
  await query(tx, 'SELECT FROM queue_line WHERE centre_id = $1 ORDER BY id FOR UPDATE', [centreId])
  await query(tx, 'SELECT FROM queue_counter WHERE centre_id = $1 ORDER BY id FOR UPDATE', [centreId])
  const found = await Promise.all([
    waitingFaults(tx, centreId, plan),
    letterFaults(tx, centreId, plan),
    sittingFaults(tx, centreId, plan),
  ])
  return found.flat()
}

async function waitingFaults(tx: Transaction, centreId: AgencyId, plan: Plan): Promise<FieldFault[]> {
  const rows = await query<{ name: string; count: number }>(
    tx,
    `SELECT l.name_vi AS name, count(*)::int AS count FROM queue_ticket t JOIN queue_line l ON l.id = t.line_id
     WHERE t.centre_id = $1 AND t.day = ${TODAY} AND t.state IN ('waiting', 'called', 'serving') AND l.key <> ALL($2)
     GROUP BY l.id ORDER BY l.position`,
    [centreId, plan.lines.map(({ key }) => key)],
  )
  return rows.map(({ name, count }) => ({
    path: 'lines.0.nameVi',
    code: 'queue.plan_line_waiting',
    params: { line: name, count },
  }))
}

/** A number must not be given twice on a day: a letter under which numbers were given today stays with the line that has it now. */
async function letterFaults(tx: Transaction, centreId: AgencyId, plan: Plan): Promise<FieldFault[]> {
  const rows = await query<{ prefix: string; key: string | null }>(
    tx,
    `SELECT given.prefix, l.key FROM (SELECT DISTINCT substring(label FROM '^[A-Z]+') AS prefix FROM queue_ticket
       WHERE centre_id = $1 AND day = ${TODAY}) given
     LEFT JOIN queue_line l ON l.centre_id = $1 AND l.prefix = given.prefix AND l.active`,
    [centreId],
  )
  return plan.lines.flatMap(({ prefix, key }, at) => {
    const given = rows.find((row) => row.prefix === prefix)
    if (given === undefined || given.key === key) return []
    return [{ path: `lines.${at}.prefix`, code: 'queue.plan_prefix_used', params: { prefix } }]
  })
}

async function sittingFaults(tx: Transaction, centreId: AgencyId, plan: Plan): Promise<FieldFault[]> {
  const rows = await query<{ counter: number; name: string }>(
    tx,
    `SELECT k.number AS counter, o.display_name AS name FROM queue_seat s JOIN queue_counter k ON k.id = s.counter_id
     JOIN organisation_officer o ON o.id = s.officer_id
     WHERE k.centre_id = $1 AND s.closed_at IS NULL AND k.number <> ALL($2) ORDER BY k.number`,
    [centreId, plan.counters.flatMap(({ numbers }) => numbers)],
  )
  return rows.map((params) => ({ path: 'counters.0.numbers', code: 'queue.plan_counter_open', params: { ...params } }))
}

/** Puts into force what centres published for a day that has come; one that would leave somebody standing waits for them. Returns how many. */
export async function applyDuePlans({ db }: Pick<QueueContext, 'db'>): Promise<number> {
  let applied = 0
  for (const centreId of await listCentresWithDuePlan(db.read)) {
    applied += await db.write(async (tx) => {
      await lockPlanStream(tx, centreId)
      const due = await findDuePlan(tx, centreId)
      if (due === undefined || (await orphansOf(tx, centreId, due.content)).length > 0) return 0
      await putInForce(tx, centreId, { version: due.version, plan: due.content })
      return 1
    })
  }
  return applied
}
