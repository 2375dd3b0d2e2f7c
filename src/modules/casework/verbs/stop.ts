import Type from 'typebox'
import { openSupplement } from '../dossier.ts'
import { refusals } from '../errors.ts'
import { defineVerb } from '../verb.ts'
import { Words } from './inputs.ts'

/**
 * The agency ends the dossier without a result (form 05 of circular 03/2025): the supplement or the payment did not come in time, or
 * the law says so. While the applicant's own time still runs, it cannot be stopped.
 */
export const stop = defineVerb({
  input: Type.Object({ reason: Words, legalBasis: Words }, { additionalProperties: false }),
  allowedIn: ['in_process', 'supplement_requested', 'payment_requested', 'suspended', 'intake_supplement'],
  who: ['competent_head', 'intake_desk'],
  decide(state, input, facts) {
    const until = openSupplement(state)?.until ?? state.moneyDue?.until
    if (until !== undefined && facts.now < until) throw refusals.supplement_not_expired()
    return [
      { type: 'Stopped', payload: { reason: facts.seal(input.reason), legalBasis: facts.seal(input.legalBasis) } },
    ]
  },
})
