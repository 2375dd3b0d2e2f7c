import { query } from '../../platform/db.ts'
import type { MoneyContext } from './context.ts'
import { keepMessages, ONLINE_COLUMNS, type OnlinePayment, setOnlineState } from './online-payment-store.ts'
import type { PaymentPlatform } from './ports.ts'
import { platformTime } from './start-online-payment.ts'
import { takeReport } from './take-report.ts'

const BATCH = 50
/** How long after it expired a payment is still asked for: a callback may have been lost. */
const ASK_HOURS = 48

/**
 * Asks the platform what became of payments whose message has not come, the longest unasked first; ends those whose time is over; fetches
 * the platform's receipt of those that are paid. Safe to run twice at once and to break off. Gives how many were asked.
 */
export async function askUnpaid(context: MoneyContext): Promise<number> {
  const { platform } = context
  if (platform === null) return 0
  const { db } = context.casework
  await db.write((tx) =>
    query(
      tx,
      `UPDATE money_online_payment SET state = 'expired' WHERE state IN ('opening', 'open') AND expires_at <= platform_now()`,
    ),
  )
  const waiting = await query<OnlinePayment>(
    db.read,
    `SELECT ${ONLINE_COLUMNS} FROM money_online_payment o
     WHERE (o.state IN ('opening', 'open') OR (o.state = 'expired' AND o.expires_at > platform_now() - make_interval(hours => ${ASK_HOURS})))
       AND o.opened_at < platform_now() - interval '5 seconds'
     ORDER BY o.asked_at NULLS FIRST, o.opened_at LIMIT ${BATCH}`,
  )
  for (const payment of waiting) await askOne(context, platform, payment)
  await fetchBills(context, platform)
  return waiting.length
}

/** Asks for one payment, as the page does when a person comes back from paying. */
export async function askOne(context: MoneyContext, platform: PaymentPlatform, payment: OnlinePayment): Promise<void> {
  const { db } = context.casework
  const answer = await platform.ask(payment.reference, platformTime(Date.now()))
  await db.write((tx) =>
    query(tx, 'UPDATE money_online_payment SET asked_at = platform_now() WHERE reference = $1', [payment.reference]),
  )
  if (!answer.ok || answer.value.reference !== payment.reference) {
    await db.write((tx) => keepMessages(tx, answer.messages))
    return
  }
  await takeReport(context, answer.value, answer.messages)
}

async function fetchBills(context: MoneyContext, platform: PaymentPlatform): Promise<void> {
  const { db } = context.casework
  const paid = await query<OnlinePayment>(
    db.read,
    `SELECT ${ONLINE_COLUMNS} FROM money_online_payment o WHERE o.state = 'paid' AND o.bill_url IS NULL
       AND o.opened_at > platform_now() - make_interval(hours => ${ASK_HOURS}) ORDER BY o.opened_at LIMIT ${BATCH}`,
  )
  for (const { reference } of paid) {
    const answer = await platform.bill(reference, platformTime(Date.now()))
    await db.write(async (tx) => {
      await keepMessages(tx, answer.messages)
      if (!answer.ok) return
      await query(tx, 'UPDATE money_online_payment SET bill_url = $2 WHERE reference = $1', [
        reference,
        answer.value.billUrl,
      ])
      await setOnlineState(tx, reference, { state: 'paid' })
    })
  }
}
