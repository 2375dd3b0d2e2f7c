import { localDate } from '../../platform/civil-date.ts'
import { query, type Reader, type Transaction } from '../../platform/db.ts'
import { type AgencyId, type DossierId, newId, type OfficerId } from '../../platform/ids.ts'
import { openDossierForFees, recordFees } from '../casework/index.ts'
import type { Actor } from '../organisation/index.ts'
import { getPersonKey, insertSealedValues, sealPersonText, type ValueRef } from '../vault/index.ts'
import { findCharge, setChargeState } from './charge-store.ts'
import type { MoneyContext } from './context.ts'
import { deskFor } from './desk.ts'
import { cashIn, lockOpenDrawer } from './drawer-store.ts'
import { refusals } from './errors.ts'
import type { ChargeKind } from './fee-table.ts'
import { refundApprovedPostings, refundPaidPostings } from './journal.ts'
import { bookEntry } from './journal-store.ts'
import { cashierIn, overseerOf } from './policy.ts'

export interface Refund {
  id: string
  chargeId: string
  paymentId: string
  dossierId: DossierId
  agencyId: AgencyId
  kind: ChargeKind
  amount: number
  method: 'cash' | 'bank'
  reason: ValueRef
  state: 'asked' | 'approved' | 'refused' | 'paid'
  /** Null: asked by a rule of the fee table. */
  askedBy: OfficerId | null
  askedAt: Date
  /** It stands in a payment order for the bank. */
  ordered: boolean
}

export const REFUND_COLUMNS = `r.id, r.charge_id AS "chargeId", r.payment_id AS "paymentId", r.dossier_id AS "dossierId",
  r.agency_id AS "agencyId", c.kind, r.amount, r.method, r.reason, r.state, r.asked_by AS "askedBy", r.asked_at AS "askedAt",
  r.order_id IS NOT NULL AS ordered`

/** An officer of the desk asks that a paid charge goes back, with a reason. Refuses `refund_not_possible` for one that was not paid. */
export async function askRefund(
  context: MoneyContext,
  request: { chargeId: string; method: string; reason: string; actor: Actor },
): Promise<string> {
  const { actor, method } = request
  const reason = request.reason.trim()
  if (reason.length < 3) throw refusals.reason_needed({}, [{ path: 'reason', code: 'money.reason_needed' }])
  return context.casework.db.write(async (tx) => {
    const known = await findCharge(tx, request.chargeId)
    if (known === undefined) throw refusals.refund_not_found()
    const { state, now } = await openDossierForFees(tx, known.dossierId)
    await deskFor(context, actor, state)
    const charge = await findCharge(tx, request.chargeId)
    if (actor.kind !== 'officer') throw refusals.not_your_desk()
    if (charge?.state !== 'paid' || (method !== 'cash' && method !== 'bank')) throw refusals.refund_not_possible()
    const key = await getPersonKey(tx, context.casework.keys, state.applicant.personId)
    const sealed = sealPersonText(key, reason, now.getTime())
    await insertSealedValues(tx, [sealed.row])
    const id = newId(now.getTime())
    const rows = await query(
      tx,
      `INSERT INTO money_refund (id, charge_id, payment_id, dossier_id, agency_id, amount, method, reason, state, asked_by, asked_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'asked', $9, $10) ON CONFLICT DO NOTHING RETURNING id`,
      [
        id,
        charge.id,
        charge.paymentId,
        state.id,
        charge.agencyId,
        charge.amount,
        method,
        JSON.stringify(sealed.ref),
        actor.officerId,
        now,
      ],
    )
    if (rows.length === 0) throw refusals.refund_not_possible()
    return id
  })
}

