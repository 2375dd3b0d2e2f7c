import { localDate } from '../../platform/civil-date.ts'
import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId, DossierId, OfficerId } from '../../platform/ids.ts'
import type { Actor } from '../organisation/index.ts'
import { readProfileVersions, readTexts } from '../vault/index.ts'
import type { AssessedLine } from './assess.ts'
import { assessState, stateOf } from './assess-dossier.ts'
import { type Charge, dueLater, dueNow, sumOfCharges } from './charge.ts'
import { chargesOf } from './charge-store.ts'
import type { MoneyContext } from './context.ts'
import { assertSees } from './desk.ts'
import { type ClosedDrawerLine, DRAWER_COLUMNS } from './drawer-store.ts'
import { refusals } from './errors.ts'
import { accountFor, type CollectingAccount } from './fee-table.ts'
import { findFeeTable } from './fee-table-store.ts'
import type { PaymentMethod } from './journal.ts'
import { LINE_COLUMNS, type StatementLine } from './match-lines.ts'
import type { OfflineCashLine } from './offline-cash.ts'
import { maySeeMoney } from './policy.ts'
import { receiptNumber } from './receipt-number.ts'
import { findReceipt, receiptsOfDossier, type StoredReceipt } from './receipt-store.ts'
import { type AccountDay, type Difference, reconcile } from './reconcile.ts'
import { readAccounts, readDay } from './reconciliation-reader.ts'
import { REFUND_COLUMNS, type Refund } from './refund.ts'
import { accountsOf } from './refunds/order-refunds.ts'
import type { RefundAccount } from './refunds/refund-account.ts'
import { purposeOf, vietQrText } from './vietqr.ts'

/** What a dossier owes, as a page needs it. Amounts in whole đồng. */
export interface DueFacts {
  dossierId: DossierId
  code: string | null
  agencyId: AgencyId
  legal: string
  /** All lines with their reasons, also those that are free or that nobody has set. */
  lines: AssessedLine[]
  charges: Charge[]
  /** To be paid now: of the charges written down, or, before that, of what they will be. */
  dueNow: number
  dueLater: number
  /** Whether the charges are written down already. */
  assessed: boolean
}

/** What is due of a dossier now and later, for whoever may see it. Reads only: before the charges are written down it computes them. */
export async function dueAtIntake(context: MoneyContext, dossierId: DossierId, actor: Actor): Promise<DueFacts> {
  const state = await stateOf(context, dossierId)
  await assertSees(context, actor, state)
  const { read } = context.casework.db
  const charges = await chargesOf(read, dossierId)
  const lines = await assessState(read, state)
  const { code, legal, units } = state
  const facts = { dossierId, code, legal, agencyId: units.intake, lines, charges, assessed: charges.length > 0 }
  if (charges.length > 0) {
    return { ...facts, dueNow: sumOfCharges(dueNow(charges, legal)), dueLater: sumOfCharges(dueLater(charges, legal)) }
  }
  const owed = lines.filter((line) => line.status === 'owed')
  const sum = (now: boolean) =>
    owed.filter((line) => (line.collect === 'acceptance') === now).reduce((total, line) => total + line.amount, 0)
  return { ...facts, dueNow: sum(true), dueLater: sum(false) }
}

export interface VietQr {
  text: string
  amount: number
  purpose: string
  account: CollectingAccount
  /** The account is an example of the demonstration. */
  illustrative: boolean
}

/** The VietQR by which what is due now is paid into the collecting agency's account; null where nothing is, or no code yet. */
export async function vietQrFor(context: MoneyContext, due: DueFacts): Promise<VietQr | null> {
  if (due.code === null || due.dueNow === 0) return null
  const table = await findFeeTable(context.casework.db.read, localDate(Date.now()))
  const directory = await context.casework.directory()
  const account = accountFor(table, directory.get(due.agencyId)?.slug ?? '')
  if (account === null) throw refusals.account_missing()
  const purpose = purposeOf(due.code)
  const text = vietQrText({ bin: account.bin, account: account.number, amount: due.dueNow, purpose })
  return { text, amount: due.dueNow, purpose, account, illustrative: table?.illustrative ?? false }
}

