import type { Static } from 'typebox'
import { localDate } from '../../platform/civil-date.ts'
import { letterCode } from '../../platform/ids.ts'
import { type DossierState, feesDue } from './dossier.ts'
import { refusals } from './errors.ts'
import type { DossierEvent } from './events.ts'
import { enterStep } from './steps.ts'
import { clockOf, type Facts } from './verb.ts'
import type { ResultInput } from './verbs/inputs.ts'

/**
 * Whether the system itself returns the result now: signed, wanted electronically, and nothing is due. Papers that came in for comparison
 * go back by hand, piece by piece (NĐ 61/2018 Art. 20.2): where the office holds any, the desk returns the result with them.
 */
export function returnsByItself(state: DossierState): boolean {
  const isSigned = state.legal === 'resolved' && state.result !== null
  const isPaid = feesDue(state) === 0 && state.moneyDue === null
  return isSigned && isPaid && state.resultBy === 'online' && state.custody === 'none'
}

/** The event by which an approved dossier is resolved: its result is numbered, dated today, and can be verified by its code. */
export function resultEvent(
  state: DossierState,
  input: Static<typeof ResultInput>,
  returnStep: string,
  facts: Facts,
): DossierEvent {
  if (state.approval === null) throw refusals.step_needs_approval()
  const step = { ...enterStep(state, returnStep, clockOf(state), facts), assigneeId: null }
  return {
    type: 'Completed',
    payload: {
      result: {
        number: input.number.trim(),
        issuedOn: localDate(facts.now),
        outcome: state.approval.outcome,
        fileHash: input.fileHash,
        mediaType: input.mediaType,
        verificationCode: letterCode(facts.newId()),
        signedBy: state.approval.by,
        signedAt: state.approval.at,
      },
      step,
    },
  }
}
