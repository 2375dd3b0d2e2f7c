import { query } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { openDossierForFees } from '../../casework/index.ts'
import { type Actor, userIdOf } from '../../organisation/index.ts'
import type { MoneyContext } from '../context.ts'
import { assertSees, deskFor } from '../desk.ts'
import { refusals } from '../errors.ts'
import { lockRefund } from '../refund.ts'
import { sealFor } from '../seal-for.ts'
import { type RefundAccount, readAccount } from './refund-account.ts'

/**
 * The applicant, or the desk on the applicant's paper, states where a refund through the bank is to go; again until it is ordered. Refuses
 * `refund_not_found` to everybody else, `refund_decided` once it is ordered, paid or refused, and what is wrong at its field.
 */
export async function stateRefundAccount(
  context: MoneyContext,
  given: { refundId: string; account: RefundAccount; actor: Actor },
): Promise<void> {
  const { actor } = given
  await context.casework.db.write(async (tx) => {
    const refund = await lockRefund(tx, given.refundId)
    const loaded = await openDossierForFees(tx, refund.dossierId)
    await assertSees(context, actor, loaded.state)
    if (actor.kind !== 'citizen') await deskFor(context, actor, loaded.state)
    const userId = userIdOf(actor)
    if (userId === null) throw refusals.refund_not_found()
    if (refund.method !== 'bank' || refund.ordered || !['asked', 'approved'].includes(refund.state)) {
      throw refusals.refund_decided()
    }
    const read = readAccount(given.account)
    if ('faults' in read) {
      const faults = read.faults.map(({ path, code }) => ({ path, code: `money.${code}` }))
      throw refusals[read.faults[0]?.code ?? 'account_wrong']({}, faults)
    }
    const { bin, number, holder } = read.account
    const sealed = await (await sealFor(tx, context, loaded))(JSON.stringify({ number, holder }))
    await query(
      tx,
      `INSERT INTO money_refund_account (id, refund_id, bank_bin, account, stated_by, stated_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [newId(loaded.now.getTime()), refund.id, bin, JSON.stringify(sealed), userId, loaded.now],
    )
  })
}
