import Type from 'typebox'
import { refusals } from '../errors.ts'
import { resultEvent } from '../result.ts'
import { currentStep, defineVerb, definitionOfStep, stepOf } from '../verb.ts'
import { Outcome, ResultInput, Words } from './inputs.ts'

/**
 * The leader decides: grants, or declines with a reason (form 03 as the result: NĐ 61/2018 Art. 19.8). Where the next step is the
 * return, the signed result comes with it and the dossier is resolved: the agency's clock ends.
 */
export const approve = defineVerb({
  input: Type.Object(
    { outcome: Outcome, note: Type.Optional(Words), result: Type.Optional(ResultInput) },
    { additionalProperties: false },
  ),
  allowedIn: ['in_process'],
  who: ['step_officer'],
  forbids(state, flow) {
    if (definitionOfStep(state, flow)?.kind !== 'approve') return 'step_is_not_approval'
    return state.approval === null ? null : 'not_possible_in_state'
  },
  decide(state, input, facts) {
    const by = facts.officerId
    if (by === null) throw refusals.not_yours_to_do()
    if (input.outcome === 'declined' && input.note === undefined) {
      throw refusals.declaration_missing({}, [{ path: 'note', code: 'casework.declaration_missing' }])
    }
    const note = input.note === undefined ? null : facts.seal(input.note)
    const approved = { type: 'Approved' as const, payload: { outcome: input.outcome, by, note } }
    const next = stepOf(facts.flow, currentStep(state).key).next.map((move) => stepOf(facts.flow, move.to))
    const returning = next.find((step) => step.kind === 'return')
    if (returning === undefined) return [approved]
    if (input.result === undefined) {
      throw refusals.result_missing({}, [{ path: 'result', code: 'casework.result_missing' }])
    }
    const approval = { by, at: facts.now, outcome: input.outcome }
    return [approved, resultEvent({ ...state, approval }, input.result, returning.key, facts)]
  },
})
