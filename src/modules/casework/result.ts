import type { Static } from 'typebox'
import { localDate } from '../../platform/civil-date.ts'
import { letterCode } from '../../platform/ids.ts'
import type { DossierState } from './dossier.ts'
import { refusals } from './errors.ts'
import type { DossierEvent } from './events.ts'
import { enterStep } from './steps.ts'
import { clockOf, type Facts } from './verb.ts'
import type { ResultInput } from './verbs/inputs.ts'

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
