import Type from 'typebox'
import { refusals } from '../errors.ts'
import { RECEPTION_WORKING_MINUTES } from '../steps.ts'
import { defineVerb } from '../verb.ts'
import { Uuid, Words } from './inputs.ts'

/**
 * Sends a dossier that came to the wrong place on to the right one, before anybody has received it: an agency of another place
 * forwards, it does not refuse (NĐ 61/2018 Art. 17; domain: "Life cycle"). The reception's own time begins anew there.
 */
export const redirect = defineVerb({
  input: Type.Object({ to: Uuid, reason: Words }, { additionalProperties: false }),
  allowedIn: ['submitted'],
  who: ['intake_desk'],
  decide(state, input, facts) {
    const place = facts.place
    if (place == null) {
      throw refusals.redirect_place_unknown({}, [{ path: 'to', code: 'casework.redirect_place_unknown' }])
    }
    const { units, stepAgencies } = place
    if (units.intake === state.units.intake && units.competent === state.units.competent) {
      throw refusals.redirect_place_same({}, [{ path: 'to', code: 'casework.redirect_place_same' }])
    }
    const receptionDueAt = facts.calendarOf(units.intake).addWorkingMinutes(facts.now, RECEPTION_WORKING_MINUTES)
    const reason = facts.seal(input.reason)
    return [{ type: 'Redirected', payload: { from: state.units.intake, units, stepAgencies, reason, receptionDueAt } }]
  },
})
