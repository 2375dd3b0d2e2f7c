import Type from 'typebox'
import { refusals } from '../errors.ts'
import { defineVerb } from '../verb.ts'
import { Words } from './inputs.ts'

/** Hands the result over and records who took it, how, and by what evidence: identity seen, or the post's number. */
export const returnResult = defineVerb({
  input: Type.Object(
    {
      to: Words,
      by: Type.Unsafe<'counter' | 'post' | 'online'>(Type.String({ enum: ['counter', 'post', 'online'] })),
      evidence: Type.Optional(Words),
    },
    { additionalProperties: false },
  ),
  allowedIn: ['resolved'],
  who: ['return_desk'],
  decide(_state, input, facts) {
    if (input.by !== 'online' && input.evidence === undefined) {
      throw refusals.declaration_missing({}, [{ path: 'evidence', code: 'casework.declaration_missing' }])
    }
    const evidence = input.evidence === undefined ? null : facts.seal(input.evidence)
    return [{ type: 'ResultReturned', payload: { to: facts.seal(input.to), by: input.by, evidence } }]
  },
})
