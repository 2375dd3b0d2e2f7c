import Type from 'typebox'
import { localDate } from '../../../platform/civil-date.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { openOpinions } from '../dossier.ts'
import { refusals } from '../errors.ts'
import { currentStep, defineVerb, definitionOfStep, stepOf } from '../verb.ts'
import { Uuid, Words } from './inputs.ts'

const DEFAULT_OPINION_WORKING_DAYS = 3

/**
 * Asks other agencies for their opinion, all at once; content and deadline are recorded (NĐ 61/2018 Art. 19.5, 19.6). The dossier's
 * own clock runs on.
 */
export const askOpinion = defineVerb({
  input: Type.Object(
    {
      agencyIds: Type.Array(Uuid, { minItems: 1, maxItems: 10, uniqueItems: true }),
      question: Words,
      workingDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
    },
    { additionalProperties: false },
  ),
  allowedIn: ['in_process'],
  who: ['step_officer'],
  forbids: (state, flow) => (definitionOfStep(state, flow)?.mayAskOpinion === true ? null : 'step_does_not_allow'),
  decide(state, input, facts) {
    const step = currentStep(state)
    const definition = stepOf(facts.flow, step.key)
    const days = input.workingDays ?? Math.ceil(definition.opinionWorkingDays ?? DEFAULT_OPINION_WORKING_DAYS)
    const asked = new Set(openOpinions(state).map((opinion) => opinion.agencyId))
    const question = facts.seal(input.question)
    return (input.agencyIds as AgencyId[]).map((agencyId) => {
      if (facts.isAgency?.(agencyId) !== true) {
        throw refusals.agency_unknown({}, [{ path: 'agencyIds', code: 'casework.agency_unknown' }])
      }
      if (agencyId === step.agencyId) throw refusals.opinion_agency_is_own()
      if (asked.has(agencyId)) throw refusals.opinion_already_asked()
      const calendar = facts.calendarOf(agencyId)
      const dueAt = calendar.endOfWorkingDay(calendar.addWorkingDays(localDate(facts.now), days))
      const askedBy = facts.officerId
      if (askedBy === null) throw refusals.not_yours_to_do()
      return { type: 'OpinionAsked', payload: { id: facts.newId(), agencyId, question, askedBy, dueAt } }
    })
  },
})
