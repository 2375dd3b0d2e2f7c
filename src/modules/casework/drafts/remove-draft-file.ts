import type { Actor } from '../../organisation/index.ts'
import type { CaseworkContext } from '../context.ts'
import { deleteDraftFile, lockOwnDraft } from './draft-store.ts'

/** Takes a file out of one's own draft. A second press changes nothing. */
export async function removeDraftFile(
  context: CaseworkContext,
  request: { actor: Actor; draftId: string; fileId: string },
): Promise<void> {
  await context.db.write(async (tx) => {
    const draft = await lockOwnDraft(tx, request.actor, request.draftId)
    await deleteDraftFile(tx, draft.id, request.fileId)
  })
}
