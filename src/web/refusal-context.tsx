import { createContext, type ReactNode, useContext } from 'react'
import type { RefusalLike } from './page-context.ts'

const RefusalContext = createContext<RefusalLike | null>(null)

export function RefusalProvider({ refusal, children }: { refusal: RefusalLike | null; children: ReactNode }) {
  return <RefusalContext value={refusal}>{children}</RefusalContext>
}

/** The refusal that this page answers with, where there is one. */
export function useRefusal(): RefusalLike | null {
  return useContext(RefusalContext)
}
