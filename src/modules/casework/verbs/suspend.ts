import Type from 'typebox'
import { defineVerb, definitionOfStep, stopClock } from '../verb.ts'
import { Words } from './inputs.ts'

/** The clock stops while an outside body acts, or the dossier is posted in public, where the sector's law says so (domain D11). */
export const suspend = defineVerb({
  input: Type.Object(
    {
      because: Type.Unsafe<'external' | 'posting'>(Type.String({ enum: ['external', 'posting'] })),
      reason: Words,
    },
    { additionalProperties: false },
  ),
  allowedIn: ['in_process'],
  who: ['step_officer'],
  forbids: (state, flow) => (definitionOfStep(state, flow)?.maySuspend === true ? null : 'step_does_not_allow'),
  decide: (state, input, facts) => [
    {
      type: 'Suspended',
      payload: { reason: facts.seal(input.reason), because: input.because, ...stopClock(state, facts, input.because) },
    },
  ],
})
