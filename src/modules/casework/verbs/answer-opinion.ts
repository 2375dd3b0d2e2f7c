import Type from 'typebox'
import { refusals } from '../errors.ts'
import { defineVerb } from '../verb.ts'
import { Uuid, Words } from './inputs.ts'

/** The agency that was asked answers; late answers are taken too and stay visible as late (NĐ 61/2018 Art. 19.5). */
export const answerOpinion = defineVerb({
  input: Type.Object({ opinionId: Uuid, answer: Words, agrees: Type.Boolean() }, { additionalProperties: false }),
  allowedIn: ['in_process', 'supplement_requested', 'payment_requested', 'suspended'],
  who: ['asked_officer'],
  decide(state, input, facts) {
    const opinion = state.opinions.find((candidate) => candidate.id === input.opinionId)
    if (opinion === undefined || opinion.agencyId !== facts.agencyId) throw refusals.opinion_unknown()
    if (opinion.answeredAt !== null) throw refusals.opinion_already_answered()
    return [
      {
        type: 'OpinionAnswered',
        payload: { id: opinion.id, answer: facts.seal(input.answer), agrees: input.agrees },
      },
    ]
  },
})
