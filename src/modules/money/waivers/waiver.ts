import type { AssessedLine } from '../assess.ts'
import type { Charge } from '../charge.ts'
import type { PersonGroup } from '../fee-table.ts'

/** What is asked for: groups of the fee table, or a part of everything due on another legal basis. */
export interface WaiverTerms {
  groups: readonly PersonGroup[]
  /** For another basis: how much of each charge, 1 to 100; null for groups. */
  percent: number | null
  /** In words; for groups the fee table's own stands with each line. */
  legalBasis: string
  /** Hash of the paper in the dossier that proves it; null without one. */
  paperHash: string | null
}

/**
 * Whether one person may give it: the law names the group and the amount follows from it, and the paper that proves it lies in the dossier
 * for everybody to check (Law 97/2015/QH13 Art. 10.1; decision 0022). Everything else hangs on somebody's judgement and takes two.
 */
export function isOutright({ groups, percent, paperHash }: WaiverTerms): boolean {
  return groups.length > 0 && percent === null && paperHash !== null
}

/**
 * The charges that become less, as they then are: only what is due, never more than before. `lines`: the dossier's lines assessed with the
 * groups; of several waivers the highest counts there.
 */
export function reduceCharges(
  charges: readonly Charge[],
  lines: readonly AssessedLine[],
  terms: WaiverTerms,
): Charge[] {
  const byKey = new Map(lines.map((line) => [line.key, line]))
  return charges.flatMap((charge): Charge[] => {
    const line = terms.percent === null ? byKey.get(charge.key) : onOtherBasis(charge, terms.percent, terms.legalBasis)
    if (charge.state !== 'due' || line === undefined || line.waived <= charge.waived) return []
    const amount = charge.full - line.waived
    return [{ ...charge, waived: line.waived, amount, state: amount === 0 ? 'waived' : 'due', line }]
  })
}

/** What the changed charges are less by. */
export function letOff(charges: readonly Charge[], changed: readonly Charge[]): number {
  const before = new Map(charges.map((charge) => [charge.id, charge.waived]))
  return changed.reduce((sum, charge) => sum + charge.waived - (before.get(charge.id) ?? 0), 0)
}

function onOtherBasis(charge: Charge, percent: number, basis: string): AssessedLine {
  const waived = Math.floor((charge.full * percent) / 100)
  return {
    ...charge.line,
    waived,
    amount: charge.full - waived,
    status: waived === charge.full ? 'waived' : 'owed',
    waiver: { key: 'decision', group: null, percent, basis, unsure: null },
  }
}
