import { localDate } from '../../platform/civil-date.ts'
import { query, type Transaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { type DossierForFees, openDossierForFees } from '../casework/index.ts'
import { anonymous } from '../organisation/index.ts'
import { bookPayment } from './book-payment.ts'
import { chargesOf } from './charge-store.ts'
import type { MoneyContext } from './context.ts'
import { surplusPostings } from './journal.ts'
import { bookEntry } from './journal-store.ts'
import { findOnlinePayment, keepMessages, type OnlinePayment, setOnlineState } from './online-payment-store.ts'
import type { PlatformReport, RawMessage } from './ports.ts'

/**
 * What was made of a report: `booked`; `repeated` (booked before); `failed` there; `amount_differs`, `other_dossier` and
 * `unknown_reference` are not booked; `already_paid`: the charges were paid otherwise meanwhile, the money is owed back.
 */
export type ReportVerdict =
  | 'booked'
  | 'repeated'
  | 'failed'
  | 'pending'
  | 'amount_differs'
  | 'other_dossier'
  | 'unknown_reference'
  | 'already_paid'

const PAID = '00'
/** The platform's word for "not paid yet" in answer to a query; assumed, like the query itself (decision 0016). */
const PENDING = '02'

/**
 * Makes of a signed report what follows from it, once by reference however often it comes: the payment is booked, or why it cannot be
 * stands with it for a person to settle. All messages are kept.
 */
export async function takeReport(
  context: MoneyContext,
  report: PlatformReport,
  messages: readonly RawMessage[],
): Promise<ReportVerdict> {
  const known = await findOnlinePayment(context.casework.db.read, report.reference)
  return context.casework.db.write(async (tx) => {
    const verdict = known === undefined ? 'unknown_reference' : await settle(tx, context, known, report)
    await keepMessages(
      tx,
      messages.map((message) => (message.direction === 'received' ? { ...message, verdict } : message)),
    )
    return verdict
  })
}

async function settle(
  tx: Transaction,
  context: MoneyContext,
  known: OnlinePayment,
  report: PlatformReport,
): Promise<ReportVerdict> {
  const loaded = await openDossierForFees(tx, known.dossierId)
  await query(tx, 'SELECT 1 FROM money_online_payment WHERE reference = $1 FOR UPDATE', [known.reference])
  const payment = await findOnlinePayment(tx, known.reference)
  if (payment === undefined) return 'unknown_reference'
  if (payment.state === 'paid') return 'repeated'
  const { reference } = payment
  if (report.code === PENDING) return 'pending'
  const trouble = troubleOf(payment, loaded, report)
  if (trouble !== null) {
    await setOnlineState(tx, reference, { state: payment.state, trouble })
    return trouble
  }
  if (report.code !== PAID) {
    await setOnlineState(tx, reference, { state: 'failed' })
    return 'failed'
  }
  const charges = (await chargesOf(tx, payment.dossierId)).filter((charge) => payment.chargeIds.includes(charge.id))
  const { transactionCode } = report
  if (!charges.every((charge) => charge.state === 'due')) {
    await bookSurplus(tx, loaded, payment)
    await setOnlineState(tx, reference, { state: 'paid', trouble: 'already_paid', transactionCode })
    return 'already_paid'
  }
  await bookPayment(tx, context, loaded, {
    id: newId(loaded.now.getTime()),
    method: 'platform',
    chargeIds: payment.chargeIds,
    amount: report.amount,
    reference,
    actor: anonymous,
  })
  await setOnlineState(tx, reference, { state: 'paid', trouble: null, transactionCode })
  return 'booked'
}

function troubleOf(
  payment: OnlinePayment,
  { state }: DossierForFees,
  report: PlatformReport,
): 'amount_differs' | 'other_dossier' | null {
  if (report.dossierCode !== state.code) return 'other_dossier'
  return report.amount === payment.amount ? null : 'amount_differs'
}

async function bookSurplus(tx: Transaction, { now }: DossierForFees, payment: OnlinePayment): Promise<void> {
  await bookEntry(tx, {
    agencyId: payment.agencyId,
    kind: 'surplus',
    cause: `surplus:${payment.reference}`,
    on: localDate(now.getTime()),
    at: now,
    postings: surplusPostings('platform', payment.amount),
  })
}
