import type { DossierId } from '../../platform/ids.ts'
import { openDossierForFees, recordFees } from '../casework/index.ts'
import type { Actor } from '../organisation/index.ts'
import { getPersonKey, insertSealedValues, sealPersonText } from '../vault/index.ts'
import { assessIn, assessState } from './assess-dossier.ts'
import type { Charge } from './charge.ts'
import { updateWaived } from './charge-store.ts'
import type { MoneyContext } from './context.ts'
import { deskFor } from './desk.ts'
import { refusals } from './errors.ts'
import { type PersonGroup, personGroups } from './fee-table.ts'

export interface WaiverRequest {
  dossierId: DossierId
  groups: readonly string[]
  /** What proved that the applicant belongs there: paper, number, date. */
  evidence: string
  actor: Actor
}

/**
 * Lets off what is still due of fees and charges for the groups the applicant belongs to; of several waivers the highest counts. What was
 * paid stays paid. Refuses `no_waiver` where nothing becomes less.
 */
export async function waiveCharges(context: MoneyContext, request: WaiverRequest): Promise<void> {
  const groups = checkedGroups(request.groups)
  const evidence = request.evidence.trim()
  if (evidence.length < 3) throw refusals.reason_needed({}, [{ path: 'evidence', code: 'money.reason_needed' }])
  await context.casework.db.write(async (tx) => {
    const first = await openDossierForFees(tx, request.dossierId)
    const mandate = await deskFor(context, request.actor, first.state)
    const { loaded, charges } = await assessIn(tx, first, { actor: request.actor })
    const lines = new Map(
      (await assessState(tx, loaded.state, { groups, chosen: quantities(charges) })).map((line) => [line.key, line]),
    )
    const changed = charges.flatMap((charge): Charge[] => {
      const line = lines.get(charge.key)
      if (charge.state !== 'due' || line === undefined || line.waived <= charge.waived) return []
      const amount = charge.full - line.waived
      return [{ ...charge, waived: line.waived, amount, state: amount === 0 ? 'waived' : 'due', line }]
    })
    if (changed.length === 0) throw refusals.no_waiver()
    await updateWaived(tx, changed)
    const before = new Map(charges.map((charge) => [charge.id, charge.waived]))
    const amount = changed.reduce((sum, charge) => sum + charge.waived - (before.get(charge.id) ?? 0), 0)
    const key = await getPersonKey(tx, context.casework.keys, loaded.state.applicant.personId)
    const sealed = sealPersonText(key, evidence, loaded.now.getTime())
    await insertSealedValues(tx, [sealed.row])
    const entry = { type: 'FeeWaived' as const, payload: { amount, reason: sealed.ref } }
    await recordFees(tx, loaded, entry, { actor: request.actor, mandateId: mandate.id, agencyId: mandate.agencyId })
  })
}

/** What was counted when the charges were assessed. */
function quantities(charges: readonly Charge[]): Record<string, number> {
  return Object.fromEntries(charges.map((charge) => [charge.key, charge.line.quantity]))
}

function checkedGroups(groups: readonly string[]): PersonGroup[] {
  const known = personGroups.filter((group) => groups.includes(group))
  if (known.length === 0 || known.length !== new Set(groups).size) {
    throw refusals.group_unknown({}, [{ path: 'groups', code: 'money.group_unknown' }])
  }
  return known
}
