import type { CaseworkContext } from '../../../modules/casework/index.ts'
import type { OfficerActor } from '../../../modules/organisation/index.ts'
import type { FileInspector } from '../../../platform/files/file-inspector.ts'
import type { FileStore } from '../../../platform/files/file-store.ts'
import type { AgencyId, DossierId, PersonId } from '../../../platform/ids.ts'

/** What a counter scanned for a dossier that was just handed in, a list of files a component. */
export interface ScannedPapers {
  dossierId: DossierId
  personId: PersonId
  /** The counter at which it was scanned. */
  agencyId: AgencyId
  components: { componentKey: string; fileHashes: string[] }[]
}

/** What the workspace's services are made of. */
export interface DeskContext {
  casework: CaseworkContext
  /** Begins to read what was scanned for a dossier; never in its way. */
  digitise?(actor: OfficerActor, scanned: ScannedPapers): Promise<void>
  /** What follows at once when a dossier is accepted: its fees are written down. */
  accepted?(id: DossierId): Promise<void>
  files: { store: FileStore; inspector: FileInspector; mostBytes?: number }
}
