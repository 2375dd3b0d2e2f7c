import { refusals } from '../errors.ts'
import { assertSeen, assertText } from '../text-check.ts'
import type { Decide } from '../verb.ts'

/** A draft of the answer, written again as often as need be; of conduct it says whether the complaint is found true. */
export const answer: Decide = ({ kind, answer: before }, { text, upheld, seenAnswer }, { sealed }) => {
  assertSeen(before, seenAnswer)
  assertText(text, 'text')
  const judged = kind === 'conduct' ? (upheld ?? null) : null
  if (kind === 'conduct' && judged === null) {
    throw refusals.upheld_missing({}, [{ path: 'upheld', code: 'petitions.upheld_missing' }])
  }
  return [{ type: 'PetitionAnswered', payload: { answer: sealed, upheld: judged } }]
}
