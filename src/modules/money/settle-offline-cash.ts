import { localDate } from '../../platform/civil-date.ts'
import type { Transaction } from '../../platform/db.ts'
import type { Actor, OfficerActor } from '../organisation/index.ts'
import type { MoneyContext } from './context.ts'
import { refusals } from './errors.ts'
import { dossierOfCode } from './match-lines.ts'
import { offlineCashSettlements, type UnsettledReason } from './offline-cash.ts'
import { lockTakenCash, type TakenCash, updateSettled } from './offline-cash-store.ts'
import { bookSettled, payCovered } from './pay-offline-cash.ts'
import { cashierIn } from './policy.ts'

export interface OfflineCashDecision {
  recordId: string
  how: string
  /** For `dossier`: the dossier it pays. */
  dossierCode: string
  reason: string
  actor: Actor
}

const fault = (path: string, code: string) => [{ path, code: `money.${code}` }]

/**
 * The desk says what offline cash that pays nothing yet is: the fees of a dossier, given back to its payer, or something else with a reason,
 * which is booked as a difference. Refuses `offline_cash_not_found`, `offline_cash_settled`, `offline_cash_covers_nothing`.
 */
export async function settleOfflineCash(context: MoneyContext, decision: OfflineCashDecision): Promise<void> {
  const { actor } = decision
  await context.casework.db.write(async (tx) => {
    const cash = await lockTakenCash(tx, decision.recordId)
    if (cash === undefined || cashierIn(actor, cash.agencyId) === null || actor.kind !== 'officer') {
      throw refusals.offline_cash_not_found()
    }
    if (cash.unsettled === null || cash.unsettled === 0) throw refusals.offline_cash_settled()
    const how = offlineCashSettlements.find((one) => one === decision.how)
    if (how === undefined) throw refusals.match_kind_unknown({}, fault('kind', 'match_kind_unknown'))
    const reason = decision.reason.trim()
    if (how !== 'dossier' && reason.length < 3) throw refusals.reason_needed({}, fault('reason', 'reason_needed'))
    const on = localDate(cash.now.getTime())
    const { paid, why } =
      how === 'dossier'
        ? await payDossier(tx, context, { cash, on, actor, code: decision.dossierCode })
        : { paid: cash.unsettled, why: null }
    await bookSettled(tx, cash, { how, amount: paid, on, actor })
    await updateSettled(tx, cash, {
      unsettled: cash.unsettled - paid,
      why,
      how,
      by: actor.officerId,
      reason: reason.length < 3 ? null : reason,
    })
  })
}

async function payDossier(
  tx: Transaction,
  context: MoneyContext,
  { cash, on, actor, code }: { cash: TakenCash; on: string; actor: OfficerActor; code: string },
): Promise<{ paid: number; why: UnsettledReason | null }> {
  const dossierId = await dossierOfCode(tx, code, cash.agencyId)
  const done = await payCovered(tx, context, { cash, dossierId, amount: cash.unsettled ?? 0, paidOn: on, actor })
  if (done.paid === 0) throw refusals.offline_cash_covers_nothing({}, fault('code', 'offline_cash_covers_nothing'))
  return done
}
