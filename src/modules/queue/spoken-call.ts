const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín']
const LETTERS: Readonly<Record<string, string>> = {
  A: 'a',
  B: 'bê',
  C: 'xê',
  D: 'đê',
  E: 'e',
  F: 'ép phờ',
  G: 'giê',
  H: 'hát',
  I: 'i',
  J: 'giây',
  K: 'ca',
  L: 'e lờ',
  M: 'em mờ',
  N: 'en nờ',
  O: 'o',
  P: 'pê',
  Q: 'quy',
  R: 'e rờ',
  S: 'ét sì',
  T: 'tê',
  U: 'u',
  V: 'vê',
  W: 'vê kép',
  X: 'ích xì',
  Y: 'i dài',
  Z: 'dét',
}

/** A whole number from 0 to 9999 as it is read in Vietnamese: 15 "mười lăm", 21 "hai mươi mốt", 105 "một trăm linh năm". */
export function spokenNumber(number: number): string {
  if (number < 10) return DIGITS[number] ?? ''
  const thousands = Math.floor(number / 1000)
  const rest = number % 1000
  const head = thousands === 0 ? '' : `${DIGITS[thousands]} nghìn`
  if (thousands > 0 && rest === 0) return head
  const hundreds = Math.floor(rest / 100)
  const middle = hundreds === 0 && thousands === 0 ? '' : `${DIGITS[hundreds]} trăm`
  return [head, middle, belowHundred(rest % 100, middle !== '')].filter((part) => part !== '').join(' ')
}

function belowHundred(number: number, follows: boolean): string {
  const tens = Math.floor(number / 10)
  const ones = number % 10
  if (tens === 0) return ones === 0 ? '' : follows ? `linh ${DIGITS[ones]}` : (DIGITS[ones] ?? '')
  const head = tens === 1 ? 'mười' : `${DIGITS[tens]} mươi`
  if (ones === 0) return head
  if (ones === 1 && tens > 1) return `${head} mốt`
  return ones === 5 ? `${head} lăm` : `${head} ${DIGITS[ones]}`
}

/** What the hall's loudspeaker says: letters by their names, the number in words. Vietnamese whatever the screen's language. */
export function spokenCall(label: string, counterNumber: number): string {
  const [, letters = '', machine, digits = '0'] = /^([A-Z]*)(?:(\d+)-)?(\d+)$/.exec(label) ?? []
  const spelled = [...letters].map((letter) => LETTERS[letter] ?? letter).join(' ')
  // A ticket given without network: the machine's own number stands between, NT2-007.
  const prefix = machine === undefined ? spelled : `${spelled} ${spokenNumber(Number(machine))} gạch`
  return `Mời số ${`${prefix} ${spokenNumber(Number(digits))}`.trim()}, đến quầy số ${spokenNumber(counterNumber)}`
}
