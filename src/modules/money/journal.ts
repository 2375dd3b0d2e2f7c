import type { ChargeKind } from './fee-table.ts'

/**
 * Accounts of a collecting agency. `safe`: cash outside the drawers; `cash`: in open drawers; `bank`; `platform`: paid there and not yet
 * passed on to the bank; `offline_cash`: taken at counters without network; revenue of lệ phí and phí apart; refunds decided and not yet paid
 * out; `offline_unsettled`: offline cash of which nobody has said yet what it is for; differences of counts.
 */
export const accountKinds = [
  'safe',
  'cash',
  'offline_cash',
  'bank',
  'platform',
  'fee_revenue',
  'charge_revenue',
  'refund_payable',
  'offline_unsettled',
  'difference',
] as const
export type AccountKind = (typeof accountKinds)[number]

export const entryKinds = [
  'drawer_opened',
  'payment',
  'refund_approved',
  'refund_paid',
  'drawer_closed',
  'settlement',
  'surplus',
  'bank_other',
  'offline_cash',
  'offline_settled',
  'offline_handed',
  'offline_corrected',
] as const
export type EntryKind = (typeof entryKinds)[number]

/** One side of an entry in whole đồng; exactly one of the two is above zero. */
export interface Posting {
  account: AccountKind
  debit: number
  credit: number
}

export const paymentMethods = ['cash', 'offline_cash', 'bank', 'platform'] as const
export type PaymentMethod = (typeof paymentMethods)[number]

const debit = (account: AccountKind, amount: number): Posting => ({ account, debit: amount, credit: 0 })
const credit = (account: AccountKind, amount: number): Posting => ({ account, debit: 0, credit: amount })

const revenueOf: Record<ChargeKind, AccountKind> = { fee: 'fee_revenue', charge: 'charge_revenue' }

interface KindAmount {
  kind: ChargeKind
  amount: number
}

function byRevenue(parts: readonly KindAmount[], side: typeof debit): Posting[] {
  return (['fee', 'charge'] as const).flatMap((kind) => {
    const sum = parts.filter((part) => part.kind === kind).reduce((total, part) => total + part.amount, 0)
    return sum === 0 ? [] : [side(revenueOf[kind], sum)]
  })
}

const total = (parts: readonly KindAmount[]): number => parts.reduce((sum, part) => sum + part.amount, 0)

/** Money came in for fees and charges. */
export function paymentPostings(method: PaymentMethod, parts: readonly KindAmount[]): Posting[] {
  return [debit(method, total(parts)), ...byRevenue(parts, credit)]
}

/** It is decided that money goes back: no revenue any more, but a debt to the applicant. */
export function refundApprovedPostings(parts: readonly KindAmount[]): Posting[] {
  return [...byRevenue(parts, debit), credit('refund_payable', total(parts))]
}

export function refundPaidPostings(method: 'cash' | 'bank', amount: number): Posting[] {
  return [debit('refund_payable', amount), credit(method, amount)]
}

/** The float goes from the safe into the drawer. */
export function drawerOpenedPostings(float: number): Posting[] {
  return [debit('cash', float), credit('safe', float)]
}

/**
 * All that was counted goes into the safe; what the drawer should have held and did not, or held beyond, is a difference. The same for cash
 * taken without network as it is handed over.
 */
export function drawerClosedPostings(
  expected: number,
  counted: number,
  from: 'cash' | 'offline_cash' = 'cash',
): Posting[] {
  const postings: Posting[] = []
  if (counted > 0) postings.push(debit('safe', counted))
  if (counted < expected) postings.push(debit('difference', expected - counted))
  if (expected > 0) postings.push(credit(from, expected))
  if (counted > expected) postings.push(credit('difference', counted - expected))
  return postings
}

/** Money that came once too often: it is owed back. */
export function surplusPostings(method: PaymentMethod, amount: number): Posting[] {
  return [debit(method, amount), credit('refund_payable', amount)]
}

/** The platform passes money on to the bank, money owed back leaves it, or it moves for a reason of its own. Negative: it went out. */
export function bankLinePostings(kind: 'settlement' | 'refund' | 'other', amount: number): Posting[] {
  const other = ({ settlement: 'platform', refund: 'refund_payable', other: 'difference' } as const)[kind]
  const size = Math.abs(amount)
  return amount > 0 ? [debit('bank', size), credit(other, size)] : [debit(other, size), credit('bank', size)]
}

/** Cash taken without network that pays nothing yet. */
export function offlineUnsettledPostings(amount: number): Posting[] {
  return [debit('offline_cash', amount), credit('offline_unsettled', amount)]
}

/**
 * It is known what it was: it goes to a payment or back to its payer, or stays as a difference. What goes back once the cash was handed over
 * comes out of the safe.
 */
export function offlineSettledPostings(
  how: 'dossier' | 'returned' | 'other',
  amount: number,
  isHanded = false,
): Posting[] {
  const from = how === 'other' ? 'difference' : how === 'returned' && isHanded ? 'safe' : 'offline_cash'
  return [debit('offline_unsettled', amount), credit(from, amount)]
}

/** The amount was typed wrongly: the difference, either way, beside the first entry, which stays. */
export function offlineCorrectedPostings(delta: number): Posting[] {
  const size = Math.abs(delta)
  return delta > 0 ? offlineUnsettledPostings(size) : [debit('offline_unsettled', size), credit('offline_cash', size)]
}

/** Debit minus credit: zero for every entry. */
export function imbalance(postings: readonly Posting[]): number {
  return postings.reduce((sum, posting) => sum + posting.debit - posting.credit, 0)
}
