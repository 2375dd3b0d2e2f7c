import { localDate } from '../../platform/civil-date.ts'
import { query } from '../../platform/db.ts'
import { type DossierId, newId } from '../../platform/ids.ts'
import { openDossierForFees } from '../casework/index.ts'
import type { Actor } from '../organisation/index.ts'
import type { MoneyContext } from './context.ts'
import { deskFor } from './desk.ts'
import { refusals } from './errors.ts'
import { findReceipt, insertReceipt, takeSerials } from './receipt-store.ts'

/**
 * Cancels a receipt that was written wrongly and issues another for the same money. The cancelled one stays with its number and its
 * reason. Gives the new receipt's id.
 */
export async function cancelReceipt(
  context: MoneyContext,
  request: { receiptId: string; reason: string; actor: Actor },
): Promise<string> {
  const { actor } = request
  const reason = request.reason.trim()
  if (reason.length < 3) throw refusals.reason_needed({}, [{ path: 'reason', code: 'money.reason_needed' }])
  return context.casework.db.write(async (tx) => {
    const known = await findReceipt(tx, request.receiptId)
    if (known === undefined) throw refusals.receipt_not_found()
    const { state, now } = await openDossierForFees(tx, known.dossierId as DossierId)
    await deskFor(context, actor, state)
    if (actor.kind !== 'officer') throw refusals.not_your_desk()
    const rows = await query(
      tx,
      `UPDATE money_receipt SET cancelled_at = $2, cancelled_by = $3, cancel_reason = $4
       WHERE id = $1 AND cancelled_at IS NULL RETURNING id`,
      [known.id, now, actor.officerId, reason],
    )
    if (rows.length === 0) throw refusals.receipt_cancelled()
    const { agencyId, kind, paymentId, dossierId, amount, lines, offlineNumber } = known
    const year = Number(localDate(now.getTime()).slice(0, 4))
    const serial = await takeSerials(tx, { agencyId, kind, year })
    const id = newId(now.getTime())
    const issued = { issuedAt: now, issuedBy: actor.officerId, offlineNumber }
    await insertReceipt(tx, { id, agencyId, kind, year, serial, paymentId, dossierId, amount, lines, ...issued })
    return id
  })
}
