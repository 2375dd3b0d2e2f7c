import type { CaseworkContext } from '../../../modules/casework/index.ts'
import type { FileInspector } from '../../../platform/files/file-inspector.ts'
import type { FileStore } from '../../../platform/files/file-store.ts'

/** What the workspace's services are made of. */
export interface DeskContext {
  casework: CaseworkContext
  files: { store: FileStore; inspector: FileInspector; mostBytes?: number }
}
