/** What a VietQR asks a bank's application to do. */
export interface VietQrRequest {
  bin: string
  account: string
  /** Whole đồng. */
  amount: number
  /** Becomes ASCII of at most 25 characters: marks fall, what does not fit is cut. */
  purpose: string
}

/** Letters of a purpose that banks carry unchanged (standards: field 62-08). */
export const LONGEST_PURPOSE = 25

/** The text of a dynamic VietQR to an account: an EMVCo merchant-presented code with its checksum. */
export function vietQrText({ bin, account, amount, purpose }: VietQrRequest): string {
  const beneficiary = field('00', bin) + field('01', account)
  const transfer = field('00', 'A000000727') + field('01', beneficiary) + field('02', 'QRIBFTTA')
  const body = [
    field('00', '01'),
    field('01', '12'),
    field('38', transfer),
    field('53', '704'),
    field('54', String(amount)),
    field('58', 'VN'),
    field('62', field('08', asciiPurpose(purpose))),
    '6304',
  ].join('')
  return body + checksum(body)
}

function field(tag: string, value: string): string {
  return `${tag}${String(value.length).padStart(2, '0')}${value}`
}

/** Without Vietnamese marks and without anything beyond printable ASCII, at most 25 characters. */
export function asciiPurpose(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[^\x20-\x7e]/g, '')
    .slice(0, LONGEST_PURPOSE)
    .trim()
}

/**
 * What a bank statement will show and matching looks for: the dossier's code, of which 25 characters hold even the longest with its date
 * and serial. A longer unit code loses its beginning, never its serial.
 */
export function purposeOf(dossierCode: string): string {
  const whole = `HS ${dossierCode}`
  if (whole.length <= LONGEST_PURPOSE) return whole
  return dossierCode.slice(-LONGEST_PURPOSE)
}

/** CRC-16/CCITT-FALSE over the text with its `6304`: polynomial 0x1021, start 0xFFFF. */
function checksum(text: string): string {
  let crc = 0xffff
  for (let index = 0; index < text.length; index++) {
    crc ^= text.charCodeAt(index) << 8
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000) !== 0 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}
