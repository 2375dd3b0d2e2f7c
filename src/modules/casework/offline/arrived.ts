import type { CaseworkContext, Directory } from '../context.ts'
import type { OwnKit } from './kit-store.ts'
import type { RecordBody, SentRecord } from './schemas.ts'

/** One record on its way to being settled: everything that a kind of record may ask. */
export interface Arrived<Body extends RecordBody = RecordBody> extends OwnKit {
  context: CaseworkContext
  directory: Directory
  sent: SentRecord
  body: Body
  /** Server less machine, milliseconds, when the record first came in. */
  skewMs: number
}
