import type { Db } from '../../platform/db.ts'
import type { Typesetter } from './typesetter.ts'

/** What the use cases of papers stand on. */
export interface DocumentsContext {
  db: Db
  typesetter: Typesetter
}
