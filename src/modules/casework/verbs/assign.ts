import Type from 'typebox'
import type { OfficerId } from '../../../platform/ids.ts'
import { refusals } from '../errors.ts'
import { currentStep, defineVerb, stepOf } from '../verb.ts'
import { Uuid } from './inputs.ts'

/** The head gives the dossier to an officer who holds the step's role in its agency (NĐ 61/2018 Art. 19.1). */
export const assign = defineVerb({
  input: Type.Object({ officerId: Uuid }, { additionalProperties: false }),
  allowedIn: ['accepted', 'in_process', 'supplement_requested', 'payment_requested', 'suspended', 'resolved'],
  who: ['step_head', 'step_officer'],
  decide(state, input, facts) {
    const step = currentStep(state)
    const officerId = input.officerId as OfficerId
    const { role } = stepOf(facts.flow, step.key)
    if (facts.holdsRole?.(officerId, role, step.agencyId) !== true) {
      throw refusals.assignee_without_mandate({}, [{ path: 'officerId', code: 'casework.assignee_without_mandate' }])
    }
    return [{ type: 'Assigned', payload: { step: step.key, assigneeId: officerId } }]
  },
})
