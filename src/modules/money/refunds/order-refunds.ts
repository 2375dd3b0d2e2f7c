import { query, type Reader } from '../../../platform/db.ts'
import { type AgencyId, newId } from '../../../platform/ids.ts'
import type { Actor } from '../../organisation/index.ts'
import { readTexts, type ValueRef } from '../../vault/index.ts'
import type { MoneyContext } from '../context.ts'
import { refusals } from '../errors.ts'
import { cashierIn } from '../policy.ts'
import { purposeOf } from '../vietqr.ts'
import { type OrderLine, orderFile, type RefundAccount } from './refund-account.ts'

/** The last account stated for each of these refunds; null once the person was erased. */
export async function accountsOf(
  context: MoneyContext,
  refundIds: readonly string[],
): Promise<Map<string, RefundAccount | null>> {
  const { db, keys } = context.casework
  const rows = await query<{ refundId: string; bin: string; account: ValueRef }>(
    db.read,
    `SELECT DISTINCT ON (refund_id) refund_id AS "refundId", bank_bin AS bin, account FROM money_refund_account
     WHERE refund_id = any($1::uuid[]) ORDER BY refund_id, stated_at DESC, id DESC`,
    [refundIds],
  )
  const texts = await readTexts(
    db.read,
    keys,
    rows.map((row) => row.account.valueId),
  )
  return new Map(
    rows.map(({ refundId, bin, account }) => {
      const text = texts.get(account.valueId) ?? null
      return [refundId, text === null ? null : { bin, ...(JSON.parse(text) as Omit<RefundAccount, 'bin'>) }]
    }),
  )
}

/**
 * The desk puts every approved refund of its agency whose account is stated into one payment order; each comes into one only. Gives the
 * order's id. Refuses `order_empty`.
 */
export async function orderRefunds(
  context: MoneyContext,
  { agencyId, actor }: { agencyId: AgencyId; actor: Actor },
): Promise<string> {
  if (actor.kind !== 'officer' || cashierIn(actor, agencyId) === null) throw refusals.not_your_desk()
  return context.casework.db.write(async (tx) => {
    const refunds = await query<{ id: string; amount: number }>(
      tx,
      `SELECT r.id, r.amount FROM money_refund r WHERE r.agency_id = $1 AND r.state = 'approved' AND r.method = 'bank' AND r.order_id IS NULL
         AND EXISTS (SELECT 1 FROM money_refund_account a WHERE a.refund_id = r.id) ORDER BY r.id FOR UPDATE`,
      [agencyId],
    )
    if (refunds.length === 0) throw refusals.order_empty()
    const id = newId()
    await query(
      tx,
      'INSERT INTO money_refund_order (id, agency_id, amount, made_by, made_at) VALUES ($1, $2, $3, $4, platform_now())',
      [id, agencyId, refunds.reduce((sum, refund) => sum + refund.amount, 0), actor.officerId],
    )
    const ids = refunds.map((refund) => refund.id)
    await query(tx, 'UPDATE money_refund SET order_id = $2 WHERE id = any($1::uuid[])', [ids, id])
    return id
  })
}

/** The order as the bank takes it, for the desk alone. Refuses `refund_not_found`. */
export async function orderFileOf(
  context: MoneyContext,
  { orderId, actor }: { orderId: string; actor: Actor },
): Promise<string> {
  const { read } = context.casework.db
  const rows = await query<{ id: string; agencyId: AgencyId; amount: number; code: string | null }>(
    read,
    `SELECT r.id, r.agency_id AS "agencyId", r.amount, d.code FROM money_refund r JOIN casework_dossier d ON d.id = r.dossier_id
     WHERE r.order_id = $1 ORDER BY r.id`,
    [orderId],
  )
  const [first] = rows
  if (first === undefined || cashierIn(actor, first.agencyId) === null) throw refusals.refund_not_found()
  const accounts = await accountsOf(
    context,
    rows.map((row) => row.id),
  )
  const lines = rows.flatMap(({ id, amount, code }): OrderLine[] => {
    const account = accounts.get(id)
    return account == null ? [] : [{ ...account, amount, purpose: purposeOf(code ?? '').replace(/^HS /, 'HT ') }]
  })
  return orderFile(lines)
}

export interface RefundOrder {
  id: string
  amount: number
  count: number
  paid: number
  madeAt: Date
}

/** The last orders of an agency that the caller has been shown. */
export function listOrders(reader: Pick<Reader, 'executeQuery'>, agencyId: AgencyId): Promise<RefundOrder[]> {
  return query(
    reader,
    `SELECT o.id, o.amount, o.made_at AS "madeAt", count(r.id) AS count, count(r.id) FILTER (WHERE r.state = 'paid') AS paid
     FROM money_refund_order o JOIN money_refund r ON r.order_id = o.id WHERE o.agency_id = $1
     GROUP BY o.id ORDER BY o.made_at DESC LIMIT 20`,
    [agencyId],
  )
}
