import { query, type Transaction } from '../../platform/db.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { PetitionsContext } from './context.ts'
import { followCode } from './follow-code.ts'
import type { PetitionState, PetitionVerb } from './petition.ts'
import type { LockedPetition } from './petition-store.ts'

/** The changes that are told; a draft is none, and what the person does they know. */
const told: readonly PetitionVerb[] = [
  'classify',
  'forward',
  'refuse',
  'merge',
  'ask',
  'close',
  'approve',
  'publish',
  'reopen',
]

/** Tells whoever wrote a petition of a change; of what became of it also those whose petitions were merged into it. Who left no name is not told. */
export async function tellWriters(
  context: PetitionsContext,
  tx: Transaction,
  { verb, after }: { verb: PetitionVerb; after: LockedPetition },
): Promise<void> {
  const { tell, keys } = context
  if (tell === undefined || !told.includes(verb)) return
  const { petition, head } = after
  const merged = ['approve', 'publish', 'refuse'].includes(verb)
    ? await query<{ document: PetitionState }>(
        tx,
        'SELECT document FROM petitions_petition WHERE merged_into = $1 ORDER BY id',
        [petition.petitionId],
      )
    : []
  for (const one of [petition, ...merged.map(({ document }) => document)]) {
    if (one.isAnonymous) continue
    const { petitionId, code } = one
    const personId = one.text.personId as PersonId
    const { agencyId } = petition
    await tell(tx, {
      petitionId,
      personId,
      agencyId,
      code,
      followCode: followCode(keys, petitionId),
      version: head.version,
    })
  }
}
