import { compact, findNear } from './near-text.ts'
import { type Piece, pieceOf, type Segment } from './segments.ts'

/** The printed words before a value. The same label may have several wordings. */
export type Labels = Readonly<Record<string, readonly string[]>>

/** A label found on a page. */
export interface LabelHit {
  label: string
  segment: number
  start: number
  end: number
}

const ERRORS_A_LETTER = 0.17

interface Candidate extends LabelHit {
  /** Letters of the wording less three times those that are wrong: a longer wording wins, a nearer one before it. */
  weight: number
}

/** All labels of a page in reading order. Where two overlap, the one that fits more letters stands. */
export function findLabels(segments: readonly Segment[], labels: Labels): LabelHit[] {
  const wordings = Object.entries(labels).flatMap(([label, texts]) =>
    texts.map((text) => ({ label, letters: compact(text) })),
  )
  const hits: LabelHit[] = []
  for (const [position, segment] of segments.entries()) {
    const candidates = wordings
      .flatMap((wording) => candidatesIn(segment, position, wording))
      .sort((one, other) => other.weight - one.weight)
    const taken: LabelHit[] = []
    for (const { weight: _weight, ...hit } of candidates) {
      if (!taken.some((one) => hit.start < one.end && hit.end > one.start)) taken.push(hit)
    }
    hits.push(...taken.sort((one, other) => one.start - other.start))
  }
  return hits
}

const LONG_WORDING = 7

/** A short wording must begin a word: "tại" is in many. */
function candidatesIn(
  { letters, origins }: Segment,
  segment: number,
  wording: { label: string; letters: string },
): Candidate[] {
  const { length } = wording.letters
  return findNear(letters, wording.letters, Math.floor(length * ERRORS_A_LETTER))
    .filter(({ start }) => {
      const before = origins[start - 1]
      return before === undefined || before.word !== origins[start]?.word || length > LONG_WORDING
    })
    .map(({ start, end, errors }) => ({ label: wording.label, segment, start, end, weight: length - 3 * errors }))
}

/** A page with its labels found, to be asked for what stands behind them. */
export interface LabelledPage {
  segments: readonly Segment[]
  hits: readonly LabelHit[]
}

export function labelled(segments: readonly Segment[], labels: Labels): LabelledPage {
  return { segments, hits: findLabels(segments, labels) }
}

/** The first hit of a label, behind another hit if one is given. */
export function hitOf(page: LabelledPage, label: string, after?: LabelHit): LabelHit | undefined {
  const from = after === undefined ? 0 : page.hits.indexOf(after) + 1
  return page.hits.slice(from).find((hit) => hit.label === label)
}

const CLOSE_BELOW = 1.5

/**
 * What stands behind a label: the rest of its segment up to the next label; where that is empty, the segment beside it or below. A value that may have
 * several lines goes on below, in the same column, until another label stands there.
 */
export function valueBehind(page: LabelledPage, hit: LabelHit, mostLines = 1): Piece {
  const own = page.segments[hit.segment] as Segment
  const next = page.hits.find((other) => other.segment === hit.segment && other.start >= hit.end)
  const behind = pieceOf(own, hit.end, next?.start ?? own.letters.length)
  const pieces = [behind.text === '' ? beside(page, own, hit) : behind].filter((piece) => piece.text !== '')
  let last = pieces[0] === undefined || behind.text !== '' ? own : (segmentWith(page, pieces[0]) ?? own)
  if (next !== undefined && behind.text !== '') return behind
  const wanted = pieces.length === 0 ? Math.max(1, mostLines) : mostLines
  while (pieces.length < wanted) {
    const below = segmentBelow(page, last, own)
    if (below === undefined) break
    pieces.push(untilLabel(page, below))
    if (page.hits.some((other) => page.segments[other.segment] === below)) break
    last = below
  }
  return {
    text: pieces
      .map((piece) => piece.text)
      .join(' ')
      .trim(),
    words: pieces.flatMap((piece) => piece.words),
  }
}

function beside(page: LabelledPage, own: Segment, hit: LabelHit): Piece {
  const right = page.segments.find((segment) => segment.box.left > own.box.right && isSameRow(segment, own))
  const isFree = right !== undefined && !startsWithLabel(page, right)
  return isFree && hit.end === own.letters.length ? untilLabel(page, right) : { text: '', words: [] }
}

function segmentWith(page: LabelledPage, piece: Piece): Segment | undefined {
  return page.segments.find((segment) => segment.words.includes(piece.words[0] as never))
}

function isSameRow(one: Segment, other: Segment): boolean {
  const middle = (one.box.top + one.box.bottom) / 2
  return middle > other.box.top && middle < other.box.bottom
}

function untilLabel(page: LabelledPage, segment: Segment): Piece {
  const first = page.hits.find((hit) => page.segments[hit.segment] === segment)
  return pieceOf(segment, 0, first?.start ?? segment.letters.length)
}

function startsWithLabel(page: LabelledPage, segment: Segment): boolean {
  return page.hits.some((hit) => page.segments[hit.segment] === segment && hit.start <= 2)
}

/** The segment right below `last` that begins in the column of `own` and does not begin with a label. */
function segmentBelow(page: LabelledPage, last: Segment, own: Segment): Segment | undefined {
  const height = last.box.bottom - last.box.top
  const below = page.segments
    .filter(
      ({ box }) => box.top > (last.box.top + last.box.bottom) / 2 && box.top - last.box.bottom < height * CLOSE_BELOW,
    )
    .filter(({ box }) => box.left < own.box.right && box.right > own.box.left)
    .sort((one, other) => one.box.top - other.box.top)[0]
  return below === undefined || startsWithLabel(page, below) ? undefined : below
}
