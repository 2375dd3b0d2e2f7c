import { dueAfter } from '../clock.ts'
import { refusals } from '../errors.ts'
import { answerDays, USUAL_ANSWER_DAYS } from '../petition.ts'
import { assertText } from '../text-check.ts'
import type { Decide } from '../verb.ts'

/**
 * Asks whoever wrote for more, and says by when. Asked in time (QĐ 766/QĐ-TTg: five working days), the clock stands until they answer; later
 * it goes on.
 */
export const ask: Decide = (
  { askDueAt },
  { text, answerDays: days = USUAL_ANSWER_DAYS },
  { sealed, calendar, now },
) => {
  assertText(text, 'text')
  if (!answerDays.some((one) => one === days)) {
    throw refusals.answer_days_unknown({}, [{ path: 'answerDays', code: 'petitions.answer_days_unknown' }])
  }
  const stopsClock = askDueAt === undefined || now <= askDueAt
  return [{ type: 'PetitionAsked', payload: { note: sealed, answerUntil: dueAfter(calendar, now, days), stopsClock } }]
}
