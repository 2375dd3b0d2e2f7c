import type { CaseworkContext } from '../../../modules/casework/index.ts'
import type { Db } from '../../../platform/db.ts'
import type { FileInspector } from '../../../platform/files/file-inspector.ts'
import type { FileStore } from '../../../platform/files/file-store.ts'
import type { Keyring } from '../../../platform/sealing/keyring.ts'

/** What the citizen's pages stand on. */
export interface PortalContext {
  db: Db
  keys: Keyring
  casework: CaseworkContext
  files: FileStore
  inspector: FileInspector
  config: {
    /** Scheme, host and port under which people reach this site: what QR codes say. */
    publicUrl: string
    /** Bytes of the largest file that is taken. */
    uploadBytes: number
    demo: boolean
  }
}
