import { movedOn } from '../clock.ts'
import { assertText } from '../text-check.ts'
import type { Decide } from '../verb.ts'

/** What whoever wrote adds; the time they took is not counted. */
export const supply: Decide = ({ processDueAt, waitingSince }, { text }, { sealed, calendar, now }) => {
  assertText(text, 'text')
  const moved = movedOn(calendar, processDueAt, { from: waitingSince ?? now, to: now })
  return [{ type: 'PetitionSupplied', payload: { note: sealed, processDueAt: moved } }]
}
