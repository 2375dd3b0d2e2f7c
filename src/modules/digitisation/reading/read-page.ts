import {
  lookOf,
  type PageSource,
  pageJpeg,
  type SeenPage,
  type SeeOptions,
  seePage,
  type UprightPage,
  uprightPage,
} from '../image/normalise-page.ts'
import type { Turn } from '../image/orientation.ts'
import { judgePage, type PageMeasures, type RefusalReason } from '../image/page-quality.ts'
import type { PageReading } from './page-reading.ts'
import type { Recognised, Recogniser } from './recogniser.ts'

/** A page as it was read: upright picture, words, measures, and why it is refused, if it is. */
export interface ReadPage {
  /** The upright page as it is kept. */
  jpeg: Buffer
  reading: PageReading
  refusal: RefusalReason | null
  measures: PageMeasures
  /** Degrees clockwise by which the page was turned, and the slant that was taken out. */
  turn: Turn
  skew: number
  /** What it looks like: see `hashDistance`. */
  look: string
}

/** Above this the page is taken to be the right way up without trying another. */
const UPRIGHT_CONFIDENCE = 74
const LEAST_WORDS_TO_TELL = 4

/**
 * Reads one page: looks, judges, turns, straightens, recognises. When the recogniser makes little of it the other way up is tried too, and
 * the better reading stands. A page that is refused for its picture alone is not read.
 */
export async function readPage(
  source: PageSource,
  recogniser: Recogniser,
  options: SeeOptions = {},
): Promise<ReadPage> {
  const seen = await seePage(source, options)
  const early = judgePage(seen.measures)
  const best = early === null ? await bestReading(seen, recogniser) : await unread(seen)
  const { upright, recognised, turn } = best
  const measures =
    recognised === null
      ? seen.measures
      : { ...seen.measures, words: recognised.words.length, confidence: recognised.confidence }
  const [jpeg, look] = await Promise.all([pageJpeg(upright), lookOf(upright)])
  const reading = { width: upright.width, height: upright.height, words: recognised?.words ?? [] }
  const skew = seen.orientation.skew
  return { jpeg, reading, refusal: early ?? judgePage(measures), measures, turn, skew, look }
}

interface Attempt {
  upright: UprightPage
  recognised: Recognised | null
  turn: Turn
}

async function unread(seen: SeenPage): Promise<Attempt> {
  return { upright: await uprightPage(seen, 0), recognised: null, turn: 0 }
}

async function bestReading(seen: SeenPage, recogniser: Recogniser): Promise<Attempt> {
  let best: Attempt | null = null
  for (const turn of seen.orientation.turns) {
    const upright = await uprightPage(seen, turn)
    const recognised = await recogniser.recognise(upright.grey)
    if (best === null || weight(recognised) > weight(best.recognised)) best = { upright, recognised, turn }
    if (recognised.confidence >= UPRIGHT_CONFIDENCE && recognised.words.length >= LEAST_WORDS_TO_TELL) break
  }
  return best as Attempt
}

/** How much was read: the sum of what the words are sure of, so that five sure words beat fifty guesses. */
function weight(recognised: Recognised | null): number {
  return (recognised?.words ?? []).reduce((sum, word) => sum + Math.max(0, word.confidence - 50) * word.text.length, 0)
}
