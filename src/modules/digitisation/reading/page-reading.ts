/** A rectangle on an upright page, in its pixels. */
export interface PageBox {
  left: number
  top: number
  right: number
  bottom: number
}

/** One recognised word. Words of one `line` stand side by side, as the recogniser saw it. */
export interface PageWord {
  text: string
  /** 0..100 */
  confidence: number
  box: PageBox
  line: number
}

/** What was read on one page, upright. */
export interface PageReading {
  width: number
  height: number
  words: readonly PageWord[]
}

/** The text of a page, line by line. */
export function textOf({ words }: PageReading): string {
  const lines: string[] = []
  let last = -1
  for (const word of words) {
    if (word.line === last) lines[lines.length - 1] += ` ${word.text}`
    else lines.push(word.text)
    last = word.line
  }
  return lines.join('\n')
}

type PackedWord = [
  text: string,
  confidence: number,
  line: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
]

/** A reading as short text, for sealing. */
export function packReading({ width, height, words }: PageReading): string {
  const packed = words.map(({ text, confidence, line, box }): PackedWord => {
    return [text, confidence, line, box.left, box.top, box.right, box.bottom]
  })
  return JSON.stringify([width, height, packed])
}

export function unpackReading(text: string): PageReading {
  const [width, height, packed] = JSON.parse(text) as [number, number, PackedWord[]]
  const words = packed.map(([word, confidence, line, left, top, right, bottom]): PageWord => {
    return { text: word, confidence, line, box: { left, top, right, bottom } }
  })
  return { width, height, words }
}
