import Type from 'typebox'
import { defineVerb } from '../verb.ts'
import { Words } from './inputs.ts'

/** Refusal to receive, in writing with reason and ground (form 03; NĐ 61/2018 Art. 17.1; NĐ 63/2010 Art. 18.5). */
export const refuseIntake = defineVerb({
  input: Type.Object({ reason: Words, legalBasis: Words }, { additionalProperties: false }),
  allowedIn: ['submitted', 'intake_supplement'],
  who: ['intake_desk'],
  decide: (_state, input, facts) => [
    { type: 'IntakeRefused', payload: { reason: facts.seal(input.reason), legalBasis: facts.seal(input.legalBasis) } },
  ],
})
