import { localDate } from '../../platform/civil-date.ts'
import { query, type Transaction } from '../../platform/db.ts'
import { newId, type OfficerId } from '../../platform/ids.ts'
import { type DossierForFees, recordFees } from '../casework/index.ts'
import { getProcedureVersion } from '../catalogue/index.ts'
import type { Actor } from '../organisation/index.ts'
import { writeAmount } from './cash.ts'
import { type Charge, sumOfCharges } from './charge.ts'
import { chargesOf, setChargeState } from './charge-store.ts'
import type { MoneyContext } from './context.ts'
import { refusals } from './errors.ts'
import { type ChargeKind, chargeKinds } from './fee-table.ts'
import { type PaymentMethod, paymentPostings } from './journal.ts'
import { bookEntry } from './journal-store.ts'
import { receiptNumber } from './receipt-number.ts'
import { assertReserved, insertReceipt, type ReceiptSerial, takeSerials } from './receipt-store.ts'

export interface IncomingPayment {
  id: string
  method: PaymentMethod
  chargeIds: readonly string[]
  /** Whole đồng; must be what the charges come to. */
  amount: number
  /** What makes this payment come once: unique by method. */
  reference: string
  /** Cash alone. */
  drawer?: { id: string; tendered: number }
  actor: Actor
  mandateId?: string | null
  /** The day on which it counts; today when left out. */
  paidOn?: string
  /** Taken at a counter without network: the number of the paper receipt, and who took it. */
  offline?: { receiptNumber: string; officerId: OfficerId }
  /** Numbers that an offline counter has given out already. */
  serials?: readonly ReceiptSerial[]
}

export interface BookedPayment {
  paymentId: string
  amount: number
  receipts: { id: string; number: string; kind: ChargeKind; amount: number }[]
}

/**
 * Books money that has come in for a locked dossier, all in the caller's transaction: the payment, which charges it pays, receipts for
 * lệ phí and for phí, the journal's entry, and the dossier's own history. Refuses `charge_not_due` and `amount_differs`.
 */
export async function bookPayment(
  tx: Transaction,
  context: MoneyContext,
  loaded: DossierForFees,
  incoming: IncomingPayment,
): Promise<BookedPayment> {
  const { state } = loaded
  const charges = await dueCharges(tx, loaded, incoming)
  const agencyId = charges[0]?.agencyId ?? state.units.intake
  const officerId = takerOf(incoming)
  const paidOn = incoming.paidOn ?? localDate(loaded.now.getTime())
  await insertPayment(tx, loaded, { ...incoming, agencyId, officerId, paidOn })
  for (const charge of charges) {
    await query(tx, 'INSERT INTO money_payment_charge (charge_id, payment_id, amount) VALUES ($1, $2, $3)', [
      charge.id,
      incoming.id,
      charge.amount,
    ])
  }
  await setChargeState(
    tx,
    charges.map((charge) => charge.id),
    'paid',
  )
  const receipts = await issueReceipts(tx, context, loaded, { charges, incoming, officerId, paidOn })
  await bookEntry(tx, {
    agencyId,
    kind: 'payment',
    cause: `payment:${incoming.id}`,
    drawerId: incoming.drawer?.id ?? null,
    officerId,
    on: paidOn,
    at: loaded.now,
    postings: paymentPostings(incoming.method, charges),
  })
  const payload = {
    paymentId: incoming.id,
    amount: incoming.amount,
    method: incoming.method === 'offline_cash' ? ('cash' as const) : incoming.method,
    receipts: receipts.map((receipt) => receipt.number),
  }
  await recordFees(tx, loaded, { type: 'FeeSettled', payload }, { ...stampOf(incoming), agencyId })
  return { paymentId: incoming.id, amount: incoming.amount, receipts }
}

function takerOf({ offline, actor }: IncomingPayment): OfficerId | null {
  if (offline !== undefined) return offline.officerId
  return actor.kind === 'officer' ? actor.officerId : null
}

function stampOf({ actor, mandateId = null }: IncomingPayment) {
  return { actor, mandateId }
}

async function dueCharges(tx: Transaction, { state }: DossierForFees, incoming: IncomingPayment): Promise<Charge[]> {
  const all = await chargesOf(tx, state.id)
  const charges = all.filter((charge) => incoming.chargeIds.includes(charge.id))
  if (charges.length === 0) throw refusals.nothing_due()
  if (charges.length !== new Set(incoming.chargeIds).size || charges.some((charge) => charge.state !== 'due')) {
    throw refusals.charge_not_due()
  }
  const sum = sumOfCharges(charges)
  if (sum !== incoming.amount)
    throw refusals.amount_differs({ due: writeAmount(sum), given: writeAmount(incoming.amount) })
  return charges
}

async function insertPayment(
  tx: Transaction,
  { state, now }: DossierForFees,
  payment: IncomingPayment & { agencyId: string; officerId: OfficerId | null; paidOn: string },
): Promise<void> {
  const rows = await query<{ id: string }>(
    tx,
    `INSERT INTO money_payment (id, dossier_id, agency_id, method, amount, paid_on, received_at, officer_id, drawer_id, tendered, reference)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING RETURNING id`,
    [
      payment.id,
      state.id,
      payment.agencyId,
      payment.method,
      payment.amount,
      payment.paidOn,
      now,
      payment.officerId,
      payment.drawer?.id ?? null,
      payment.drawer?.tendered ?? null,
      payment.reference,
    ],
  )
  if (rows.length === 0) throw refusals.payment_repeated()
}

async function issueReceipts(
  tx: Transaction,
  context: MoneyContext,
  { state, now }: DossierForFees,
  given: { charges: readonly Charge[]; incoming: IncomingPayment; officerId: OfficerId | null; paidOn: string },
): Promise<BookedPayment['receipts']> {
  const { charges, incoming, officerId, paidOn } = given
  const directory = await context.casework.directory()
  const { document } = await getProcedureVersion(tx, state.procedureVersionId)
  const issued: BookedPayment['receipts'] = []
  for (const kind of chargeKinds) {
    const own = charges.filter((charge) => charge.kind === kind)
    const [first] = own
    if (first === undefined) continue
    const { agencyId } = first
    const reserved = incoming.serials?.find((serial) => serial.kind === kind)
    if (reserved !== undefined) await assertReserved(tx, agencyId, reserved)
    const year = reserved?.year ?? Number(paidOn.slice(0, 4))
    const serial = reserved?.serial ?? (await takeSerials(tx, { agencyId, kind, year }))
    const id = newId(now.getTime())
    const amount = sumOfCharges(own)
    const lines = own.map((charge) => ({ name: charge.line.name?.vi ?? document.name.vi, amount: charge.amount }))
    await insertReceipt(tx, {
      id,
      agencyId,
      kind,
      year,
      serial,
      paymentId: incoming.id,
      dossierId: state.id,
      amount,
      lines,
      issuedAt: now,
      issuedBy: officerId,
      offlineNumber: incoming.offline?.receiptNumber ?? null,
    })
    issued.push({
      id,
      number: receiptNumber({ kind, agencyCode: directory.get(agencyId)?.code ?? '', year, serial }),
      kind,
      amount,
    })
  }
  return issued
}
