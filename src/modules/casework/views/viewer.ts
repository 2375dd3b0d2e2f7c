import type { Reader } from '../../../platform/db.ts'
import type { Actor } from '../../organisation/index.ts'
import type { CaseworkContext } from '../context.ts'
import type { Locale } from '../deadlines/deadline-text.ts'

/** Who looks, through which reader, at which moment: the first argument of every view of casework. */
export interface Viewer {
  reader: Reader
  context: Pick<CaseworkContext, 'keys' | 'directory'>
  actor: Actor
  /** Of the explanations of deadlines; all other names come in both languages. */
  locale: Locale
  /** Epoch milliseconds. What is late is so at this instant. */
  now: number
}

/** The same without somebody who looks: for pages that anybody may open. */
export type PublicViewer = Omit<Viewer, 'actor'>
