import type { ChargeKind } from './fee-table.ts'
import type { AccountKind, PaymentMethod, Posting } from './journal.ts'
import type { OfflineCashLine } from './offline-cash.ts'

/** What one agency's day holds, each from its own source. Amounts in whole đồng. */
export interface DayRecords {
  payments: readonly {
    id: string
    method: PaymentMethod
    amount: number
    reference: string
    dossierCode: string
    /** What its charges come to, by kind. */
    charged: Readonly<Record<ChargeKind, number>>
    /** Receipts that stand for it, by kind; cancelled ones left out. */
    receipted: Readonly<Record<ChargeKind, number>>
  }[]
  entries: readonly { cause: string; kind: string; postings: readonly Posting[] }[]
  drawers: readonly {
    id: string
    counter: string
    closed: boolean
    expected: number
    counted: number
    reason: string | null
    /** What the journal held for it before its closing. */
    journalled: number
    /** Cash taken without network that was handed over with it. */
    offline: { expected: number; counted: number; reason: string | null } | null
  }[]
  /** Payments that the platform reported by signed messages, and those we booked from it. */
  platform: readonly {
    reference: string
    dossierCode: string
    reported: number | null
    booked: number | null
    trouble: string | null
  }[]
  bankLines: readonly {
    id: string
    amount: number
    state: string
    purpose: string
    whyOpen: string | null
    /** Amount of the payment it is matched to. */
    matched: number | null
    /** Amount that the journal has of it, where it is no payment. */
    journalled: number | null
  }[]
  /** Payments by bank of the day that no line of a statement stands for. */
  bankPaymentsWithoutLine: readonly { id: string; amount: number; dossierCode: string }[]
  /** Serials of the year's series up to the highest used, that nobody used and no range explains. */
  missingSerials: readonly { kind: ChargeKind; number: string }[]
  /** Cash taken without network that day. */
  offlineCash: readonly OfflineCashLine[]
  /** Dossiers paid that day whose own figures differ from what their charges say. */
  dossiers: readonly { code: string; axis: string; paidThere: number; paidHere: number }[]
}

export const differenceKinds = [
  'payment_not_in_journal',
  'journal_amount_differs',
  'journal_without_payment',
  'charges_differ',
  'receipt_missing',
  'receipt_differs',
  'receipt_number_missing',
  'drawer_difference',
  'drawer_not_in_journal',
  'drawer_open',
  'offline_handover_difference',
  'offline_cash_not_in_journal',
  'offline_cash_unsettled',
  'platform_not_booked',
  'platform_not_reported',
  'platform_amount_differs',
  'bank_line_open',
  'bank_line_differs',
  'bank_payment_without_line',
  'dossier_differs',
] as const
export type DifferenceKind = (typeof differenceKinds)[number]

/** One place where two sources do not say the same: which, about what, and what each has. */
export interface Difference {
  kind: DifferenceKind
  /** A dossier's code, a receipt's number, a counter, the words of the bank. */
  about: string
  /** Whole đồng: what should be, what is. */
  expected: number
  found: number
  /** A code or the officer's own reason. */
  note: string | null
}

/** Every difference of the day, by kind; empty when all sources agree to the đồng. */
export function reconcile(day: DayRecords): Difference[] {
  const found = [
    ...paymentDifferences(day),
    ...receiptDifferences(day),
    ...drawerDifferences(day),
    ...offlineDifferences(day),
    ...platformDifferences(day),
    ...bankDifferences(day),
    ...day.dossiers
      .filter(({ paidThere, paidHere }) => paidThere !== paidHere)
      .map(({ code, axis, paidThere, paidHere }) => difference('dossier_differs', code, [paidHere, paidThere], axis)),
  ]
  return found.sort((one, other) => differenceKinds.indexOf(one.kind) - differenceKinds.indexOf(other.kind))
}

/** `amounts`: what should be, what is. */
function difference(
  kind: DifferenceKind,
  about: string,
  [expected, found]: readonly [number, number],
  note: string | null = null,
): Difference {
  return { kind, about, expected, found, note }
}

/** Debit less credit of an account in an entry. */
function onAccount(postings: readonly Posting[], account: AccountKind): number {
  return postings
    .filter((posting) => posting.account === account)
    .reduce((sum, posting) => sum + posting.debit - posting.credit, 0)
}

