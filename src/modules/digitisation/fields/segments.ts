import type { PageBox, PageReading, PageWord } from '../reading/page-reading.ts'
import { compact } from './near-text.ts'

/** Words that stand side by side without a wide gap: a line, or its part in one column. */
export interface Segment {
  words: readonly PageWord[]
  box: PageBox
  /** The words' letters and digits without diacritics, joined. */
  letters: string
  /** For each of `letters`: which word it is of, and the place in the word's own text. */
  origins: readonly { word: number; at: number }[]
}

const WIDE_GAP = 2.1

/** The segments of a page, from top to bottom and left to right. */
export function segmentsOf(reading: PageReading): Segment[] {
  const segments: Segment[] = []
  let run: PageWord[] = []
  const close = (): void => {
    if (run.length > 0) segments.push(segmentOf(run))
    run = []
  }
  for (const word of reading.words) {
    const last = run.at(-1)
    if (last !== undefined && (word.line !== last.line || word.box.left - last.box.right > WIDE_GAP * heightOf(run)))
      close()
    run.push(word)
  }
  close()
  return segments.sort((one, other) => one.box.top - other.box.top || one.box.left - other.box.left)
}

function heightOf(words: readonly PageWord[]): number {
  const heights = words.map(({ box }) => box.bottom - box.top).sort((one, other) => one - other)
  return heights[heights.length >> 1] ?? 0
}

function segmentOf(words: readonly PageWord[]): Segment {
  let letters = ''
  const origins: { word: number; at: number }[] = []
  for (const [word, { text }] of words.entries()) {
    for (const [at, sign] of [...text].entries()) {
      for (const letter of compact(sign)) {
        letters += letter
        origins.push({ word, at })
      }
    }
  }
  return { words, box: around(words.map((word) => word.box)), letters, origins }
}

/** The smallest box that holds all. */
export function around(boxes: readonly PageBox[]): PageBox {
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  }
}

/** A piece of a segment: from one of its letters on, up to another. */
export interface Piece {
  text: string
  words: readonly PageWord[]
}

/** What stands in a segment behind `letters[from]` and before `letters[to]`; punctuation next to the cut is left out. */
export function pieceOf(segment: Segment, from: number, to: number = segment.letters.length): Piece {
  const [first, last] = [segment.origins[from], segment.origins[to - 1]]
  if (first === undefined || last === undefined || from >= to) return { text: '', words: [] }
  const words = segment.words.slice(first.word, last.word + 1)
  const texts = words.map((word, position) => {
    const signs = [...word.text]
    const begin = position === 0 ? openedAt(signs, first.at) : 0
    const end = position === words.length - 1 && to < segment.letters.length ? last.at + 1 : signs.length
    return signs.slice(begin, end).join('')
  })
  return { text: texts.join(' ').trim(), words }
}

/** A sign that belongs to the letter behind it, such as the bracket in "(0221)". */
function openedAt(signs: readonly string[], at: number): number {
  return at > 0 && signs[at - 1] === '(' ? at - 1 : at
}
