import type { StoredEvent } from '../../../platform/ledger/index.ts'
import type { DossierEvent } from '../../casework/index.ts'
import { isDossierEvent } from '../facts/event-types.ts'
import type { DossierFact } from '../facts/fact.ts'
import { foldFact, type StepTime, type WorkingMinutes } from '../facts/fold-fact.ts'
import { type Move, moveOf } from '../facts/move.ts'

/** What an event of a dossier was for the flow: a step that it left, a move, or both. `at` in epoch milliseconds. */
export interface Passage {
  at: number
  left: StepTime | null
  move: Move | null
}

/** Every step left and every move of a dossier, by the same rules by which they are counted. */
export function tracePassages(
  events: readonly Pick<StoredEvent, 'type' | 'payload' | 'recordedAt'>[],
  work: WorkingMinutes,
): Passage[] {
  let before: DossierFact | null = null
  const passages: Passage[] = []
  for (const { type, payload, recordedAt } of events) {
    if (!isDossierEvent(type)) continue
    const event = { type, payload } as unknown as DossierEvent
    const at = recordedAt.getTime()
    const folded = foldFact(before, event, at, work)
    const move = moveOf({ before, after: folded.fact, event, at })
    if (folded.left !== null || move !== null) passages.push({ at, left: folded.left, move })
    before = folded.fact
  }
  return passages
}
