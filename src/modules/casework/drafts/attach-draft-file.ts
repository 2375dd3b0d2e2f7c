import type { AcceptedFile } from '../../../platform/files/accept-upload.ts'
import { recordUploads } from '../../../platform/files/file-senders.ts'
import { newId } from '../../../platform/ids.ts'
import { componentsToSupply, getProcedureVersion } from '../../catalogue/index.ts'
import type { Actor } from '../../organisation/index.ts'
import { getPersonKey } from '../../vault/index.ts'
import type { CaseworkContext } from '../context.ts'
import { refusals } from '../errors.ts'
import { caseOf, MOST_DRAFT_FILES } from './draft.ts'
import { openDraft, sealFileName } from './draft-seal.ts'
import { citizenOf, insertDraftFile, listDraftFileRows, lockOwnDraft } from './draft-store.ts'

export interface AttachRequest {
  actor: Actor
  draftId: string
  componentKey: string
  /** From `acceptUpload`: looked into and in the store. */
  file: AcceptedFile
}

/**
 * Puts an accepted file into a draft, at one component. The same file twice at the same component is one. Refuses a component the
 * procedure does not ask for and more than sixty files.
 */
export async function attachDraftFile(context: CaseworkContext, request: AttachRequest): Promise<void> {
  const { actor, componentKey, file } = request
  const { userId } = citizenOf(actor)
  await context.db.write(async (tx) => {
    const draft = await lockOwnDraft(tx, actor, request.draftId)
    const key = await getPersonKey(tx, context.keys, draft.personId)
    const { document } = await getProcedureVersion(tx, draft.procedureVersionId)
    const caseKey = caseOf(document, openDraft(key, draft.id, draft.sealed))
    const askable = draft.suppliesDossierId === null ? componentsToSupply(document, caseKey) : document.components
    if (!askable.some((component) => component.key === componentKey)) {
      throw refusals.component_not_in_procedure({ component: componentKey })
    }
    const files = await listDraftFileRows(tx, draft.id)
    if (files.some((one) => one.fileHash === file.hash && one.componentKey === componentKey)) return
    if (files.length >= MOST_DRAFT_FILES) throw refusals.too_many_at_once({ most: MOST_DRAFT_FILES })
    await recordUploads(tx, [file], userId)
    const id = newId()
    await insertDraftFile(tx, draft.id, {
      id,
      componentKey,
      fileHash: file.hash,
      mediaType: file.mediaType,
      size: file.size,
      sealedName: sealFileName(key, id, file.name),
    })
  })
}
