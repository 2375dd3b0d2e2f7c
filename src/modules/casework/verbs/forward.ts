import Type from 'typebox'
import { type DossierState, openOpinions } from '../dossier.ts'
import { refusals } from '../errors.ts'
import { enterStep } from '../steps.ts'
import { clockOf, currentStep, defineVerb, definitionOfStep, stepOf } from '../verb.ts'
import { Words } from './inputs.ts'

/**
 * Hands the dossier to the next step of its flow (NĐ 61/2018 Art. 18, 19). The step of return is reached only by `approve` or
 * `complete`. A move to another agency is the hand-over that form 06 records.
 */
export const forward = defineVerb({
  input: Type.Object(
    { to: Type.String({ maxLength: 64 }), note: Type.Optional(Words) },
    { additionalProperties: false },
  ),
  allowedIn: ['accepted', 'in_process'],
  who: ['step_officer'],
  forbids(state, flow) {
    const step = definitionOfStep(state, flow)
    if (step === null) return 'not_possible_in_state'
    if (step.kind === 'approve' && state.approval === null) return 'step_needs_approval'
    if (step.next.every((next) => stepOf(flow, next.to).kind === 'return')) return 'result_missing'
    return null
  },
  decide(state, input, facts) {
    if (awaitsOpinion(state, facts.now)) throw refusals.opinions_open()
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

/** An opinion is awaited until its own deadline; a silent agency cannot hold the dossier for ever (NĐ 61/2018 Art. 19.5). */
export function awaitsOpinion(state: DossierState, now: number): boolean {
  return openOpinions(state).some((opinion) => now <= opinion.dueAt)
}
