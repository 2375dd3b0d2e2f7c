import type { Static } from 'typebox'
import { localDate } from '../../platform/civil-date.ts'
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
        verificationCode: verificationCode(facts.newId()),
        signedBy: state.approval.by,
        signedAt: state.approval.at,
      },
      step,
    },
  }
}

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Sixteen letters of Crockford's base 32 (80 bits) from the random part of a UUID, in groups of four: `7K3M-…`. */
function verificationCode(uuid: string): string {
  const random = BigInt(`0x${uuid.replaceAll('-', '').slice(12)}`)
  const letters = Array.from({ length: 16 }, (_, place) => LETTERS[Number((random >> BigInt(place * 5)) & 31n)])
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-')
}
