import Type from 'typebox'
import { defineVerb, resumeClock } from '../verb.ts'

/** What was waited for has come: the clock runs on. */
export const resume = defineVerb({
  input: Type.Object({}, { additionalProperties: false }),
  allowedIn: ['suspended'],
  who: ['step_officer', 'step_head'],
  decide: (state, _input, facts) => [{ type: 'Resumed', payload: resumeClock(state, facts) }],
})
