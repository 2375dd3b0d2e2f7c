import { amountInWords } from './amount-in-words.ts'
import type { PaperData } from './fields.ts'
import { qrOf } from './qr.ts'

export interface MoneyReceipt {
  /** The head of the paper: the body above (null where none is named), the collecting body, "Hưng Yên, ngày …". */
  letter: { superior: string | null; agency: string; dateLine: string }
  formNumber: string
  symbol: string
  number: string
  copyName: string | null
  payer: { name: string; address: string | null; number: string | null }
  dossierCode: string | null
  request: string
  /** Lệ phí (`fee`) and phí (`charge`) stand apart (Luật 97/2015/QH13); whole đồng. */
  lines: readonly { name: string; kind: 'fee' | 'charge'; amount: number }[]
  method: string
  paidAt: string
  note: string | null
  officer: string | null
  /** The full address its QR code leads to. */
  address: string
  unitPhone: string | null
}

const KINDS = { fee: 'Lệ phí', charge: 'Phí' } as const

/** The data of template `money-receipt`: lines, their sum, and the sum in words. */
export function moneyReceiptData(receipt: MoneyReceipt): PaperData {
  const { letter, payer, lines, dossierCode, address, ...rest } = receipt
  const total = lines.reduce((sum, line) => sum + line.amount, 0)
  return {
    ...letter,
    ...rest,
    payer: payer.name,
    address: payer.address,
    payerNumber: payer.number,
    code: dossierCode,
    lines: lines.map(({ name, kind, amount }) => ({ name, kind: KINDS[kind], amount: grouped(amount) })),
    total: grouped(total),
    words: amountInWords(total),
    qr: qrOf(address),
  }
}

/** 105000 -> "105.000". */
function grouped(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, '.')
}
