import type { FieldFault } from '../../platform/errors.ts'
import type { CaseworkContext } from '../casework/index.ts'
import { agencyTree, type OfficerActor } from '../organisation/index.ts'
import { refusals } from './errors.ts'
import { insertPlan, readPlans } from './plan-store.ts'
import { centresToArrange } from './policy.ts'
import { ANSWER_DAYS, DEFAULT_PLAN, type RatingSteps } from './rating.ts'
import type { CentrePlan } from './view-types.ts'

/** How the centres ask that the officer arranges; empty for who arranges none. */
export async function listPlans({ db }: CaseworkContext, actor: OfficerActor): Promise<CentrePlan[]> {
  const tree = await agencyTree(db.read)
  const ids = centresToArrange(tree, actor)
  const plans = await readPlans(db.read, ids)
  return ids.map((id) => {
    const agency = tree.byId(id)
    const { version, steps, answerDays } = plans.get(id) ?? { version: 0, ...DEFAULT_PLAN }
    return { slug: agency?.slug ?? '', name: agency?.name ?? '', version, steps, answerDays }
  })
}

export interface PlanChange {
  centre: string
  steps: number
  answerDays: number
  /** The version that was looked at; 0: none yet. */
  version: number
}

/**
 * Says how a centre asks from now on: links that were sent keep their scale, ratings that were given theirs. Refuses `feedback.plan_not_found`
 * (also for who may not), `feedback.plan_invalid` at its fields, `feedback.plan_stale`.
 */
export async function changePlan({ db }: CaseworkContext, actor: OfficerActor, change: PlanChange): Promise<void> {
  const tree = await agencyTree(db.read)
  const centre = tree.bySlug(change.centre)
  if (centre === undefined || !centresToArrange(tree, actor).includes(centre.id)) throw refusals.plan_not_found()
  const { answerDays, version } = change
  const faults: FieldFault[] = []
  const steps: RatingSteps | null = change.steps === 3 || change.steps === 5 ? change.steps : null
  const params = { least: ANSWER_DAYS.least, most: ANSWER_DAYS.most }
  if (steps === null) faults.push({ path: 'steps', code: 'feedback.plan_steps' })
  if (!Number.isInteger(answerDays) || answerDays < ANSWER_DAYS.least || answerDays > ANSWER_DAYS.most) {
    faults.push({ path: 'answerDays', code: 'feedback.plan_days', params })
  }
  if (steps === null || faults.length > 0) throw refusals.plan_invalid({}, faults)
  const plan = { steps, answerDays }
  const isDone = await db.write((tx) => insertPlan(tx, { centreId: centre.id, after: version, plan, by: actor.userId }))
  if (!isDone) throw refusals.plan_stale()
}
