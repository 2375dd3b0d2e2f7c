import { query, type Transaction } from '../../platform/db.ts'
import type { DossierId } from '../../platform/ids.ts'
import { openDossierForFees } from '../casework/index.ts'
import type { Actor } from '../organisation/index.ts'
import { assessIn } from './assess-dossier.ts'
import { type BookedPayment, bookPayment } from './book-payment.ts'
import { changeFor, writeAmount } from './cash.ts'
import { dueNow, sumOfCharges } from './charge.ts'
import type { MoneyContext } from './context.ts'
import { deskFor } from './desk.ts'
import { lockOpenDrawer } from './drawer-store.ts'
import { refusals } from './errors.ts'
import { receiptNumber } from './receipt-number.ts'
import { RECEIPT_COLUMNS, type ReceiptSerial, type StoredReceipt } from './receipt-store.ts'

export interface CashRequest {
  /** Made by the client (UUID): the same a second time gives the first answer. */
  id: string
  dossierId: DossierId
  /** What the applicant laid on the table, whole đồng. */
  tendered: number
  /** Which charges; all that are due now when left out. */
  chargeIds?: readonly string[]
  actor: Actor
  /** From a counter without network: the day it was taken, and the reserved numbers it gave out. */
  paidOn?: string
  serials?: readonly ReceiptSerial[]
}

export interface CashAnswer extends BookedPayment {
  change: number
  repeated: boolean
}

/** Takes cash at the counter into the officer's open drawer. Refuses `drawer_needed`, `nothing_due`, `too_little`. */
export async function takeCash(context: MoneyContext, request: CashRequest): Promise<CashAnswer> {
  return context.casework.db.write((tx) => recordCashTaken(tx, context, request))
}

/** The same in the caller's transaction: for the return of an offline counter, with ids and numbers made there. */
export async function recordCashTaken(
  tx: Transaction,
  context: MoneyContext,
  request: CashRequest,
): Promise<CashAnswer> {
  const { actor, tendered } = request
  const first = await openDossierForFees(tx, request.dossierId)
  const mandate = await deskFor(context, actor, first.state)
  if (actor.kind !== 'officer') throw refusals.not_your_desk()
  const done = await findBooked(tx, context, request)
  if (done !== undefined) return done
  if (first.state.acceptedAt === null) throw refusals.not_accepted_yet()
  const drawer = await lockOpenDrawer(tx, actor.officerId)
  if (drawer === undefined || drawer.agencyId !== mandate.agencyId) throw refusals.drawer_needed()
  const { loaded, charges } = await assessIn(tx, first, { actor })
  const wanted = request.chargeIds ?? dueNow(charges, loaded.state.legal).map((charge) => charge.id)
  const amount = sumOfCharges(charges.filter((charge) => wanted.includes(charge.id)))
  if (amount === 0) throw refusals.nothing_due()
  const change = changeFor(amount, tendered)
  if (change === null) {
    const params = { due: writeAmount(amount), given: writeAmount(tendered) }
    throw refusals.too_little(params, [{ path: 'tendered', code: 'money.too_little', params }])
  }
  const booked = await bookPayment(tx, context, loaded, {
    id: request.id,
    method: 'cash',
    chargeIds: wanted,
    amount,
    reference: request.id,
    drawer: { id: drawer.id, tendered },
    actor,
    mandateId: mandate.id,
    ...(request.paidOn === undefined ? {} : { paidOn: request.paidOn }),
    ...(request.serials === undefined ? {} : { serials: request.serials }),
  })
  return { ...booked, change, repeated: false }
}

/** The first answer to the same id; an id that was used for another dossier is refused. */
async function findBooked(
  tx: Transaction,
  context: MoneyContext,
  request: CashRequest,
): Promise<CashAnswer | undefined> {
  const [payment] = await query<{ dossierId: string; amount: number; tendered: number }>(
    tx,
    'SELECT dossier_id AS "dossierId", amount, tendered FROM money_payment WHERE id = $1',
    [request.id],
  )
  if (payment === undefined) return undefined
  if (payment.dossierId !== request.dossierId) throw refusals.payment_repeated()
  const receipts = await query<StoredReceipt>(
    tx,
    `SELECT ${RECEIPT_COLUMNS} FROM money_receipt r WHERE r.payment_id = $1 ORDER BY r.kind`,
    [request.id],
  )
  const directory = await context.casework.directory()
  return {
    paymentId: request.id,
    amount: payment.amount,
    change: payment.tendered - payment.amount,
    repeated: true,
    receipts: receipts.map((receipt) => ({
      id: receipt.id,
      kind: receipt.kind,
      amount: receipt.amount,
      number: receiptNumber({ ...receipt, agencyCode: directory.get(receipt.agencyId)?.code ?? '' }),
    })),
  }
}
