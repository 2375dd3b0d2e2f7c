import { purposeOf } from './vietqr.ts'

/** A dossier that owes money now. */
export interface DueDossier {
  dossierId: string
  code: string
  /** Whole đồng due now. */
  amount: number
}

/** Money that is to go back, or went back, through the bank. */
export interface BankRefund {
  refundId: string
  code: string
  amount: number
}

/**
 * `payment`: pays exactly what this dossier owes. `refund`: is this refund leaving the account. `open`: a person must look, and why:
 * no code of a dossier in the purpose; several; another amount than is due; the dossier owes nothing; money that went out.
 */
export type LineMatch =
  | { kind: 'payment'; dossierId: string }
  | { kind: 'refund'; refundId: string }
  | { kind: 'open'; why: 'no_code' | 'several' | 'amount_differs' | 'nothing_due' | 'outgoing' }

const CODE = /[A-Z]\d{2}[\dA-Z.]*-\d{6}-\d{4}(?!\d)/i

/** What a line of the statement is, by the dossier's code in its purpose and by its amount, to the đồng. */
export function matchLine(
  line: { amount: number; purpose: string },
  due: readonly DueDossier[],
  refunds: readonly BankRefund[],
): LineMatch {
  const text = line.purpose.toUpperCase()
  if (line.amount < 0) {
    const fitting = refunds.filter((refund) => refund.amount === -line.amount && names(text, refund.code))
    const [only] = fitting
    return fitting.length === 1 && only !== undefined
      ? { kind: 'refund', refundId: only.refundId }
      : { kind: 'open', why: 'outgoing' }
  }
  const named = due.filter((dossier) => names(text, dossier.code))
  const [only] = named
  if (named.length > 1) return { kind: 'open', why: 'several' }
  if (only !== undefined) {
    return only.amount === line.amount
      ? { kind: 'payment', dossierId: only.dossierId }
      : { kind: 'open', why: 'amount_differs' }
  }
  return { kind: 'open', why: CODE.test(line.purpose) ? 'nothing_due' : 'no_code' }
}

/** Banks drop dots, hyphens and spaces, and put words of their own around. A digit right behind would make it another code. */
function names(text: string, code: string): boolean {
  const letters = purposeOf(code)
    .replace(/^HS /, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
  return new RegExp(`${[...letters].join('[^A-Z0-9]*')}(?![0-9])`).test(text)
}
