const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const
const GROUP_NAMES = ['', 'nghìn', 'triệu'] as const
const BILLION = 1_000_000_000

/**
 * Whole đồng in words, as a receipt for money must say them: 105000 -> "Một trăm linh năm nghìn đồng". Throws RangeError for what is
 * no whole amount from 0 to 2^53 - 1.
 */
export function amountInWords(dong: number): string {
  const words = `${numberInWords(dong)} đồng`
  return words.charAt(0).toLocaleUpperCase('vi') + words.slice(1)
}

/** A whole number from 0 to 2^53 - 1 in Vietnamese words (northern usage: linh, nghìn). */
export function numberInWords(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a whole number from 0 on: ${value}`)
  return value === 0 ? DIGITS[0] : wordsOf(value, false).join(' ')
}

/** `follows`: something larger was said before, so that empty hundreds must be said ("không trăm"). */
function wordsOf(value: number, follows: boolean): string[] {
  const billions = Math.floor(value / BILLION)
  const rest = value % BILLION
  if (billions === 0) return belowBillion(rest, follows)
  return [...wordsOf(billions, follows), 'tỷ', ...belowBillion(rest, true)]
}

function belowBillion(value: number, follows: boolean): string[] {
  const words: string[] = []
  for (const power of [2, 1, 0] as const) {
    const group = Math.floor(value / 1000 ** power) % 1000
    if (group === 0) continue
    words.push(...groupInWords(group, follows || words.length > 0))
    if (power > 0) words.push(GROUP_NAMES[power])
  }
  return words
}

/** 1 to 999. */
function groupInWords(group: number, follows: boolean): string[] {
  const hundreds = Math.floor(group / 100)
  const below = group % 100
  const words = hundreds > 0 || follows ? [digit(hundreds), 'trăm'] : []
  if (below === 0) return words
  if (below < 10) return words.length === 0 ? [digit(below)] : [...words, 'linh', digit(below)]
  return [...words, ...tensInWords(below)]
}

/** 10 to 99: mười lăm, hai mươi mốt, hai mươi tư, hai mươi lăm. */
function tensInWords(value: number): string[] {
  const tens = Math.floor(value / 10)
  const units = value % 10
  const head = tens === 1 ? ['mười'] : [digit(tens), 'mươi']
  if (units === 0) return head
  return [...head, unitAfterTens(units, tens)]
}

function unitAfterTens(units: number, tens: number): string {
  if (units === 5) return 'lăm'
  if (tens > 1 && units === 1) return 'mốt'
  if (tens > 1 && units === 4) return 'tư'
  return digit(units)
}

function digit(value: number): string {
  return DIGITS[value] as string
}
