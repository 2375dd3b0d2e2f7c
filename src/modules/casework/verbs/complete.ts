import Type from 'typebox'
import { refusals } from '../errors.ts'
import { resultEvent } from '../result.ts'
import { currentStep, defineVerb, definitionOfStep, stepOf } from '../verb.ts'
import { ResultInput } from './inputs.ts'

/** Issues the approved result (number, signed file) where the flow has a step for it between approval and return. */
export const complete = defineVerb({
  input: Type.Object({ result: ResultInput }, { additionalProperties: false }),
  allowedIn: ['in_process'],
  who: ['step_officer'],
  forbids(state, flow) {
    if (state.approval === null) return 'step_needs_approval'
    const step = definitionOfStep(state, flow)
    const leads = step?.next.some((next) => stepOf(flow, next.to).kind === 'return') === true
    return leads ? null : 'step_does_not_allow'
  },
  decide(state, input, facts) {
    const next = stepOf(facts.flow, currentStep(state).key).next.map((move) => stepOf(facts.flow, move.to))
    const returning = next.find((step) => step.kind === 'return')
    if (returning === undefined) throw refusals.step_does_not_allow()
    return [resultEvent(state, input.result, returning.key, facts)]
  },
})
