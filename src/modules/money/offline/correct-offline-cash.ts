import { localDate } from '../../../platform/civil-date.ts'
import { query } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import type { Actor } from '../../organisation/index.ts'
import type { MoneyContext } from '../context.ts'
import { refusals } from '../errors.ts'
import { offlineCorrectedPostings } from '../journal.ts'
import { bookEntry } from '../journal-store.ts'
import { lockTakenCash } from '../offline-cash-store.ts'
import { cashierIn } from '../policy.ts'

const fault = (path: string, code: string) => [{ path, code: `money.${code}` }]

/**
 * Sets right an amount that was typed wrongly at a counter without network: the record and its entry stay, the difference is a counter-entry
 * with its reason. Less than what has paid a dossier already it cannot become (`offline_amount_spent`: that is a refund). Once the cash was
 * handed over its difference was counted there (`offline_cash_handed`).
 */
export async function correctOfflineCash(
  context: MoneyContext,
  given: { recordId: string; amount: number; reason: string; actor: Actor },
): Promise<void> {
  const { actor, amount } = given
  const reason = given.reason.trim()
  await context.casework.db.write(async (tx) => {
    const cash = await lockTakenCash(tx, given.recordId)
    if (cash === undefined || actor.kind !== 'officer' || cashierIn(actor, cash.agencyId) === null) {
      throw refusals.offline_cash_not_found()
    }
    if (cash.unsettled === null) throw refusals.offline_cash_not_posted()
    if (cash.isHanded) throw refusals.offline_cash_handed()
    if (reason.length < 3) throw refusals.reason_needed({}, fault('reason', 'reason_needed'))
    const delta = amount - cash.total
    if (amount <= 0 || delta === 0) throw refusals.offline_amount_same({}, fault('amount', 'offline_amount_same'))
    if (-delta > cash.unsettled) throw refusals.offline_amount_spent({}, fault('amount', 'offline_amount_spent'))
    const id = newId(cash.now.getTime())
    await query(
      tx,
      `INSERT INTO money_offline_correction (id, record_id, before_amount, after_amount, reason, corrected_by, corrected_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, cash.recordId, cash.total, amount, reason, actor.officerId, cash.now],
    )
    const unsettled = cash.unsettled + delta
    await query(
      tx,
      'UPDATE money_offline_cash SET corrected = corrected + $2, held = held + $2, unsettled = $3, why = $4 WHERE record_id = $1',
      [cash.recordId, delta, unsettled, unsettled === 0 ? null : (cash.why ?? 'more_than_due')],
    )
    await bookEntry(tx, {
      agencyId: cash.agencyId,
      kind: 'offline_corrected',
      cause: `offline-corrected:${id}`,
      officerId: actor.officerId,
      on: localDate(cash.now.getTime()),
      at: cash.now,
      postings: offlineCorrectedPostings(delta),
    })
  })
}
