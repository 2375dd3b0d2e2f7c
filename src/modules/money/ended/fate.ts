import type { Charge } from '../charge.ts'
import type { EndedRule } from '../fee-table.ts'

/** What becomes of a charge when its dossier ends without a result, and by which rule. */
export interface Fate {
  charge: Charge
  fate: 'release' | 'refund'
  basis: string
}

/**
 * The charges that change when a dossier is withdrawn or stopped. A fee is owed for a service that is provided, a charge for its cost (Law
 * 97/2015/QH13 Art. 3): what was to be paid at the hand-over is never owed then; for the rest the fee table says, by kind and by whether
 * the agency had begun. Without a rule nothing is let go and nothing goes back.
 */
export function fatesOf(charges: readonly Charge[], rules: readonly EndedRule[], begun: boolean): Fate[] {
  return charges.flatMap((charge): Fate[] => {
    const rule = rules.find((each) => each.kinds.includes(charge.kind) && (each.begun ?? begun) === begun)
    if (rule === undefined) return []
    const { basis } = rule
    if (charge.state === 'due' && (rule.due === 'release' || charge.collect === 'return')) {
      return [{ charge, fate: 'release', basis }]
    }
    return charge.state === 'paid' && rule.paid === 'refund' ? [{ charge, fate: 'refund', basis }] : []
  })
}
