import Type from 'typebox'
import { openOpinions } from '../dossier.ts'
import { refusals } from '../errors.ts'
import { enterStep } from '../steps.ts'
import { clockOf, currentStep, defineVerb, definitionOfStep, stepOf } from '../verb.ts'
import { Words } from './inputs.ts'

/**
 * Hands the dossier to the next step of its flow (NĐ 61/2018 Art. 18, 19). The step of return is reached only by `approve` or
 * `complete`. A move to another agency is the hand-over that form 06 records.
 */
export const forward = defineVerb({
  input: Type.Object({ to: Type.String({ maxLength: 64 }), note: Type.Optional(Words) }, { additionalProperties: false }),
  allowedIn: ['accepted', 'in_process'],
  who: ['step_officer'],
  forbids(state, flow) {
    const step = definitionOfStep(state, flow)
    if (step === null) return 'not_possible_in_state'
    if (step.kind === 'approve' && state.approval === null) return 'step_needs_approval'
    if (step.next.every((next) => stepOf(flow, next.to).kind === 'return')) return 'result_missing'
    return openOpinions(state).length > 0 && step.mayAskOpinion ? 'opinions_open' : null
  },
  decide(state, input, facts) {
    const from = currentStep(state)
    const move = stepOf(facts.flow, from.key).next.find((next) => next.to === input.to)
    if (move === undefined) throw refusals.step_move_unknown({ step: input.to })
    if (stepOf(facts.flow, move.to).kind === 'return') throw refusals.result_missing()
    const step = enterStep(state, move.to, clockOf(state), facts)
    return [
      {
        type: 'Forwarded',
        payload: {
          from: from.key,
          step,
          note: input.note === undefined ? null : facts.seal(input.note),
          custody: state.custody === 'none' ? 'none' : 'agency',
        },
      },
    ]
  },
})