/** A receipt as it is printed: number, parties, lines. `payer` null when the person was erased. */
export interface ReceiptFacts {
  id: string
  number: string
  kind: 'fee' | 'charge'
  agency: { id: AgencyId; code: string; name: string }
  dossierId: DossierId
  dossierCode: string | null
  payer: { name: string; address: string | null } | null
  lines: { name: string; amount: number }[]
  amount: number
  method: PaymentMethod
  paidOn: string
  issuedAt: Date
  issuedBy: OfficerId | null
  cancelled: { at: Date; reason: string } | null
  /** Number of the paper receipt given at a counter without network. */
  offlineNumber: string | null
}

/** Refuses `receipt_not_found`, also to whoever may not see the dossier. */
export async function receiptOf(context: MoneyContext, receiptId: string, actor: Actor): Promise<ReceiptFacts> {
  const { db, keys } = context.casework
  const receipt = await findReceipt(db.read, receiptId)
  if (receipt === undefined) throw refusals.receipt_not_found()
  const state = await stateOf(context, receipt.dossierId as DossierId)
  await assertSees(context, actor, state)
  const [payment] = await query<{ method: ReceiptFacts['method']; paidOn: string }>(
    db.read,
    'SELECT method, paid_on AS "paidOn" FROM money_payment WHERE id = $1',
    [receipt.paymentId],
  )
  const { valueId } = state.applicant.profile
  const profile = (await readProfileVersions(db.read, keys, [valueId])).get(valueId) ?? null
  const agency = (await context.casework.directory()).get(receipt.agencyId)
  return {
    id: receipt.id,
    number: receiptNumber({ ...receipt, agencyCode: agency?.code ?? '' }),
    kind: receipt.kind,
    agency: { id: receipt.agencyId, code: agency?.code ?? '', name: agency?.name ?? '' },
    dossierId: state.id,
    dossierCode: state.code,
    payer: profile === null ? null : { name: profile.fullName, address: profile.address?.line ?? null },
    lines: receipt.lines,
    amount: receipt.amount,
    method: payment?.method ?? 'cash',
    paidOn: payment?.paidOn ?? '',
    issuedAt: receipt.issuedAt,
    issuedBy: receipt.issuedBy,
    cancelled: receipt.cancelledAt === null ? null : { at: receipt.cancelledAt, reason: receipt.cancelReason ?? '' },
    offlineNumber: receipt.offlineNumber,
  }
}

export interface ReceiptLine extends Omit<StoredReceipt, 'agencyId' | 'lines'> {
  number: string
}

/** The receipts of a dossier that the caller has been shown. */
export async function listReceipts(context: MoneyContext, dossierId: DossierId): Promise<ReceiptLine[]> {
  const directory = await context.casework.directory()
  const receipts = await receiptsOfDossier(context.casework.db.read, dossierId)
  return receipts.map(({ agencyId, lines: _lines, ...receipt }) => ({
    ...receipt,
    number: receiptNumber({ ...receipt, agencyCode: directory.get(agencyId)?.code ?? '' }),
  }))
}

export interface RefundLine extends Omit<Refund, 'reason'> {
  dossierCode: string | null
  /** Null when the person was erased. */
  reasonText: string | null
  /** Where it goes: undefined while nobody has said, null when the person was erased. */
  account: RefundAccount | null | undefined
}

