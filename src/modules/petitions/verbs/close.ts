import { refusals } from '../errors.ts'
import { assertText } from '../text-check.ts'
import type { Decide } from '../verb.ts'

/** Closes what whoever wrote did not add to by the day they were told, with a reason; they may have it taken up again once. */
export const close: Decide = (petition, { text }, { sealed, now }) => {
  if (!mayClose(petition, now)) throw refusals.still_waiting()
  assertText(text, 'text')
  return [{ type: 'PetitionLapsed', payload: { note: sealed } }]
}

/** Whether the day by which whoever wrote was asked is over. */
export function mayClose({ answerUntil }: { answerUntil?: number | null }, now: number): boolean {
  return answerUntil != null && now > answerUntil
}
