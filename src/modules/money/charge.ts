import type { AgencyId, DossierId } from '../../platform/ids.ts'
import { type AssessedLine, momentsReached } from './assess.ts'
import type { ChargeKind, CollectMoment } from './fee-table.ts'

export type ChargeState = 'due' | 'paid' | 'waived' | 'refunded' | 'released'

/** One amount that a dossier owes or owed (khoản thu). */
export interface Charge {
  id: string
  dossierId: DossierId
  key: string
  agencyId: AgencyId
  kind: ChargeKind
  collect: CollectMoment
  /** Whole đồng: before waivers, let off, to pay. */
  full: number
  waived: number
  amount: number
  state: ChargeState
  line: AssessedLine
  paymentId: string | null
}

/** The charges to be paid now: due, and their moment has come. */
export function dueNow<Owed extends Pick<Charge, 'state' | 'collect'>>(
  charges: readonly Owed[],
  legal: string,
): Owed[] {
  const reached = momentsReached(legal)
  return charges.filter((charge) => charge.state === 'due' && reached.includes(charge.collect))
}

/** Due, but not before a later moment. */
export function dueLater(charges: readonly Charge[], legal: string): Charge[] {
  const reached = momentsReached(legal)
  return charges.filter((charge) => charge.state === 'due' && !reached.includes(charge.collect))
}

export function sumOfCharges(charges: readonly Pick<Charge, 'amount'>[]): number {
  return charges.reduce((sum, charge) => sum + charge.amount, 0)
}
