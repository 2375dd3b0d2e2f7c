import { dueAfter, limits } from '../clock.ts'
import { refusals } from '../errors.ts'
import type { PetitionEvent } from '../events.ts'
import { assertText } from '../text-check.ts'
import type { Decide } from '../verb.ts'

/** Taken up again with a reason and a whole time to process: by whoever wrote once, by the head whenever need be. */
export const reopen: Decide = ({ reopenedByPerson, judged = null }, { text }, { by, calendar, now, sealed }) => {
  if (by === 'person' && reopenedByPerson) throw refusals.reopened_before()
  assertText(text, 'text')
  const processDueAt = dueAfter(calendar, now, limits.process)
  const askDueAt = dueAfter(calendar, now, limits.ask)
  const withdrawn: PetitionEvent[] = judged === null ? [] : [{ type: 'AttitudeJudgementWithdrawn', payload: judged }]
  return [{ type: 'PetitionReopened', payload: { by, note: sealed, processDueAt, askDueAt } }, ...withdrawn]
}
