import { accept, type Checked, fault } from './field-check.ts'
import { readIdentityNumber } from './identity-number.ts'
import { readBirthDate } from './person-check.ts'
import type { Sex } from './schemas.ts'

/** What the QR of a citizen card says. Dates are `YYYY-MM-DD`; nothing else of the text is kept. */
export interface CardReading {
  number: string
  /** The old nine-digit number, where the card names one. */
  oldNumber: string | null
  fullName: string
  birthDate: string
  sex: Sex
  /** The permanent address as it stands on the card, in one line. */
  address: string
  issuedOn: string | null
  /** What had to be put right: letters read in the wrong code, or the two numbers in the other order. */
  mended: 'encoding' | 'order' | null
}

/** Number, old number, name, birth date, sex, address, issue date; newer cards have more behind, which is not read. */
const FIELDS = 7
const LONGEST_SCAN = 4000
const LONGEST_NAME = 100
const LONGEST_ADDRESS = 250
const SEPARATOR = /[|\uff5c\u00a6]/
const DIGITS_12 = /^\d{12}$/
const DIGITS_9 = /^\d{9}$/

/** Whether a typed or scanned text is meant as a card: nothing else that comes into the box has a bar, `<<` or control marks. */
export function isCardScan(text: string): boolean {
  return SEPARATOR.test(text) || text.includes('<<') || /^@?\s*ANSI /.test(text) || text.includes('\u001e')
}

/**
 * Reads the text of a citizen card's QR (fields divided by `|`). Never throws. Faults: `card_foreign` (no Vietnamese card),
 * `card_half` (the scan broke off), `card_encoding` (letters lost), `card_order` (fields not where they belong), `card_birth`,
 * `card_birth_future`, and those of `readIdentityNumber`.
 */
export function readCardQr(text: string, today: string): Checked<CardReading> {
  const { text: clean, mended } = mendEncoding(plain(text.slice(0, LONGEST_SCAN)))
  if (!SEPARATOR.test(clean)) return fault(isCardScan(text) ? 'card_foreign' : 'card_half')
  const fields = clean.split(SEPARATOR).map((field) => field.trim())
  if (!fields.slice(0, 4).some((field) => /^\d{8,12}$/.test(field))) return fault('card_foreign')
  if (fields.length < FIELDS) return fault('card_half')
  if (fields.slice(0, FIELDS).some((field) => field.includes('\ufffd') || /\p{L}\?|\?\p{L}/u.test(field))) {
    return fault('card_encoding')
  }
  const turned = DIGITS_9.test(fields[0] ?? '') && DIGITS_12.test(fields[1] ?? '')
  const ordered = turned ? [fields[1] ?? '', fields[0] ?? '', ...fields.slice(2)] : fields
  return readFields(ordered, { today, mended: turned ? 'order' : mended })
}

function readFields(
  fields: readonly string[],
  { today, mended }: { today: string; mended: CardReading['mended'] },
): Checked<CardReading> {
  const [number = '', oldNumber = '', fullName = '', birth = '', sexText = '', address = '', issued = ''] = fields
  if (number.length < 12 && oldNumber === '') return fault('card_half')
  const identity = readIdentityNumber(number, today)
  if (!identity.ok) return identity
  const sex = readSexWord(sexText)
  if (sex === null || fullName === '' || /\d/.test(fullName) || (oldNumber !== '' && !DIGITS_9.test(oldNumber))) {
    return fault('card_order')
  }
  const birthDate = compactDate(birth)
  if (birthDate === null) return fault(/^\d{8}$/.test(birth) ? 'card_birth' : 'card_order')
  const born = readBirthDate(birthDate, today)
  if (!born.ok) return fault(born.code === 'birth_in_future' ? 'card_birth_future' : 'card_birth')
  return accept({
    number: identity.value.number,
    oldNumber: oldNumber === '' ? null : oldNumber,
    fullName: fullName.slice(0, LONGEST_NAME),
    birthDate,
    sex,
    address: address.slice(0, LONGEST_ADDRESS),
    issuedOn: compactDate(issued),
    mended,
  })
}

/** `DDMMYYYY` as `YYYY-MM-DD`; null when there is no such day. */
function compactDate(text: string): string | null {
  const match = /^(\d{2})(\d{2})(\d{4})$/.exec(text)
  if (match === null) return null
  const date = `${match[3]}-${match[2]}-${match[1]}`
  const instant = new Date(`${date}T00:00:00Z`)
  return Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== date ? null : date
}

function readSexWord(text: string): Sex | null {
  const word = text.toLocaleLowerCase('vi')
  if (word === 'nam') return 'male'
  return word === 'nữ' || word === 'nu' ? 'female' : null
}

function plain(text: string): string {
  return text
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/[\r\n\t]+/g, ' ')
    .normalize('NFC')
    .trim()
}

/** The letters that Windows-1252 puts at 0x80–0x9f, by their byte. */
const CP1252 = new Map(
  [...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'].map((letter, at) => [letter, 0x80 + at]),
)

/** UTF-8 that a scanner typed as Windows letters ("Nguyá»…n") is turned back; any other text stays as it is. */
function mendEncoding(text: string): { text: string; mended: 'encoding' | null } {
  if (!/[ÃÂÄÅÆáº»¼½¾]/.test(text)) return { text, mended: null }
  const bytes: number[] = []
  for (const letter of text) {
    const code = CP1252.get(letter) ?? letter.codePointAt(0) ?? 0
    if (code > 0xff) return { text, mended: null }
    bytes.push(code)
  }
  const decoded = decodeUtf8(bytes)
  return decoded === null || decoded === text
    ? { text, mended: null }
    : { text: decoded.normalize('NFC'), mended: 'encoding' }
}

/** Bytes as UTF-8 text; null when they are none. */
function decodeUtf8(bytes: readonly number[]): string | null {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''))
  } catch {
    return null
  }
}
