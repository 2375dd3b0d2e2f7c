import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { listFields } from '../catalogue/index.ts'
import { type Actor, agencyTree, officerNames } from '../organisation/index.ts'
import type { Centre } from './centre-store.ts'
import { cardOf } from './centre-views.ts'
import type { QueueContext } from './context.ts'
import { refusals } from './errors.ts'
import { groupCounters, type Plan } from './plan.ts'
import { IS_TO_COME, listPlans, type StoredPlan } from './plan-store.ts'
import { centresToArrange } from './policy.ts'
import { openArrangement } from './publish-plan.ts'
import type { PlanLineOfList, PlanView } from './schemas.ts'

/** What a centre has in force now, written as a plan. */
export function planOf({ rules, lines, counters }: Centre): Plan {
  return {
    rules,
    lines: lines.map(({ key, prefix, nameVi, nameEn, fieldKeys }) => ({
      key,
      prefix,
      name: { vi: nameVi, en: nameEn },
      fields: fieldKeys,
    })),
    counters: groupCounters(counters),
  }
}

/** A centre's arrangements for who may change them: in force, to come, and before. Refuses `plan_not_found`. */
export async function getPlan(context: QueueContext, actor: Actor, slug: string): Promise<PlanView> {
  const { read } = context.db
  const { centre } = await openArrangement(context, actor, slug)
  const [plans, fields, version] = await Promise.all([
    listPlans(read, centre.id),
    listFields(read),
    versionOf(read, centre.id),
  ])
  const names = await officerNames(
    read,
    plans.map(({ publishedBy }) => publishedBy),
  )
  const inForce = plans.filter(({ appliedAt }) => appliedAt !== null).sort(byForce)[0]?.version
  return {
    centre: cardOf(centre),
    version,
    today: centre.day,
    plan: planOf(centre),
    fields: fields.map(({ key, name }) => ({ key, nameVi: name.vi, nameEn: name.en })),
    versions: plans.map((plan) => ({
      version: plan.version,
      validFrom: plan.validFrom,
      note: plan.note,
      publishedBy: names.get(plan.publishedBy) ?? null,
      publishedAt: plan.publishedAt.toISOString(),
      state: stateOf(plan, plans, inForce),
      lines: plan.content.lines.length,
      counters: plan.content.counters.flatMap(({ numbers }) => numbers).length,
    })),
  }
}

function byForce(one: StoredPlan, other: StoredPlan): number {
  return (other.appliedAt?.getTime() ?? 0) - (one.appliedAt?.getTime() ?? 0) || other.version - one.version
}

function stateOf(
  plan: StoredPlan,
  plans: readonly StoredPlan[],
  inForce: number | undefined,
): PlanView['versions'][number]['state'] {
  if (plan.withdrawnAt !== null) return 'withdrawn'
  if (plan.appliedAt === null) {
    const isLater = (other: StoredPlan) =>
      other.validFrom > plan.validFrom || (other.validFrom === plan.validFrom && other.version > plan.version)
    return plans.some((other) => other.appliedAt !== null && isLater(other)) ? 'replaced' : 'to_come'
  }
  return plan.version === inForce ? 'in_force' : 'replaced'
}

async function versionOf(reader: Reader, centreId: AgencyId): Promise<number> {
  const [row] = await query<{ version: number }>(reader, 'SELECT version FROM queue_plan_stream WHERE centre_id = $1', [
    centreId,
  ])
  return row?.version ?? 0
}

/** The centres whose queue the actor may arrange, by name. Refuses `plan_not_found` when there is none. */
export async function listArrangedCentres({ db }: QueueContext, actor: Actor): Promise<PlanLineOfList[]> {
  if (actor.kind === 'anonymous') throw refusals.login_needed()
  const tree = await agencyTree(db.read)
  const ids = centresToArrange(tree, actor)
  if (ids.length === 0) throw refusals.plan_not_found()
  const rows = await query<Omit<PlanLineOfList, 'slug' | 'name'> & { id: AgencyId }>(
    db.read,
    `SELECT c.centre_id AS id,
       (SELECT count(*)::int FROM queue_line l WHERE l.centre_id = c.centre_id AND l.active) AS lines,
       (SELECT count(*)::int FROM queue_counter k WHERE k.centre_id = c.centre_id AND k.active) AS counters,
       (SELECT min(p.valid_from) FROM queue_plan p
        WHERE p.centre_id = c.centre_id AND ${IS_TO_COME}) AS "comesOn",
       EXISTS (SELECT FROM queue_plan p WHERE p.centre_id = c.centre_id AND p.applied_at IS NOT NULL) AS own
     FROM queue_centre c WHERE c.centre_id = ANY($1::uuid[])`,
    [ids],
  )
  return rows
    .flatMap(({ id, ...row }) => {
      const agency = tree.byId(id)
      return agency === undefined ? [] : [{ slug: agency.slug, name: agency.name, ...row }]
    })
    .sort((one, other) => other.counters - one.counters || one.name.localeCompare(other.name, 'vi'))
}
