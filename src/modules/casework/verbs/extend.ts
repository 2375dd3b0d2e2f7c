import Type from 'typebox'
import { localDate } from '../../../platform/civil-date.ts'
import { refusals } from '../errors.ts'
import { clockOf, defineVerb, withClock } from '../verb.ts'
import { Instant, instantWithinReach, Words } from './inputs.ts'

/**
 * The dossier will be late: apology with reason and a new date (form 04), at most once, at least one working day before the due
 * date (NĐ 61/2018 Art. 19.9). A later notice is taken, because the applicant must be told, but is recorded as late and
 * does not make the dossier punctual.
 */
export const extend = defineVerb({
  input: Type.Object({ newDueAt: Instant, reason: Words }, { additionalProperties: false }),
  allowedIn: ['accepted', 'in_process'],
  who: ['competent_head', 'step_head'],
  forbids: (state) => ((state.clock?.extensions.length ?? 0) > 0 ? 'already_extended' : null),
  decide(state, input, facts) {
    const clock = clockOf(state)
    const due = state.dueAt
    if (due === null) throw refusals.not_possible_in_state({ state: state.legal })
    const asked = instantWithinReach(input.newDueAt, 'newDueAt', facts.now)
    const calendar = facts.calendarOf(state.units.competent)
    const date = calendar.addWorkingDays(localDate(asked), 0)
    const newDueAt = calendar.endOfWorkingDay(date)
    if (!(newDueAt > due && newDueAt > facts.now)) {
      throw refusals.not_after_due({}, [{ path: 'newDueAt', code: 'casework.not_after_due' }])
    }
    const lastNotice = calendar.endOfWorkingDay(calendar.subtractWorkingDays(localDate(due), 1))
    const extensions = [...clock.extensions, { decidedAt: facts.now, newDueAt }]
    return [
      {
        type: 'Extended',
        payload: {
          reason: facts.seal(input.reason),
          previousDueAt: due,
          newDueAt,
          noticeInTime: facts.now <= lastNotice,
          ...withClock(state, facts, { ...clock, extensions }),
        },
      },
    ]
  },
})
