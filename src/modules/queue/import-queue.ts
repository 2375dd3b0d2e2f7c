import { query, type Transaction } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { type Agency, agencyTree } from '../organisation/index.ts'
import { applyPlans, type Plans } from './apply-plans.ts'
import { type QueueFile, QueueFileError } from './queue-files.ts'

/**
 * Brings the centres' rules, lines and counters to what the file says, all but those that arrange their queue themselves (`publish-plan.ts`).
 * Throws `QueueFileError` for a centre that does not exist.
 */
export async function importQueue(tx: Transaction, file: QueueFile): Promise<void> {
  const tree = await agencyTree(tx)
  const centres = tree.all.filter((agency) => agency.kind === 'one_stop_centre' && agency.validTo === null)
  const plans = plansByCentre(file, centres)
  const own = await query<{ id: AgencyId }>(
    tx,
    'SELECT DISTINCT centre_id AS id FROM queue_plan WHERE applied_at IS NOT NULL',
  )
  const theirs = new Set(own.map(({ id }) => id))
  await applyPlans(tx, new Map([...plans].filter(([id]) => !theirs.has(id))))
}

function plansByCentre(file: QueueFile, centres: readonly Agency[]): Plans {
  const all = Object.values(file.plans)
  const named = all.flatMap((plan) => plan.centres ?? [])
  const missing = named.find((slug) => !centres.some((centre) => centre.slug === slug))
  if (missing !== undefined) throw new QueueFileError(`queue/centres.yaml: no centre ${missing}`)
  const other = all.find((plan) => plan.centres === undefined)
  return new Map(
    centres.flatMap(({ id, slug }) => {
      const plan = all.find((candidate) => candidate.centres?.includes(slug)) ?? other
      if (plan === undefined) return []
      const { lines, counters } = plan
      return [[id, { rules: { ...file.rules, groupMinutes: {}, ...plan.rules }, lines, counters }] as const]
    }),
  )
}
