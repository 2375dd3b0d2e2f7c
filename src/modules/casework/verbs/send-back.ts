import Type from 'typebox'
import { refusals } from '../errors.ts'
import { enterStep } from '../steps.ts'
import { clockOf, currentStep, defineVerb, definitionOfStep, stepOf } from '../verb.ts'
import { Words } from './inputs.ts'

/** Sends the dossier back to an earlier step, with the reason; it returns to the officer who had it there. */
export const sendBack = defineVerb({
  input: Type.Object({ to: Type.String({ maxLength: 64 }), reason: Words }, { additionalProperties: false }),
  allowedIn: ['accepted', 'in_process'],
  who: ['step_officer'],
  forbids: (state, flow) => ((definitionOfStep(state, flow)?.back.length ?? 0) > 0 ? null : 'step_does_not_allow'),
  decide(state, input, facts) {
    const from = currentStep(state)
    if (!stepOf(facts.flow, from.key).back.includes(input.to)) throw refusals.step_move_unknown({ step: input.to })
    const step = enterStep(state, input.to, clockOf(state), facts)
    return [{ type: 'SentBack', payload: { from: from.key, step, reason: facts.seal(input.reason) } }]
  },
})
