const LONGEST_WORD = 32
const MOST_CHARACTERS = 20_000
const BREAK = '\u200b'
const INSTEAD = '?'

/** Whether the paper's font can draw a character. */
export type Coverage = (codePoint: number) => boolean

/**
 * Data made fit for paper, whatever people typed: what the font cannot draw becomes "?" (an archival PDF may not hold it),
 * words that no line could hold may be broken, texts end somewhere. Line breaks stay.
 */
export function printable(value: unknown, covers: Coverage): unknown {
  if (typeof value === 'string') return printableText(value, covers)
  if (Array.isArray(value)) return value.map((item) => printable(item, covers))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    // A picture is made here, not typed.
    Object.entries(value).map(([name, item]) => [name, name === 'svg' ? item : printable(item, covers)]),
  )
}

function printableText(text: string, covers: Coverage): string {
  let shown = ''
  let run = 0
  for (const character of text.normalize('NFC').slice(0, MOST_CHARACTERS)) {
    const isBreak = /\s/.test(character)
    run = isBreak || /[/.@-]/.test(character) ? 0 : run + 1
    if (run > LONGEST_WORD) {
      shown += BREAK
      run = 1
    }
    shown += fit(character, isBreak, covers)
  }
  return shown
}

function fit(character: string, isBreak: boolean, covers: Coverage): string {
  if (character === '\n') return character
  if (isBreak) return character === '\u00a0' ? character : ' '
  return covers(character.codePointAt(0) ?? 0) ? character : INSTEAD
}
