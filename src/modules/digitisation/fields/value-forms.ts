import { epochDayOf } from '../../../platform/civil-date.ts'
import { readIdentityNumber } from '../../vault/identity-number.ts'
import { readTaxCode } from '../../vault/tax-code.ts'
import { mendName } from './names.ts'
import { compact, distance } from './near-text.ts'

/** A value in its normal form, and by how much a check speaks for (1) or against it (towards 0). */
export interface ReadValue {
  value: string
  /** 0..1 */
  trust: number
}

const LOOKALIKES: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  Q: '0',
  D: '0',
  I: '1',
  l: '1',
  i: '1',
  '|': '1',
  Z: '2',
  z: '2',
  S: '5',
  s: '5',
  B: '8',
  G: '6',
  g: '9',
}

/** Letters that stand among digits as the digits they look like. */
export function asDigits(text: string): string {
  return text.replace(/[OoQDIli|ZzSsBGg]/g, (sign) => LOOKALIKES[sign] ?? sign)
}

const SLASHED = /(\d{1,2})\s*[/.\-|]\s*(\d{1,2})\s*[/.\-|]\s*(\d{4})/
const SPOKEN = /ng[a-z]{1,2}y\s*(\d{1,2})\s*th[a-z]{0,3}ng\s*(\d{1,2})\s*n[a-z]{1,2}\s*(\d{4})/

/** A date written 05/03/2024 or "ngày 05 tháng 03 năm 2024" as YYYY-MM-DD. */
export function readDate(text: string, today: string): ReadValue | null {
  const found = SLASHED.exec(asDigits(text)) ?? SPOKEN.exec(withoutMarks(text))
  if (found === null) return looseDate(text, today)
  return dateOf(found[1] ?? '', found[2] ?? '', found[3] ?? '', today)
}

function withoutMarks(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
}

/** Eight digits whose slashes were not seen, or were taken for a one. */
function looseDate(text: string, today: string): ReadValue | null {
  const digits = asDigits(text).replace(/[^0-9]/g, '')
  const read =
    digits.length === 8
      ? dateOf(digits.slice(0, 2), digits.slice(2, 4), digits.slice(4), today)
      : digits.length === 10
        ? dateOf(digits.slice(0, 2), digits.slice(3, 5), digits.slice(6), today)
        : null
  return read === null ? null : { ...read, trust: read.trust * 0.7 }
}

function dateOf(day: string, month: string, year: string, today: string): ReadValue | null {
  const value = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  try {
    epochDayOf(value)
  } catch {
    return null
  }
  const isLikely = year >= '1900' && value <= `${Number(today.slice(0, 4)) + 80}${today.slice(4)}`
  return { value, trust: isLikely ? 1 : 0.4 }
}

/** A personal identification number: twelve digits in a row, whatever stands around them. */
export function readIdentity(text: string, today: string): ReadValue | null {
  const digits = longestDigits(text)
  if (digits.length < 9 || digits.length > 14) return null
  const checked = readIdentityNumber(digits, today)
  if (checked.ok) return { value: checked.value.number, trust: checked.value.provinceName === null ? 0.8 : 1 }
  // Nine digits: an identity card of before 2016.
  return { value: digits, trust: digits.length === 9 ? 0.7 : 0.3 }
}

export function readTax(text: string): ReadValue | null {
  const digits = longestDigits(text)
  if (digits.length < 9) return null
  const checked = readTaxCode(digits)
  return checked.ok ? { value: digits, trust: 1 } : { value: digits, trust: 0.35 }
}

function longestDigits(text: string): string {
  const joined = text.replace(/(?<=\d)\s+(?=\d)/g, '')
  const runs = joined.match(/[0-9OoQDIl|ZSBG]{6,}/g) ?? []
  const digits = runs.map(asDigits).filter((run) => /^[0-9]+$/.test(run))
  return digits.sort((one, other) => other.length - one.length)[0] ?? ''
}

/** Nam or Nữ. */
export function readSex(text: string): ReadValue | null {
  for (const word of text.split(/[^\p{L}]+/u).filter(Boolean)) {
    const letters = compact(word)
    if (distance(letters, 'nam') <= 1 && letters.length >= 2 && letters !== 'nu')
      return { value: 'Nam', trust: letters === 'nam' ? 1 : 0.7 }
    if (letters.startsWith('nu') || letters === 'n') return { value: 'Nữ', trust: letters === 'nu' ? 1 : 0.6 }
  }
  return null
}

const NAME_PART = /[\p{L}'’-]+/gu

/** A person's name with capital first letters, its surname mended where only a mark of it was mistaken. */
export function readName(text: string): ReadValue | null {
  const before = text.split(/[,;:(]|\bsinh\s+năm\b/iu)[0] ?? ''
  const words = (before.match(NAME_PART) ?? []).filter((word) => /^\p{L}/u.test(word))
  if (words.length === 0) return null
  const { words: mended, isKnown } = mendName(words)
  const tooMany = words.length > 8 || words.length < 2
  return { value: mended.join(' '), trust: (isKnown ? 1 : 0.75) * (tooMany ? 0.5 : 1) }
}

/** One line of text: no punctuation at its ends. */
export function readLine(text: string): ReadValue | null {
  const value = text
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(/^[\s:;.,*_\-–|'"“”‘’]+|[\s:;,*_\-–|'"“”‘’]+$/gu, '')
    .replace(/\s+([,.;:])/g, '$1')
  return value === '' ? null : { value, trust: 1 }
}

/** Words of an address whose marks are certain when their letters are; names of places begin with a capital and are left as read. */
const PLACE_WORDS: Readonly<Record<string, string>> = {
  tinh: 'tỉnh',
  xa: 'xã',
  phuong: 'phường',
  thon: 'thôn',
  duong: 'đường',
  so: 'số',
  pho: 'phố',
  quan: 'quận',
  huyen: 'huyện',
}

/** One line of an address. */
export function readAddress(text: string): ReadValue | null {
  const line = readLine(text)
  if (line === null) return null
  const value = line.value.replace(/(?<![\p{L}\p{M}])\p{Ll}+/gu, (word) => PLACE_WORDS[compact(word)] ?? word)
  return { value, trust: line.trust }
}

/** An amount of money or a measure: digits, dots of thousands left out, the comma kept. */
export function readAmount(text: string): ReadValue | null {
  const found = /\d[\d.,\s]*/.exec(text)
  const value = found?.[0].replace(/[.\s](?=\d{3}(?!\d))/g, '').replace(/[.,\s]+$/, '') ?? ''
  return value === '' ? null : { value, trust: /^\d+(,\d+)?$/.test(value) ? 1 : 0.5 }
}
