import type { Db } from '../../platform/db.ts'
import type { FileStore } from '../../platform/files/file-store.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'
import type { KeepPaper } from './ports.ts'
import type { PageReader } from './reading/page-reader.ts'

/** What the use cases of digitisation stand on. */
export interface DigitisationContext {
  db: Db
  keys: Keyring
  files: FileStore
  /** Absent: a confirmed paper stays with its scan alone. */
  keep?: KeepPaper
}

/** What reading stands on beside: only the worker has it. */
export interface ReadingContext extends DigitisationContext {
  reader: PageReader
  /** Told when a page or a scan could not be read for a fault of ours. */
  onFault(error: unknown): void
}
