import { query } from '../../platform/db.ts'
import { isUuid } from '../../platform/ids.ts'
import type { Actor } from '../organisation/index.ts'
import { carryOutIn } from './carry-out.ts'
import type { PetitionsContext } from './context.ts'
import { refusals } from './errors.ts'

const MOST_AT_ONCE = 500

/** Merges many petitions into one, all or none. Refuses `petitions.nothing_chosen` and what `carryOut` refuses. */
export async function mergePetitions(
  context: PetitionsContext,
  actor: Actor,
  { intoId, ids }: { intoId: string; ids: readonly string[] },
): Promise<number> {
  const chosen = [...new Set(ids)]
    .filter((id) => isUuid(id) && id !== intoId)
    .slice(0, MOST_AT_ONCE)
    .sort()
  if (chosen.length === 0) throw refusals.nothing_chosen({}, [{ path: 'ids', code: 'petitions.nothing_chosen' }])
  await context.db.write(async (tx) => {
    // One merge at a time: two that merge each other's would make a ring.
    await query(tx, "SELECT pg_advisory_xact_lock(hashtextextended('petitions/merge', 0))")
    for (const petitionId of chosen) {
      await carryOutIn(context, tx, { petitionId, verb: 'merge', actor, input: { intoId } })
    }
  })
  return chosen.length
}
