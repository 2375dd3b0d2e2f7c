import { attachDraftFile, beginSupply, getOwnDraft, readSupply } from '../../../modules/casework/drafts/index.ts'
import type { Actor } from '../../../modules/organisation/index.ts'
import { acceptUpload } from '../../../platform/files/accept-upload.ts'
import type { ByteSource } from '../../../platform/files/file-store.ts'
import type { DossierId } from '../../../platform/ids.ts'
import type { PortalContext } from './portal-context.ts'

/** One file of a form, as it streams in. */
export interface IncomingFile {
  componentKey: string
  name: string
  content: ByteSource
}

export interface UploadServices {
  /** Bytes of the largest file that is taken. */
  mostBytes: number
  /** Looks into one file and keeps it with the draft. Throws the refusal that fits. */
  toDraft(actor: Actor, draftId: string, file: IncomingFile): Promise<void>
  /** The same for the answer to a supplement request. */
  toSupplement(actor: Actor, dossierId: DossierId, file: IncomingFile): Promise<void>
}

export function uploadServices({ casework, files, inspector, config }: PortalContext): UploadServices {
  const take = (file: IncomingFile) =>
    acceptUpload({ content: file.content, name: file.name }, { store: files, inspector, mostBytes: config.uploadBytes })
  return {
    mostBytes: config.uploadBytes,
    async toDraft(actor, draftId, incoming) {
      await getOwnDraft(casework.db.read, actor, draftId)
      const file = await take(incoming)
      await attachDraftFile(casework, { actor, draftId, componentKey: incoming.componentKey, file })
    },
    async toSupplement(actor, dossierId, incoming) {
      await readSupply(casework, actor, dossierId)
      const file = await take(incoming)
      const { draftId } = await beginSupply(casework, { actor, dossierId })
      await attachDraftFile(casework, { actor, draftId, componentKey: incoming.componentKey, file })
    },
  }
}
