import { openDossierForFees, recordFees } from '../../casework/index.ts'
import type { Actor } from '../../organisation/index.ts'
import { readTexts } from '../../vault/index.ts'
import { assessIn } from '../assess-dossier.ts'
import { updateWaived } from '../charge-store.ts'
import type { MoneyContext } from '../context.ts'
import { refusals } from '../errors.ts'
import { cashierIn, overseerOf } from '../policy.ts'
import { sealFor } from '../seal-for.ts'
import { reducedBy } from './propose-waiver.ts'
import { letOff } from './waiver.ts'
import { findWaiver, updateDecided } from './waiver-store.ts'

export interface WaiverDecision {
  waiverId: string
  confirm: boolean
  /** Needed for a refusal. */
  reason: string
  actor: Actor
}

/**
 * Another person than who proposed it, who answers for the desk, confirms a waiver or refuses it with a reason. What is let off is what is
 * still due at that moment: paid meanwhile, there is nothing to confirm (`no_waiver`). Refuses `waiver_same_officer`, `waiver_decided`.
 */
export async function decideWaiver(context: MoneyContext, decision: WaiverDecision): Promise<void> {
  const { actor, confirm } = decision
  const reason = decision.reason.trim()
  const directory = await context.casework.directory()
  await context.casework.db.write(async (tx) => {
    const known = await findWaiver(tx, decision.waiverId)
    if (known === undefined || actor.kind !== 'officer') throw refusals.waiver_not_found()
    const mandate = overseerOf(actor, directory.line(known.agencyId))
    if (mandate === null) {
      throw cashierIn(actor, known.agencyId) === null ? refusals.waiver_not_found() : refusals.not_yours_to_oversee()
    }
    if (known.proposedBy === actor.officerId) throw refusals.waiver_same_officer()
    if (!confirm && reason.length < 3) {
      throw refusals.reason_needed({}, [{ path: 'reason', code: 'money.reason_needed' }])
    }
    const first = await openDossierForFees(tx, known.dossierId)
    const waiver = await findWaiver(tx, known.id)
    if (waiver?.state !== 'proposed') throw refusals.waiver_decided()
    const stamp = { actor, mandateId: mandate.id, agencyId: mandate.agencyId }
    const by = { by: actor.officerId, at: first.now }
    if (!confirm) {
      const sealed = await (await sealFor(tx, context, first))(reason)
      const { id, amount } = waiver
      await updateDecided(tx, id, { ...by, state: 'refused', amount, reason: sealed })
      const payload = { waiverId: id, amount, reason: sealed }
      await recordFees(tx, first, { type: 'FeeWaiverRefused', payload }, stamp)
      return
    }
    const { loaded, charges } = await assessIn(tx, first, { actor })
    const basis = (await readTexts(tx, context.casework.keys, [waiver.legalBasis.valueId])).get(
      waiver.legalBasis.valueId,
    )
    const { groups, percent, paperHash } = waiver
    const changed = await reducedBy(tx, loaded, charges, { groups, percent, paperHash, legalBasis: basis ?? '' })
    const amount = letOff(charges, changed)
    await updateWaived(tx, changed)
    await updateDecided(tx, waiver.id, { ...by, state: 'confirmed', amount, reason: null })
    const payload = { amount, reason: waiver.evidence, waiverId: waiver.id }
    await recordFees(tx, loaded, { type: 'FeeWaived', payload }, stamp)
  })
}
