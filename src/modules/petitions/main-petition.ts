import type { PetitionsContext } from './context.ts'
import type { PetitionState } from './petition.ts'
import { findPetition } from './petition-store.ts'

/** The petition in which a merged one ended, through whatever was merged since; of others itself. */
export async function mainOf({ db }: Pick<PetitionsContext, 'db'>, petition: PetitionState): Promise<PetitionState> {
  let main = petition
  while (main.mergedInto !== null) {
    const into = await findPetition(db.read, main.mergedInto)
    if (into === undefined) return petition
    main = into
  }
  return main
}
