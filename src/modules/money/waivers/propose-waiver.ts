import type { Transaction } from '../../../platform/db.ts'
import { type DossierId, newId } from '../../../platform/ids.ts'
import { type DossierForFees, openDossierForFees, recordFees } from '../../casework/index.ts'
import type { Actor } from '../../organisation/index.ts'
import { assessIn, assessState } from '../assess-dossier.ts'
import type { Charge } from '../charge.ts'
import { updateWaived } from '../charge-store.ts'
import type { MoneyContext } from '../context.ts'
import { deskFor } from '../desk.ts'
import { refusals } from '../errors.ts'
import { type PersonGroup, personGroups } from '../fee-table.ts'
import { sealFor } from '../seal-for.ts'
import { isOutright, letOff, reduceCharges, type WaiverTerms } from './waiver.ts'
import { insertWaiver } from './waiver-store.ts'

export interface WaiverRequest {
  dossierId: DossierId
  groups: readonly string[]
  /** What proved it: paper, number, date. */
  evidence: string
  /** Hash of the paper in the dossier that proves it. */
  paper?: string
  /** Another basis than a group: in words, and how much of each charge. */
  legalBasis?: string
  percent?: number | null
  actor: Actor
}

const fault = (path: string, code: string) => [{ path, code: `money.${code}` }]

/**
 * The desk asks that what is still due be let off. Where the law names the group and the proof lies in the dossier it is done at once; else it
 * waits for a second person, and all stays due until then. What was paid stays paid. Refuses `no_waiver` where nothing becomes less,
 * `waiver_waiting` while another waits.
 */
export async function proposeWaiver(
  context: MoneyContext,
  request: WaiverRequest,
): Promise<{ state: 'proposed' | 'confirmed'; amount: number }> {
  const terms = checkedTerms(request)
  const evidence = request.evidence.trim()
  if (evidence.length < 3) throw refusals.reason_needed({}, fault('evidence', 'reason_needed'))
  const { actor } = request
  return context.casework.db.write(async (tx) => {
    const first = await openDossierForFees(tx, request.dossierId)
    const mandate = await deskFor(context, actor, first.state)
    if (actor.kind !== 'officer') throw refusals.not_your_desk()
    const { paperHash } = terms
    if (paperHash !== null && !first.state.attachments.some((one) => one.fileHash === paperHash)) {
      throw refusals.waiver_paper_unknown({}, fault('paper', 'waiver_paper_unknown'))
    }
    const { loaded, charges } = await assessIn(tx, first, { actor })
    const changed = await reducedBy(tx, loaded, charges, terms)
    const amount = letOff(charges, changed)
    const seal = await sealFor(tx, context, loaded)
    const [reason, basis] = [await seal(evidence), await seal(basisOf(terms, changed))]
    const outright = isOutright(terms)
    const state = outright ? 'confirmed' : 'proposed'
    const id = newId(loaded.now.getTime())
    await insertWaiver(tx, {
      id,
      dossierId: loaded.state.id,
      agencyId: mandate.agencyId,
      groups: [...terms.groups],
      percent: terms.percent,
      amount,
      legalBasis: basis,
      evidence: reason,
      paperHash,
      outright,
      state,
      proposedBy: actor.officerId,
      proposedAt: loaded.now,
    })
    if (outright) await updateWaived(tx, changed)
    const entry = outright
      ? { type: 'FeeWaived' as const, payload: { amount, reason } }
      : { type: 'FeeWaiverProposed' as const, payload: { waiverId: id, amount, basis } }
    await recordFees(tx, loaded, entry, { actor, mandateId: mandate.id, agencyId: mandate.agencyId })
    return { state, amount }
  })
}

/** The charges as the waiver would leave them. Refuses `no_waiver` when none becomes less. */
export async function reducedBy(
  tx: Transaction,
  { state }: DossierForFees,
  charges: readonly Charge[],
  terms: WaiverTerms,
): Promise<Charge[]> {
  const chosen = Object.fromEntries(charges.map((charge) => [charge.key, charge.line.quantity]))
  const changed = reduceCharges(charges, await assessState(tx, state, { groups: terms.groups, chosen }), terms)
  if (changed.length === 0) throw refusals.no_waiver()
  return changed
}

function basisOf({ legalBasis }: WaiverTerms, changed: readonly Charge[]): string {
  const ofTable = changed.flatMap(({ line }) => (line.waiver === null ? [] : [line.waiver.basis]))
  return [...new Set([...ofTable, legalBasis])].filter((part) => part !== '').join('; ')
}

function checkedTerms(request: WaiverRequest): WaiverTerms {
  const legalBasis = request.legalBasis?.trim() ?? ''
  const paperHash = request.paper === undefined || request.paper === '' ? null : request.paper
  if (request.groups.length > 0) {
    return { groups: checkedGroups(request.groups), percent: null, legalBasis, paperHash }
  }
  if (legalBasis === '') throw refusals.group_unknown({}, fault('groups', 'group_unknown'))
  const percent = request.percent ?? 100
  if (!Number.isInteger(percent) || percent < 1 || percent > 100) {
    throw refusals.percent_wrong({}, fault('percent', 'percent_wrong'))
  }
  if (legalBasis.length < 5) throw refusals.reason_needed({}, fault('legalBasis', 'reason_needed'))
  return { groups: [], percent, legalBasis, paperHash }
}

function checkedGroups(groups: readonly string[]): PersonGroup[] {
  const known = personGroups.filter((group) => groups.includes(group))
  if (known.length !== new Set(groups).size) throw refusals.group_unknown({}, fault('groups', 'group_unknown'))
  return known
}
