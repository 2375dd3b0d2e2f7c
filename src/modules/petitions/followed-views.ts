import { query } from '../../platform/db.ts'
import type { PetitionsContext } from './context.ts'
import { mainOf } from './main-petition.ts'
import type { PetitionState } from './petition.ts'
import { contentsOf } from './petition-contents.ts'
import { clearOf } from './petition-views.ts'
import type { FollowedRow } from './view-types.ts'

/** Petitions as whoever wrote them sees them in a list, in the order of the ids; of a merged one the state of the one that is answered. */
export async function listFollowed(context: PetitionsContext, ids: readonly string[]): Promise<FollowedRow[]> {
  const rows = await query<{ id: string; document: PetitionState }>(
    context.db.read,
    'SELECT id, document FROM petitions_petition WHERE id = ANY ($1::uuid[])',
    [ids],
  )
  const found = new Map(rows.map(({ id, document }) => [id, document]))
  const petitions = ids.flatMap((id) => found.get(id) ?? [])
  const mains = await Promise.all(petitions.map((petition) => mainOf(context, petition)))
  const [contents, clears] = await Promise.all([
    contentsOf(context.db.read, context, petitions),
    clearOf(context, mains),
  ])
  return petitions.flatMap(({ petitionId, code, receivedAt }, place) => {
    const [main, clear] = [mains[place], clears[place]]
    if (main === undefined || clear === undefined) return []
    const { agencyName, due } = clear
    const subject = contents[place]?.subject ?? ''
    return [{ petitionId, code, receivedAt, subject, state: main.state, agencyName, due }]
  })
}
