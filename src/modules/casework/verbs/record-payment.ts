import Type from 'typebox'
import { refusals } from '../errors.ts'
import { defineVerb, resumeClock } from '../verb.ts'
import { Words } from './inputs.ts'

/** The whole amount was paid: the receipt's number is kept and the clock runs on. */
export const recordPayment = defineVerb({
  input: Type.Object({ amount: Type.Integer({ minimum: 1 }), receipt: Words }, { additionalProperties: false }),
  allowedIn: ['payment_requested'],
  who: ['intake_desk', 'step_officer'],
  decide(state, input, facts) {
    if (state.moneyDue === null || input.amount !== state.moneyDue.amount) {
      throw refusals.amount_wrong({ amount: state.moneyDue?.amount ?? 0 }, [
        { path: 'amount', code: 'casework.amount_wrong', params: { amount: state.moneyDue?.amount ?? 0 } },
      ])
    }
    return [
      {
        type: 'PaymentRecorded',
        payload: { amount: input.amount, receipt: facts.seal(input.receipt), ...resumeClock(state, facts) },
      },
    ]
  },
})
