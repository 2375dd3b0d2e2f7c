import Type from 'typebox'
import { componentsToSupply } from '../../catalogue/component.ts'
import { openSupplement } from '../dossier.ts'
import { refusals } from '../errors.ts'
import { defineVerb } from '../verb.ts'
import { AttachmentInput, Uuid } from './inputs.ts'

/**
 * Puts a paper that the store holds into the dossier, by reference: the applicant their own, an officer what this procedure needs of the
 * applicant's or what was shared with the dossier. Whether it is held and valid is checked before (papers/use-papers.ts).
 */
export const attachPaper = defineVerb({
  input: Type.Object(
    {
      attachments: Type.Array(
        Type.Object({ ...AttachmentInput.properties, paperId: Uuid }, { additionalProperties: false }),
        { minItems: 1, maxItems: 20 },
      ),
    },
    { additionalProperties: false },
  ),
  allowedIn: ['submitted', 'intake_supplement', 'accepted', 'in_process', 'supplement_requested', 'suspended'],
  who: ['owner', 'intake_desk', 'step_officer'],
  decide(state, input, facts) {
    const askable = new Set(componentsToSupply(facts.procedure, state.caseKey).map((component) => component.key))
    for (const { componentKey, paperId } of input.attachments) {
      if (!askable.has(componentKey)) throw refusals.component_not_in_procedure({ component: componentKey })
      const there = state.attachments.some((one) => one.componentKey === componentKey && one.paperId === paperId)
      if (there) {
        const fault = { path: `components/${componentKey}`, code: 'casework.paper_already_attached' }
        throw refusals.paper_already_attached({}, [fault])
      }
    }
    const round = openSupplement(state)?.round ?? state.supplements.length
    return [{ type: 'PaperAttached', payload: { attachments: input.attachments.map((one) => ({ ...one, round })) } }]
  },
})
