import { bankName } from './banks.ts'

/** Where a refund goes. The holder in the letters banks carry: capitals without marks. */
export interface RefundAccount {
  bin: string
  number: string
  holder: string
}

export type AccountFault = {
  path: 'bin' | 'number' | 'holder'
  code: 'bank_unknown' | 'account_wrong' | 'holder_wrong'
}

/** The account as it is kept, or what is wrong with it, each at its field. */
export function readAccount(typed: RefundAccount): { account: RefundAccount } | { faults: AccountFault[] } {
  const account = {
    bin: typed.bin.trim(),
    number: typed.number.replace(/[\s.-]/g, '').toUpperCase(),
    holder: withoutMarks(typed.holder),
  }
  const faults: AccountFault[] = []
  if (bankName(account.bin) === null) faults.push({ path: 'bin', code: 'bank_unknown' })
  if (!/^[0-9A-Z]{6,19}$/.test(account.number)) faults.push({ path: 'number', code: 'account_wrong' })
  if (!/^[A-Z][A-Z0-9 .&-]{2,69}$/.test(account.holder)) faults.push({ path: 'holder', code: 'holder_wrong' })
  return faults.length > 0 ? { faults } : { account }
}

/** `Nguyễn Thị Hoa` as a bank writes it: `NGUYEN THI HOA`. */
export function withoutMarks(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toUpperCase()
    .replace(/\s+/g, ' ')
    .trim()
}

export interface OrderLine extends RefundAccount {
  amount: number
  purpose: string
}

const HEADING = ['STT', 'Tên người hưởng', 'Số tài khoản', 'Mã BIN', 'Ngân hàng', 'Số tiền', 'Nội dung']

/**
 * The payment order as a file: UTF-8 with its mark, semicolons, one line a refund. No cell begins so that a table takes it for a formula;
 * account numbers stand as text, so that no zero is lost.
 */
export function orderFile(lines: readonly OrderLine[]): string {
  const rows = lines.map((line, index) => [
    String(index + 1),
    line.holder,
    `'${line.number}`,
    line.bin,
    bankName(line.bin) ?? '',
    String(line.amount),
    line.purpose,
  ])
  return `\ufeff${[HEADING, ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}

function cell(text: string): string {
  const safe = /^[=+@-]/.test(text) ? ` ${text}` : text
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
