import Type from 'typebox'
import { defineVerb } from '../verb.ts'
import { Words } from './inputs.ts'

/** The applicant takes the dossier back, at any time before the result is signed. */
export const withdraw = defineVerb({
  input: Type.Object({ reason: Type.Optional(Words) }, { additionalProperties: false }),
  allowedIn: [
    'submitted',
    'intake_supplement',
    'accepted',
    'in_process',
    'supplement_requested',
    'payment_requested',
    'suspended',
  ],
  who: ['owner', 'intake_desk'],
  decide: (_state, input, facts) => [
    { type: 'Withdrawn', payload: { reason: input.reason === undefined ? null : facts.seal(input.reason) } },
  ],
})
