import type { Transaction } from '../../platform/db.ts'
import { type DossierId, newId } from '../../platform/ids.ts'
import { openDossierForFees } from '../casework/index.ts'
import { type Actor, anonymous } from '../organisation/index.ts'
import { assessIn } from './assess-dossier.ts'
import { bookPayment } from './book-payment.ts'
import { sumOfCharges } from './charge.ts'
import type { MoneyContext } from './context.ts'
import { deskFor } from './desk.ts'
import { offlineSettledPostings } from './journal.ts'
import { bookEntry } from './journal-store.ts'
import { coverOf, type OfflineCashSettlement, type UnsettledReason } from './offline-cash.ts'
import type { TakenCash } from './offline-cash-store.ts'

export interface CoverRequest {
  cash: TakenCash
  dossierId: DossierId
  /** What of the cash is there to pay with. */
  amount: number
  /** The record's own day when it is posted, today when it is settled later. */
  paidOn: string
  /** Null: the job, for whom the officer who took the cash stands. */
  actor: Actor | null
}

/** Pays the charges of a dossier that the cash covers, as any payment is booked. Gives how much that was and why something is left. */
export async function payCovered(
  tx: Transaction,
  context: MoneyContext,
  request: CoverRequest,
): Promise<{ paid: number; why: UnsettledReason | null }> {
  const { cash, dossierId, amount, paidOn, actor } = request
  const first = await openDossierForFees(tx, dossierId)
  const mandate = actor === null ? null : await deskFor(context, actor, first.state)
  if (first.state.units.intake !== cash.agencyId) return { paid: 0, why: 'other_agency' }
  if (first.state.acceptedAt === null) return { paid: 0, why: 'not_accepted' }
  const { loaded, charges } = await assessIn(tx, first, { actor: actor ?? anonymous })
  // What an officer settles by hand may be for either kind: the purpose was chosen in haste at the counter.
  const purpose = actor === null ? cash.purpose : 'unstated'
  const cover = coverOf(charges, { legal: loaded.state.legal, purpose, amount })
  if (cover.charges.length === 0) return { paid: 0, why: cover.why }
  const isFirst = cash.unsettled === null
  const paid = sumOfCharges(cover.charges)
  await bookPayment(tx, context, loaded, {
    id: isFirst ? cash.recordId : newId(cash.now.getTime()),
    method: 'offline_cash',
    chargeIds: cover.charges.map((charge) => charge.id),
    amount: paid,
    reference: isFirst ? cash.recordId : `${cash.recordId}:${placeOf(cash)}`,
    actor: actor ?? anonymous,
    mandateId: mandate?.id ?? null,
    paidOn,
    offline: { receiptNumber: cash.receiptNumber, officerId: cash.officerId },
  })
  return { paid, why: cover.why }
}

/** What stands, and, once it was corrected, what it is in all: so that the same sum after a correction is another cause. */
function placeOf({ unsettled, amount, total }: TakenCash): string {
  return total === amount ? String(unsettled) : `${unsettled}/${total}`
}

/** Takes a part out of what stands as to be settled. What stands shrinks each time: so the cause is never the same twice. */
export async function bookSettled(
  tx: Transaction,
  cash: TakenCash,
  given: { how: OfflineCashSettlement; amount: number; on: string; actor: Actor | null },
): Promise<void> {
  const { how, amount, on, actor } = given
  await bookEntry(tx, {
    agencyId: cash.agencyId,
    kind: 'offline_settled',
    cause: `offline-settled:${cash.recordId}:${placeOf(cash)}`,
    officerId: actor?.kind === 'officer' ? actor.officerId : null,
    on,
    at: cash.now,
    postings: offlineSettledPostings(how, amount, cash.isHanded),
  })
}
