import type { DossierState } from '../dossier.ts'
import { isEnded } from '../dossier.ts'
import { refusals } from '../errors.ts'
import type { DossierEvent } from '../events.ts'

/** What the cash desk tells a dossier. It is no verb: nobody presses it, it follows from the journal of money. */
export type FeeEntry = Extract<DossierEvent, { type: 'FeeAssessed' | 'FeeSettled' | 'FeeWaived' | 'FeeRefunded' }>

/**
 * Refuses an entry that the dossier's own figures contradict (`fees_not_possible`). Fees are assessed once a dossier is accepted and as
 * long as it has not ended; money that came in or went back is a fact in every state.
 */
export function assertFeeEntry(state: DossierState, { type, payload }: FeeEntry): void {
  const { due = 0, paid = 0 } = state.fees ?? {}
  const possible = {
    FeeAssessed: state.acceptedAt !== null && !isEnded(state.legal),
    FeeSettled: payload.amount <= due,
    FeeWaived: payload.amount <= due,
    FeeRefunded: payload.amount <= paid,
  }[type]
  if (!possible || payload.amount < 0) throw refusals.fees_not_possible({ state: state.legal })
}
