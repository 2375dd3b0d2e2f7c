import { newId } from '../../../platform/ids.ts'
import { getCurrentProcedure } from '../../catalogue/index.ts'
import type { Actor } from '../../organisation/index.ts'
import type { CaseworkContext } from '../context.ts'
import { refusals } from '../errors.ts'
import { citizenOf, insertDraft, listDraftRows } from './draft-store.ts'

/** More drafts than this at once are not written but forgotten. */
const MOST_DRAFTS = 50

/**
 * Begins an application for the version of the procedure in force now. Refuses what cannot be applied for online
 * (`procedure_not_open`), also where people file on the national portal (`online_filing_elsewhere`, NĐ 118/2025).
 */
export async function startDraft(
  context: CaseworkContext,
  request: { actor: Actor; procedureCode: string },
): Promise<{ draftId: string }> {
  const { userId, personId } = citizenOf(request.actor)
  if (context.onlineFiling === 'national') throw refusals.online_filing_elsewhere()
  const procedure = await getCurrentProcedure(context.db.read, request.procedureCode, null)
  const { completeness, serviceLevel, code } = procedure.document
  if (completeness !== 'whole' || serviceLevel === 'information') throw refusals.procedure_not_open({ procedure: code })
  return context.db.write(async (tx) => {
    const drafts = await listDraftRows(tx, userId)
    if (drafts.length >= MOST_DRAFTS) throw refusals.too_many_at_once({ most: MOST_DRAFTS })
    const draftId = newId()
    await insertDraft(tx, { id: draftId, userId, personId, procedureVersionId: procedure.id, procedureCode: code })
    return { draftId }
  })
}
