import sharp, { type Sharp } from 'sharp'
import { flattened, type GreyImage, inkLevel, inkPlaces, percentileOf } from './grey-image.ts'
import { findOrientation, type Orientation, type Turn } from './orientation.ts'
import { findPageEdges } from './page-edges.ts'
import { HASH_HEIGHT, HASH_WIDTH, pageHash } from './page-hash.ts'
import { brightnessOf, cutLetters, type PageMeasures, sharpnessOf } from './page-quality.ts'
import { type ColourImage, sheetSize, straightSheet } from './perspective.ts'
import type { Quad } from './quad.ts'

// The pages of a scan are worked on side by side: more threads a picture would only wait for each other.
sharp.concurrency(1)
sharp.cache(false)

/** A4 at 200 dpi (NĐ 30/2020: a scanned copy has at least 200 dpi). */
const LONG_SIDE = 2339
const LOOK_LONG_SIDE = 1170
/** As `inspect-image.ts` has it: what comes from a PDF is held to it too. */
const MOST_PIXELS = 120_000_000
const LEAST_MENDED_SKEW = 0.15
const COLOURED = 24

/** A picture as sharp reads it: a file's bytes, or pixels with four channels. */
export type PageSource = { bytes: Uint8Array } | { rgba: Uint8Array; width: number; height: number }

/** A page as it was looked at, before it is turned. */
export interface SeenPage {
  colour: ColourImage
  orientation: Orientation
  measures: PageMeasures
}

/** A page upright, straight, evenly lit. */
export interface UprightPage {
  width: number
  height: number
  colour: ColourImage
  /** For the recogniser. */
  grey: GreyImage
}

export interface SeeOptions {
  /** Whether a sheet photographed at an angle is looked for; true when left out. */
  findsEdges?: boolean
}

/**
 * Opens a page, at most A4 at 200 dpi large, and measures it. Of a photograph in which the sheet's four edges are seen the sheet alone is taken,
 * as from straight above. Throws when the bytes are no whole picture.
 */
export async function seePage(source: PageSource, { findsEdges = true }: SeeOptions = {}): Promise<SeenPage> {
  const original = await sizeAsSeen(source)
  const picture = await decoded(source, LONG_SIDE)
  const pictureLook = await smaller(picture)
  const quad = findsEdges ? findPageEdges(pictureLook) : null
  const colour = quad === null ? picture : await sheetOf(source, original, quad)
  const look = quad === null ? pictureLook : await smaller(colour)
  const flat = flattened(look)
  const level = inkLevel(flat)
  const measures: PageMeasures = {
    ...(quad === null ? original : sizeOf(colour)),
    ...brightnessOf(look, flat, level),
    sharpness: sharpnessOf(flat, level),
    cut: cutLetters(flat, Math.min(level, 128)),
    corners: quad === null ? null : quad.flatMap(({ x, y }) => [x, y]),
    words: null,
    confidence: null,
  }
  return { colour, orientation: findOrientation(inkPlaces(flat, level), flat), measures }
}

function opened(source: PageSource): Sharp {
  return 'bytes' in source
    ? sharp(source.bytes, { limitInputPixels: MOST_PIXELS, failOn: 'truncated' }).autoOrient()
    : sharp(source.rgba, { raw: { width: source.width, height: source.height, channels: 4 } })
}

/** How large the picture is, the way up in which a telephone says it was held. */
async function sizeAsSeen(source: PageSource): Promise<{ width: number; height: number }> {
  if ('rgba' in source) return sizeOf(source)
  const { autoOrient } = await sharp(source.bytes, { limitInputPixels: MOST_PIXELS }).metadata()
  return sizeOf(autoOrient)
}

async function decoded(source: PageSource, longSide: number): Promise<ColourImage> {
  const { data, info } = await opened(source)
    .flatten({ background: '#ffffff' })
    .resize({ width: longSide, height: longSide, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, pixels: data }
}

/** The sheet of a photograph. The picture is opened anew, as large as the sheet in it needs. */
async function sheetOf(source: PageSource, original: { width: number; height: number }, quad: Quad) {
  const inPixels = ({ width, height }: { width: number; height: number }) =>
    quad.map(({ x, y }) => ({ x: x * width, y: y * height })) as unknown as Quad
  const whole = sheetSize(inPixels(original), original, Number.POSITIVE_INFINITY)
  const scale = Math.min(1, LONG_SIDE / Math.max(whole.width, whole.height))
  const picture = await decoded(source, Math.ceil(Math.max(original.width, original.height) * scale))
  const corners = inPixels(picture)
  return straightSheet(picture, corners, sheetSize(corners, picture, LONG_SIDE))
}

async function smaller({ width, height, pixels }: ColourImage): Promise<GreyImage> {
  const { data, info } = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize({ width: LOOK_LONG_SIDE, height: LOOK_LONG_SIDE, fit: 'inside', withoutEnlargement: true })
    .grayscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, pixels: data }
}

/** The page turned and made straight in one step; what the turning adds at the corners is cut off again. */
export async function uprightPage({ colour, orientation }: SeenPage, turn: Turn): Promise<UprightPage> {
  const straight = await turned(colour, turn, orientation.skew)
  const { data } = await sharp(straight.pixels, { raw: { ...sizeOf(straight), channels: 3 } })
    .grayscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const size = { width: straight.width, height: straight.height }
  return { ...size, colour: straight, grey: flattened({ ...size, pixels: data }) }
}

