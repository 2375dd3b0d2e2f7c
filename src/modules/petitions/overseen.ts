import type { AgencyId } from '../../platform/ids.ts'
import { type Actor, agenciesOverseen, agencyTree } from '../organisation/index.ts'
import type { PetitionsContext } from './context.ts'

/** The agencies whose petitions the actor oversees: a leader's own and those below. */
export async function overseenBy({ db }: PetitionsContext, actor: Actor): Promise<Set<AgencyId>> {
  return agenciesOverseen(await agencyTree(db.read), actor)
}
