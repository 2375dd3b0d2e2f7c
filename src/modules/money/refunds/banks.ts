/**
 * Banks by the BIN under which a transfer names them (the first field of a VietQR's beneficiary). Written down from memory of the public list,
 * not compared with its publisher: a bank that is missing here is told so at its field and paid in cash.
 */
export const banks = {
  '970436': 'Vietcombank',
  '970415': 'VietinBank',
  '970418': 'BIDV',
  '970405': 'Agribank',
  '970422': 'MB',
  '970407': 'Techcombank',
  '970416': 'ACB',
  '970432': 'VPBank',
  '970423': 'TPBank',
  '970403': 'Sacombank',
  '970437': 'HDBank',
  '970441': 'VIB',
  '970443': 'SHB',
  '970431': 'Eximbank',
  '970426': 'MSB',
  '970448': 'OCB',
  '970440': 'SeABank',
  '970429': 'SCB',
  '970449': 'LPBank',
  '970428': 'Nam A Bank',
  '970425': 'ABBANK',
  '970409': 'Bac A Bank',
  '970412': 'PVcomBank',
  '970446': 'Co-opBank',
} as const satisfies Record<string, string>

export function bankName(bin: string): string | null {
  return (banks as Record<string, string>)[bin] ?? null
}