function sizeOf({ width, height }: { width: number; height: number }) {
  return { width, height }
}

async function turned(colour: ColourImage, turn: Turn, skew: number): Promise<ColourImage> {
  const mended = Math.abs(skew) < LEAST_MENDED_SKEW ? 0 : skew
  if (turn === 0 && mended === 0) return colour
  const across = turn === 90 || turn === 270
  const [width, height] = across ? [colour.height, colour.width] : [colour.width, colour.height]
  const { data, info } = await sharp(colour.pixels, { raw: { ...sizeOf(colour), channels: 3 } })
    .rotate((turn - mended + 360) % 360, { background: paperColour(colour) })
    .raw()
    .toBuffer({ resolveWithObject: true })
  if (info.width === width && info.height === height) return { width, height, pixels: data }
  const kept = { width: Math.min(width, info.width), height: Math.min(height, info.height) }
  const cut = await sharp(data, { raw: { ...sizeOf(info), channels: 3 } })
    .extract({
      left: Math.floor((info.width - kept.width) / 2),
      top: Math.floor((info.height - kept.height) / 2),
      ...kept,
    })
    .raw()
    .toBuffer()
  return { ...kept, pixels: cut }
}

/** The colour of the paper: the middle of what lies along the four edges. */
function paperColour({ width, height, pixels }: ColourImage) {
  const channels: [number[], number[], number[]] = [[], [], []]
  const look = (x: number, y: number): void => {
    for (const [channel, values] of channels.entries()) values.push(pixels[(y * width + x) * 3 + channel] as number)
  }
  for (let x = 4; x < width - 4; x += 16) for (const y of [4, height - 5]) look(x, y)
  for (let y = 4; y < height - 4; y += 16) for (const x of [4, width - 5]) look(x, y)
  const [r, g, b] = channels.map((values) => values.sort((one, other) => one - other)[values.length >> 1] ?? 255)
  return { r: r ?? 255, g: g ?? 255, b: b ?? 255 }
}

/** A page as it is kept: JPEG in colour, or grey where it has none, the paper made bright. */
export async function pageJpeg({ colour }: UprightPage): Promise<Buffer> {
  const brighter = brightened(range(colour))
  const channels = isColoured(colour) ? 3 : 1
  const pixels = channels === 3 ? through(colour.pixels, brighter) : through(greyOf(colour), brighter)
  const drawn = sharp(pixels, { raw: { ...sizeOf(colour), channels } })
  return drawn.jpeg({ quality: 62, chromaSubsampling: '4:2:0' }).toBuffer()
}

/** What each level becomes when the paper is made white and the ink black: a table, since the picture library stretches in floating point. */
function brightened({ low, high }: { low: number; high: number }): Uint8ClampedArray {
  const scale = 255 / Math.max(60, high - low)
  return Uint8ClampedArray.from({ length: 256 }, (_none, value) => (value - low) * scale)
}

function through(pixels: Uint8Array, levels: Uint8ClampedArray): Uint8Array {
  const mapped = new Uint8Array(pixels.length)
  for (let at = 0; at < mapped.length; at++) mapped[at] = levels[pixels[at] as number] as number
  return mapped
}

/** Brightness as ITU-R BT.601 weighs red, green and blue. */
function greyOf({ width, height, pixels }: ColourImage): Uint8Array {
  const grey = new Uint8Array(width * height)
  for (let at = 0, from = 0; at < grey.length; at++, from += 3) {
    grey[at] =
      (77 * (pixels[from] as number) + 150 * (pixels[from + 1] as number) + 29 * (pixels[from + 2] as number)) >> 8
  }
  return grey
}

const EVERY_PIXEL = 23

/** Between which levels the page lies, from some of its pixels. */
function range({ pixels }: ColourImage) {
  const histogram = new Uint32Array(256)
  let count = 0
  for (let at = 1; at < pixels.length; at += 3 * EVERY_PIXEL, count++) {
    const value = pixels[at] as number
    histogram[value] = (histogram[value] as number) + 1
  }
  return { low: Math.min(60, percentileOf(histogram, count, 0.005)), high: percentileOf(histogram, count, 0.8) }
}

/** Whether some thousandths of the page are of a colour: a stamp, a printed frame. */
function isColoured({ pixels }: ColourImage): boolean {
  let [coloured, count] = [0, 0]
  for (let at = 0; at + 2 < pixels.length; at += 3 * EVERY_PIXEL, count++) {
    const [r, g, b] = [pixels[at] as number, pixels[at + 1] as number, pixels[at + 2] as number]
    if (Math.max(r, g, b) - Math.min(r, g, b) > COLOURED) coloured++
  }
  return coloured > count / 1000
}

/** What the upright page looks like, for telling two scans of one paper. */
export async function lookOf({ grey }: UprightPage): Promise<string> {
  const pixels = await sharp(grey.pixels, { raw: { ...sizeOf(grey), channels: 1 } })
    .resize({ width: HASH_WIDTH, height: HASH_HEIGHT, fit: 'fill' })
    .raw()
    .toBuffer()
  return pageHash({ width: HASH_WIDTH, height: HASH_HEIGHT, pixels })
}
