import type { Change } from './book-fact.ts'
import type { DossierFact } from './fact.ts'

/** A dossier that went from one place to another; `back`: it was sent back; `corrected`: a counter-entry put it there. */
export interface Move {
  from: string
  to: string
  kind: 'forward' | 'back' | 'corrected'
}

/** Where a dossier is on its way: the key of its step while it runs; everything else begins with `=`, which no key of a step does. */
export function placeOf(fact: DossierFact): string {
  if (fact.standing === 'running') return fact.step ?? '=running'
  if (fact.standing !== 'ended') return `=${fact.standing}`
  return fact.returnedAt === null ? `=${fact.ending ?? 'ended'}` : '=returned'
}

/** The move that an event is; null for one that leaves the dossier where it was, and for its beginning. */
export function moveOf({ before, after, event }: Change): Move | null {
  if (before === null) return null
  const [from, to] = [placeOf(before), placeOf(after)]
  if (from === to) return null
  const kind = event.type === 'SentBack' ? 'back' : event.type === 'Corrected' ? 'corrected' : 'forward'
  return { from, to, kind }
}
