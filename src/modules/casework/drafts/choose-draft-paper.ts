import { query, type Transaction } from '../../../platform/db.ts'
import type { Actor } from '../../organisation/index.ts'
import type { CaseworkContext } from '../context.ts'
import { refusals } from '../errors.ts'
import type { HeldComponent } from '../papers/held-component.ts'
import { lockOwnDraft } from './draft-store.ts'
import { readOwnDraft } from './draft-views.ts'

export interface ChoosePaperRequest {
  actor: Actor
  draftId: string
  componentKey: string
  /** A held paper that can stand for the component; null takes the choice back. */
  paperId: string | null
}

/** Lets a held paper of one's own stand for a component. Refuses `casework.paper_not_held`, at the component. */
export async function chooseDraftPaper(context: CaseworkContext, request: ChoosePaperRequest): Promise<void> {
  const { actor, draftId } = request
  const { held } = await readOwnDraft(context, actor, draftId)
  requireOffered(held, request)
  await context.db.write(async (tx) => {
    await lockOwnDraft(tx, actor, draftId)
    await writeChoice(tx, request)
  })
}

/** Only what the page could offer may be chosen. */
export function requireOffered(
  held: readonly HeldComponent[],
  { componentKey, paperId }: Pick<ChoosePaperRequest, 'componentKey' | 'paperId'>,
): void {
  const there = held.find((one) => one.componentKey === componentKey)
  const known = [...(there?.standing ?? []), ...(there?.earlier ?? [])].some((paper) => paper.id === paperId)
  if (paperId === null || known) return
  throw refusals.paper_not_held({}, [{ path: `components/${componentKey}`, code: 'casework.paper_not_held' }])
}

export async function writeChoice(
  tx: Transaction,
  { draftId, componentKey, paperId }: Omit<ChoosePaperRequest, 'actor'>,
): Promise<void> {
  if (paperId === null) {
    await query(tx, 'DELETE FROM casework_draft_paper WHERE draft_id = $1 AND component_key = $2', [
      draftId,
      componentKey,
    ])
    return
  }
  await query(
    tx,
    `INSERT INTO casework_draft_paper (draft_id, component_key, paper_id) VALUES ($1, $2, $3)
     ON CONFLICT (draft_id, component_key) DO UPDATE SET paper_id = excluded.paper_id, chosen_at = platform_now()`,
    [draftId, componentKey, paperId],
  )
}