/** Another officer, who answers for the desk, approves or refuses. An approved one is a debt from then on. */
export async function decideRefund(
  context: MoneyContext,
  request: { refundId: string; approve: boolean; actor: Actor },
): Promise<void> {
  const { actor, approve } = request
  const directory = await context.casework.directory()
  await context.casework.db.write(async (tx) => {
    const refund = await lockRefund(tx, request.refundId)
    if (overseerOf(actor, directory.line(refund.agencyId)) === null || actor.kind !== 'officer') {
      throw cashierIn(actor, refund.agencyId) === null ? refusals.refund_not_found() : refusals.not_yours_to_oversee()
    }
    if (refund.state !== 'asked') throw refusals.refund_decided()
    if (refund.askedBy === actor.officerId) throw refusals.refund_same_officer()
    const [row] = await query<{ now: Date }>(
      tx,
      'UPDATE money_refund SET state = $2, decided_by = $3, decided_at = platform_now() WHERE id = $1 RETURNING decided_at AS now',
      [refund.id, approve ? 'approved' : 'refused', actor.officerId],
    )
    if (!approve || row === undefined) return
    await bookEntry(tx, {
      agencyId: refund.agencyId,
      kind: 'refund_approved',
      cause: `refund-approved:${refund.id}`,
      officerId: actor.officerId,
      on: localDate(row.now.getTime()),
      at: row.now,
      postings: refundApprovedPostings([refund]),
    })
  })
}

/** The desk pays an approved refund out: from the officer's open drawer, or by the bank. The dossier is told. */
export async function payRefund(context: MoneyContext, request: { refundId: string; actor: Actor }): Promise<void> {
  const { actor } = request
  await context.casework.db.write(async (tx) => {
    const known = await findRefund(tx, request.refundId)
    if (known === undefined) throw refusals.refund_not_found()
    const loaded = await openDossierForFees(tx, known.dossierId)
    const mandate = await deskFor(context, actor, loaded.state)
    if (actor.kind !== 'officer') throw refusals.not_your_desk()
    const refund = await lockRefund(tx, request.refundId)
    if (refund.state !== 'approved') throw refusals.refund_decided()
    const drawer = refund.method === 'cash' ? await lockOpenDrawer(tx, actor.officerId) : undefined
    if (refund.method === 'cash' && drawer?.agencyId !== refund.agencyId) throw refusals.drawer_needed()
    if (drawer !== undefined && (await cashIn(tx, drawer.id)) < refund.amount) throw refusals.not_enough_cash()
    await query(tx, `UPDATE money_refund SET state = 'paid', paid_by = $2, paid_at = $3 WHERE id = $1`, [
      refund.id,
      actor.officerId,
      loaded.now,
    ])
    await setChargeState(tx, [refund.chargeId], 'refunded')
    await bookEntry(tx, {
      agencyId: refund.agencyId,
      kind: 'refund_paid',
      cause: `refund-paid:${refund.id}`,
      drawerId: drawer?.id ?? null,
      officerId: actor.officerId,
      on: localDate(loaded.now.getTime()),
      at: loaded.now,
      postings: refundPaidPostings(refund.method, refund.amount),
    })
    const payload = { refundId: refund.id, amount: refund.amount, method: refund.method }
    const stamp = { actor, mandateId: mandate.id, agencyId: mandate.agencyId }
    await recordFees(tx, loaded, { type: 'FeeRefunded', payload }, stamp)
  })
}

async function findRefund(reader: Pick<Reader, 'executeQuery'>, id: string): Promise<Refund | undefined> {
  const [refund] = await query<Refund>(
    reader,
    `SELECT ${REFUND_COLUMNS} FROM money_refund r JOIN money_charge c ON c.id = r.charge_id WHERE r.id = $1`,
    [id],
  )
  return refund
}

/** Holds the refund until the transaction ends. Refuses `refund_not_found`. */
export async function lockRefund(tx: Transaction, id: string): Promise<Refund> {
  await query(tx, 'SELECT 1 FROM money_refund WHERE id = $1 FOR UPDATE', [id])
  const refund = await findRefund(tx, id)
  if (refund === undefined) throw refusals.refund_not_found()
  return refund
}