/** Refunds of an agency that wait for a decision or for being paid out, or those of one dossier. */
export async function listRefunds(
  context: MoneyContext,
  of: { agencyId: AgencyId } | { dossierId: DossierId },
): Promise<RefundLine[]> {
  const { db, keys } = context.casework
  const [condition, id] =
    'agencyId' in of
      ? [`r.agency_id = $1 AND r.state IN ('asked', 'approved')`, of.agencyId]
      : ['r.dossier_id = $1', of.dossierId]
  const rows = await query<Refund & { dossierCode: string | null }>(
    db.read,
    `SELECT ${REFUND_COLUMNS}, d.code AS "dossierCode" FROM money_refund r JOIN money_charge c ON c.id = r.charge_id
     JOIN casework_dossier d ON d.id = r.dossier_id WHERE ${condition} ORDER BY r.asked_at LIMIT 200`,
    [id],
  )
  const texts = await readTexts(
    db.read,
    keys,
    rows.map((row) => row.reason.valueId),
  )
  const accounts = await accountsOf(
    context,
    rows.map((row) => row.id),
  )
  return rows.map(({ reason, ...row }) => ({
    ...row,
    reasonText: texts.get(reason.valueId) ?? null,
    account: accounts.get(row.id),
  }))
}

async function assertSeesMoney(context: MoneyContext, actor: Actor, agencyId: AgencyId): Promise<void> {
  const line = (await context.casework.directory()).line(agencyId)
  if (!maySeeMoney(actor, agencyId, line)) throw refusals.not_your_desk()
}

/** Lines of statements that wait for a person, newest first, and how many lines stand in all. */
export async function listOpenLines(
  context: MoneyContext,
  agencyId: AgencyId,
  actor: Actor,
): Promise<{ open: StatementLine[]; settled: number }> {
  await assertSeesMoney(context, actor, agencyId)
  const { read } = context.casework.db
  const open = await query<StatementLine>(
    read,
    `SELECT ${LINE_COLUMNS} FROM money_statement_line l WHERE l.agency_id = $1 AND l.state = 'open' ORDER BY l.booked_on DESC, l.id LIMIT 200`,
    [agencyId],
  )
  const [row] = await query<{ count: number }>(
    read,
    `SELECT count(*) AS count FROM money_statement_line WHERE agency_id = $1 AND state <> 'open'`,
    [agencyId],
  )
  return { open, settled: row?.count ?? 0 }
}

/** The drawers an officer closed last, newest first. */
export async function listOwnDrawers(reader: Reader, officerId: OfficerId): Promise<ClosedDrawerLine[]> {
  return query<ClosedDrawerLine>(
    reader,
    `SELECT ${DRAWER_COLUMNS}, h.expected AS "offlineExpected", h.counted AS "offlineCounted", h.difference_reason AS "offlineReason"
     FROM money_drawer d LEFT JOIN money_offline_handover h ON h.drawer_id = d.id WHERE d.officer_id = $1 AND d.closed_at IS NOT NULL ORDER BY d.closed_at DESC LIMIT 10`,
    [officerId],
  )
}

export interface Reconciliation {
  on: string
  differences: Difference[]
  accounts: AccountDay[]
  /** What came in that day, by way. */
  payments: { method: Exclude<PaymentMethod, 'offline_cash'>; count: number; amount: number }[]
  /** Cash taken without network that day, whatever has become of it. */
  offlineCash: readonly OfflineCashLine[]
}

/** The day of one agency: every source compared with every other, to the đồng. */
export async function reconcileDay(
  context: MoneyContext,
  { agencyId, on, actor }: { agencyId: AgencyId; on: string; actor: Actor },
): Promise<Reconciliation> {
  await assertSeesMoney(context, actor, agencyId)
  const { read } = context.casework.db
  const agencyCode = (await context.casework.directory()).get(agencyId)?.code ?? ''
  const day = await readDay(read, { agencyId, agencyCode, on })
  const payments = (['cash', 'bank', 'platform'] as const).map((method) => {
    const own = day.payments.filter((payment) => payment.method === method)
    return { method, count: own.length, amount: own.reduce((sum, payment) => sum + payment.amount, 0) }
  })
  return {
    on,
    differences: reconcile(day),
    accounts: await readAccounts(read, agencyId, on),
    payments,
    offlineCash: day.offlineCash,
  }
}
