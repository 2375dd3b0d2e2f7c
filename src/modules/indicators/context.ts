import type { CaseworkContext } from '../casework/index.ts'

/** What the figures stand on. */
export interface IndicatorsContext {
  casework: CaseworkContext
}
