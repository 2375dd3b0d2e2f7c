import { type Charge, dueNow, sumOfCharges } from './charge.ts'

/** Why cash taken without network, or a part of it, pays nothing yet. */
export const unsettledReasons = [
  'no_dossier',
  'not_accepted',
  'nothing_due',
  'less_than_due',
  'more_than_due',
  'other_agency',
] as const
export type UnsettledReason = (typeof unsettledReasons)[number]

/** What an officer can make of it: fees of a dossier, given back to its payer, something else (a difference). */
export const offlineCashSettlements = ['dossier', 'returned', 'other'] as const
export type OfflineCashSettlement = (typeof offlineCashSettlements)[number]

/** Cash taken without network as the reconciliation of its day shows it. Amounts in whole đồng. */
export interface OfflineCashLine {
  recordId: string
  receiptNumber: string
  amount: number
  takenAt: Date
  dossierCode: string | null
  /** What still stands as to be settled, and why; all of it before it is posted. */
  unsettled: number
  why: UnsettledReason | null
  settledHow: OfflineCashSettlement | null
  reason: string | null
  /** Sum of the corrections of the amount, either sign, and why the last was made. */
  corrected: number
  correctionReason: string | null
  isHanded: boolean
  /** What the journal has of it. */
  journalled: number
}

export interface Cover {
  charges: readonly Charge[]
  /** Why something is left; null when the amount is what the charges come to. */
  why: UnsettledReason | null
}

/**
 * The charges that cash pays: all that are due when it reaches so far, otherwise those due now; of one kind when it was taken for that
 * kind. Charges are paid whole: an amount below what is due now pays nothing.
 */
export function coverOf(
  charges: readonly Charge[],
  taken: { legal: string; purpose: 'fee' | 'charge' | 'unstated'; amount: number },
): Cover {
  const { legal, purpose, amount } = taken
  const due = charges.filter((charge) => charge.state === 'due' && (purpose === 'unstated' || charge.kind === purpose))
  if (due.length === 0) return { charges: [], why: 'nothing_due' }
  const now = dueNow(due, legal)
  const paid = [due, now].find((some) => some.length > 0 && sumOfCharges(some) <= amount)
  if (paid === undefined) return { charges: [], why: now.length === 0 ? 'nothing_due' : 'less_than_due' }
  return { charges: paid, why: sumOfCharges(paid) < amount ? 'more_than_due' : null }
}
