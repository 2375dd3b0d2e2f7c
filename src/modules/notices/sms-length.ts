/** Letters of the GSM 7-bit alphabet (3GPP TS 23.038 §6.2.1) and, taking two places, those of its extension table. */
const GSM_LETTERS = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const GSM_EXTENDED = new Set('^{}\\[~]|€\f')

export interface SmsLength {
  alphabet: 'gsm7' | 'ucs2'
  /** Places taken: septets, or 16-bit units. */
  units: number
  /** What is paid for: one message holds 160 septets or 70 units; of several each holds 153 or 67 (3GPP TS 23.040). */
  segments: number
}

/** How long a text message is and in how many parts it travels. A pair of units or of septets is never cut in two. */
export function smsLength(text: string): SmsLength {
  const letters = [...text]
  if (letters.every((letter) => GSM_LETTERS.has(letter) || GSM_EXTENDED.has(letter))) {
    const widths = letters.map((letter) => (GSM_EXTENDED.has(letter) ? 2 : 1))
    return { alphabet: 'gsm7', units: sum(widths), segments: segmentsOf(widths, 160, 153) }
  }
  const widths = letters.map((letter) => letter.length)
  return { alphabet: 'ucs2', units: sum(widths), segments: segmentsOf(widths, 70, 67) }
}

function segmentsOf(widths: readonly number[], alone: number, ofMany: number): number {
  if (sum(widths) <= alone) return widths.length === 0 ? 0 : 1
  let segments = 1
  let used = 0
  for (const width of widths) {
    if (used + width > ofMany) {
      segments += 1
      used = 0
    }
    used += width
  }
  return segments
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0)
}

/** The text without diacritics, in letters every telephone shows: `Hồ sơ đã xong` is `Ho so da xong`. */
export function plainAscii(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/[–—]/g, '-')
    .replace(/[‘’]/g, "'")
    .replace(/[“”«»]/g, '"')
    .replaceAll('…', '...')
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/[^\n\x20-\x7e]/g, '?')
}
