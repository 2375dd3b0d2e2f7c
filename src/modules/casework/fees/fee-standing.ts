import type { DossierState } from '../dossier.ts'
import { isEnded } from '../dossier.ts'
import { refusals } from '../errors.ts'
import type { DossierEvent } from '../events.ts'

/** What the cash desk tells a dossier. It is no verb: nobody presses it, it follows from the journal of money. */
export const feeEntryTypes = [
  'FeeAssessed',
  'FeeSettled',
  'FeeWaived',
  'FeeWaiverProposed',
  'FeeWaiverRefused',
  'FeeReleased',
  'FeeRefunded',
  'UnpaidReviewed',
] as const satisfies readonly DossierEvent['type'][]
export type FeeEntry = Extract<DossierEvent, { type: (typeof feeEntryTypes)[number] }>

/** Where in a history the last entry stands that somebody made by a verb; -1 without one. What the cash desk tells is none. */
export function lastVerbEntry(history: readonly { event: Pick<DossierEvent, 'type'> }[]): number {
  return history.findLastIndex(({ event }) => !(feeEntryTypes as readonly string[]).includes(event.type))
}

/**
 * Refuses an entry that the dossier's own figures contradict (`fees_not_possible`). Fees are assessed once a dossier is accepted and as
 * long as it has not ended, and let go only when it has; money that came in or went back is a fact in every state.
 */
export function assertFeeEntry(state: DossierState, { type, payload }: FeeEntry): void {
  const { due = 0, paid = 0 } = state.fees ?? {}
  const possible = {
    FeeAssessed: state.acceptedAt !== null && !isEnded(state.legal),
    FeeSettled: payload.amount <= due,
    FeeWaived: payload.amount <= due,
    FeeWaiverProposed: payload.amount <= due,
    FeeWaiverRefused: true,
    FeeReleased: payload.amount <= due && isEnded(state.legal),
    UnpaidReviewed: state.legal === 'returned',
    FeeRefunded: payload.amount <= paid,
  }[type]
  if (!possible || payload.amount < 0) throw refusals.fees_not_possible({ state: state.legal })
}
