import { type GreyImage, percentile } from './grey-image.ts'

/** What is measured of a page: numbers alone, from which `judgePage` decides. */
export interface PageMeasures {
  /** Pixels of the page as it came; of a photograph, of the sheet in it. */
  width: number
  height: number
  /** Share of dark pixels, 0..1. */
  ink: number
  /** How bright the paper is, 0..255. */
  paper: number
  /** Brightness of the paper less that of the ink, 0..255. */
  contrast: number
  /** Variance of the Laplacian over inked places: how hard the edges of letters are. */
  sharpness: number
  /** Letters cut through by each edge: top, right, bottom, left. */
  cut: readonly [number, number, number, number]
  /** Where the corners of a photographed sheet were seen: x and y of each as shares of the picture. Null: the picture is the page. */
  corners?: readonly number[] | null
  /** Words found, and how sure of them the recogniser is on average, 0..100. Null before it was read. */
  words: number | null
  confidence: number | null
}

export const refusalReasons = ['too_small', 'too_dark', 'blank', 'cut', 'blurred', 'unreadable'] as const
export type RefusalReason = (typeof refusalReasons)[number]

const LEAST_LONG_SIDE = 700
const LEAST_SHORT_SIDE = 420
const LEAST_INK = 0.0009
const LEAST_PAPER = 70
const LEAST_CONTRAST = 28
const MOST_CUT = 6
const LEAST_CONFIDENCE = 55
const LEAST_SHARPNESS = 260
const LEAST_WORDS = 3

/**
 * Why a page is not taken, or null. What can be told from the picture alone is told before it is read; whether it can be read, only the
 * reading says. A page with few words is not unreadable for that: a map or a photograph has none, but then the ink is of another kind.
 */
export function judgePage(measures: PageMeasures): RefusalReason | null {
  const { width, height, ink, paper, contrast, cut, words, confidence, sharpness } = measures
  if (Math.max(width, height) < LEAST_LONG_SIDE || Math.min(width, height) < LEAST_SHORT_SIDE) return 'too_small'
  if (paper < LEAST_PAPER) return 'too_dark'
  if (ink < LEAST_INK || contrast < LEAST_CONTRAST) return 'blank'
  if (words !== null && confidence !== null && (words < LEAST_WORDS || confidence < LEAST_CONFIDENCE)) {
    if (words === 0 && ink < LEAST_INK * 3) return 'blank'
    return sharpness < LEAST_SHARPNESS ? 'blurred' : 'unreadable'
  }
  return Math.max(...cut) >= MOST_CUT ? 'cut' : null
}

const EDGE = 2
const LONGEST_LETTER = 0.06

/**
 * Letters that the edge of the picture cuts through, a side: short runs of ink along the outermost pixels. A long run is the shadow of the
 * paper's own edge or of the scanner's lid.
 */
export function cutLetters({ width, height, pixels }: GreyImage, level: number): [number, number, number, number] {
  const isDark = (x: number, y: number) => (pixels[y * width + x] as number) < level
  const along = (length: number, dark: (at: number) => boolean): number => {
    let [runs, run] = [0, 0]
    for (let at = 0; at <= length; at++) {
      if (at < length && dark(at)) run++
      else if (run > 0) {
        if (run >= 2 && run < length * LONGEST_LETTER) runs++
        run = 0
      }
    }
    return runs
  }
  const both = (test: (depth: number) => boolean) => Array.from({ length: EDGE }, (_none, depth) => depth).every(test)
  return [
    along(width, (x) => both((depth) => isDark(x, depth))),
    along(height, (y) => both((depth) => isDark(width - 1 - depth, y))),
    along(width, (x) => both((depth) => isDark(x, height - 1 - depth))),
    along(height, (y) => both((depth) => isDark(depth, y))),
  ]
}

/** The variance of the Laplacian around inked places; a picture without ink has none. */
export function sharpnessOf({ width, height, pixels }: GreyImage, level: number): number {
  let [count, sum, squares] = [0, 0, 0]
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      const here = pixels[at] as number
      if (here >= level) continue
      const around =
        (pixels[at - 1] as number) +
        (pixels[at + 1] as number) +
        (pixels[at - width] as number) +
        (pixels[at + width] as number)
      const laplacian = around - 4 * here
      count++
      sum += laplacian
      squares += laplacian * laplacian
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2
}

/** Share of the inked pixels, brightness of the paper, and how far the two are apart. */
export function brightnessOf(image: GreyImage, flat: GreyImage, level: number) {
  let ink = 0
  for (let at = 0; at < flat.pixels.length; at++) if ((flat.pixels[at] as number) < level) ink++
  const paper = percentile(image, 0.9)
  return { ink: ink / flat.pixels.length, paper, contrast: paper - percentile(image, 0.002) }
}
