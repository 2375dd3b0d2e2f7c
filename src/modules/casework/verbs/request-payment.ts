import Type from 'typebox'
import { defineVerb, stopClock } from '../verb.ts'
import { Instant, untilAhead, Words } from './inputs.ts'

/** Asks the applicant to pay: amount in whole đồng, ground, and until when. The clock stops until the payment is recorded. */
export const requestPayment = defineVerb({
  input: Type.Object(
    { amount: Type.Integer({ minimum: 1000, maximum: 10_000_000_000 }), legalGround: Words, until: Instant },
    { additionalProperties: false },
  ),
  allowedIn: ['in_process'],
  who: ['step_officer'],
  decide(state, input, facts) {
    const until = untilAhead(input, facts.now)
    return [
      {
        type: 'PaymentRequested',
        payload: {
          amount: input.amount,
          until,
          legalGround: facts.seal(input.legalGround),
          ...stopClock(state, facts, 'payment'),
        },
      },
    ]
  },
})
