import { assertText } from '../text-check.ts'
import type { Decide } from '../verb.ts'

/** Asks whoever wrote for more; the clock stands until they answer. */
export const ask: Decide = (_petition, { text }, { sealed }) => {
  assertText(text, 'text')
  return [{ type: 'PetitionAsked', payload: { note: sealed } }]
}
