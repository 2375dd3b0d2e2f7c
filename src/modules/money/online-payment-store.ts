import { query, type Reader, type Transaction } from '../../platform/db.ts'
import { type AgencyId, type DossierId, newId } from '../../platform/ids.ts'
import type { RawMessage } from './ports.ts'

export type OnlinePaymentState = 'opening' | 'open' | 'paid' | 'failed' | 'expired'

/** A payment opened at the national payment platform. */
export interface OnlinePayment {
  reference: string
  dossierId: DossierId
  agencyId: AgencyId
  amount: number
  chargeIds: string[]
  state: OnlinePaymentState
  transactionCode: string | null
  payUrl: string | null
  billUrl: string | null
  openedAt: Date
  expiresAt: Date
  askedAt: Date | null
  trouble: string | null
}

export const ONLINE_COLUMNS = `o.reference, o.dossier_id AS "dossierId", o.agency_id AS "agencyId", o.amount, o.charge_ids AS "chargeIds",
  o.state, o.transaction_code AS "transactionCode", o.pay_url AS "payUrl", o.bill_url AS "billUrl", o.opened_at AS "openedAt",
  o.expires_at AS "expiresAt", o.asked_at AS "askedAt", o.trouble`

export async function findOnlinePayment(
  reader: Pick<Reader, 'executeQuery'>,
  reference: string,
): Promise<OnlinePayment | undefined> {
  const [row] = await query<OnlinePayment>(
    reader,
    `SELECT ${ONLINE_COLUMNS} FROM money_online_payment o WHERE o.reference = $1`,
    [reference],
  )
  return row
}

/** The newest online payment of a dossier, whatever became of it. */
export async function latestOnlinePayment(
  reader: Pick<Reader, 'executeQuery'>,
  dossierId: DossierId,
): Promise<OnlinePayment | undefined> {
  const [row] = await query<OnlinePayment>(
    reader,
    `SELECT ${ONLINE_COLUMNS} FROM money_online_payment o WHERE o.dossier_id = $1 ORDER BY o.opened_at DESC LIMIT 1`,
    [dossierId],
  )
  return row
}

export async function setOnlineState(
  tx: Transaction,
  reference: string,
  change: {
    state: OnlinePaymentState
    trouble?: string | null
    transactionCode?: string
    payUrl?: string
  },
): Promise<void> {
  await query(
    tx,
    `UPDATE money_online_payment SET state = $2, trouble = CASE WHEN $3 THEN $4 ELSE trouble END,
       transaction_code = coalesce($5, transaction_code), pay_url = coalesce($6, pay_url) WHERE reference = $1`,
    [
      reference,
      change.state,
      change.trouble !== undefined,
      change.trouble ?? null,
      change.transactionCode ?? null,
      change.payUrl ?? null,
    ],
  )
}

/** Keeps messages to and from the platform as they were. */
export async function keepMessages(tx: Transaction, messages: readonly RawMessage[]): Promise<void> {
  for (const { direction, kind, reference, body, verdict, amount } of messages) {
    await query(
      tx,
      `INSERT INTO money_platform_message (id, direction, kind, reference, body, verdict, amount, happened_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, platform_now())`,
      // No column can hold a NUL.
      [newId(), direction, kind, reference, body.replaceAll('\u0000', '\ufffd'), verdict, amount],
    )
  }
}