function paymentDifferences({ payments, entries }: DayRecords): Difference[] {
  const byCause = new Map(entries.map((entry) => [entry.cause, entry]))
  const known = new Set(payments.map((payment) => `payment:${payment.id}`))
  const ofPayments = payments.flatMap((payment) => {
    const { id, method, amount, dossierCode, charged } = payment
    const entry = byCause.get(`payment:${id}`)
    const differences: Difference[] = []
    if (entry === undefined) differences.push(difference('payment_not_in_journal', dossierCode, [amount, 0]))
    else {
      const booked = onAccount(entry.postings, method)
      const fits =
        booked === amount &&
        -onAccount(entry.postings, 'fee_revenue') === charged.fee &&
        -onAccount(entry.postings, 'charge_revenue') === charged.charge
      if (booked !== amount || (charged.fee + charged.charge === amount && !fits)) {
        differences.push(difference('journal_amount_differs', dossierCode, [amount, booked]))
      }
    }
    const sum = charged.fee + charged.charge
    if (sum !== amount) differences.push(difference('charges_differ', dossierCode, [amount, sum]))
    return differences
  })
  const strays = entries
    .filter((entry) => entry.cause.startsWith('payment:') && !known.has(entry.cause))
    .map((entry) => {
      const booked = entry.postings.reduce((sum, posting) => sum + posting.debit, 0)
      return difference('journal_without_payment', entry.cause.slice('payment:'.length), [0, booked])
    })
  return [...ofPayments, ...strays]
}

function receiptDifferences({ payments, missingSerials }: DayRecords): Difference[] {
  const ofPayments = payments.flatMap(({ dossierCode, charged, receipted }) =>
    (['fee', 'charge'] as const).flatMap((kind) => {
      if (charged[kind] === receipted[kind]) return []
      const name = receipted[kind] === 0 ? 'receipt_missing' : 'receipt_differs'
      return [difference(name, dossierCode, [charged[kind], receipted[kind]], kind)]
    }),
  )
  return [
    ...ofPayments,
    ...missingSerials.map(({ number, kind }) => difference('receipt_number_missing', number, [0, 0], kind)),
  ]
}

function drawerDifferences({ drawers }: DayRecords): Difference[] {
  return drawers.flatMap(({ counter, closed, expected, counted, reason, journalled, offline }) => {
    if (!closed) return [difference('drawer_open', counter, [0, journalled])]
    return [
      ...(counted === expected ? [] : [difference('drawer_difference', counter, [expected, counted], reason)]),
      ...(offline === null || offline.expected === offline.counted
        ? []
        : [difference('offline_handover_difference', counter, [offline.expected, offline.counted], offline.reason)]),
      ...(expected === journalled ? [] : [difference('drawer_not_in_journal', counter, [expected, journalled])]),
    ]
  })
}

function offlineDifferences({ offlineCash }: DayRecords): Difference[] {
  return offlineCash.flatMap(({ receiptNumber, amount, corrected, journalled, unsettled, why }) => {
    if (journalled !== amount) return [difference('offline_cash_not_in_journal', receiptNumber, [amount, journalled])]
    if (unsettled === 0) return []
    return [
      difference('offline_cash_unsettled', receiptNumber, [amount + corrected, amount + corrected - unsettled], why),
    ]
  })
}

function platformDifferences({ platform }: DayRecords): Difference[] {
  return platform.flatMap(({ reference, dossierCode, reported, booked, trouble }) => {
    const about = dossierCode === '' ? reference : dossierCode
    if (reported === null)
      return booked === null ? [] : [difference('platform_not_reported', about, [booked, 0], reference)]
    if (booked === null) {
      const kind = trouble === 'amount_differs' ? 'platform_amount_differs' : 'platform_not_booked'
      return [difference(kind, about, [reported, 0], trouble ?? reference)]
    }
    return reported === booked ? [] : [difference('platform_amount_differs', about, [reported, booked], reference)]
  })
}

function bankDifferences({ bankLines, bankPaymentsWithoutLine }: DayRecords): Difference[] {
  const ofLines = bankLines.flatMap((line) => {
    if (line.state === 'open') return [difference('bank_line_open', line.purpose, [line.amount, 0], line.whyOpen)]
    const booked = line.matched ?? line.journalled
    if (booked === null || booked === line.amount) return []
    return [difference('bank_line_differs', line.purpose, [line.amount, booked])]
  })
  const without = bankPaymentsWithoutLine.map(({ amount, dossierCode }) =>
    difference('bank_payment_without_line', dossierCode, [amount, 0]),
  )
  return [...ofLines, ...without]
}

/** What an account did in a day. */
export interface AccountDay {
  account: AccountKind
  opening: number
  debit: number
  credit: number
  closing: number
}
