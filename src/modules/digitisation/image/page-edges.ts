import { type GreyImage, inkLevel } from './grey-image.ts'
import { areaOf, fourCorners, hullOf, isPlausible, lengthOf, type Point, type Quad, refined, sidesOf } from './quad.ts'

/** How small the picture is looked at: the print is gone, the sheet is left. */
const LONG_SIDE = 480
const LEAST_SHARE = 0.12
const MOST_SHARE = 0.97
/** What the sheet's outline fills of the four corners, and they of it. */
const LEAST_FILLED = 0.94
const LEAST_DARKER = 18
const LEAST_SURE = 0.85
const SAMPLES = 60
const OUTSIDE = [0.012, 0.028]
const INSIDE = 0.014
const BORDER = 2

/**
 * The corners of a sheet that lies on something darker, as shares (0..1) of the picture's sides; null where no such sheet is seen whole: then
 * the picture is the page, as a scanner gives it. Each of the four edges must be a real one: brighter inside than outside along nearly all of
 * it, also a little further off, so that neither a shadow, nor a printed frame, nor the edge of the picture is taken for one.
 */
export function findPageEdges(picture: GreyImage): Quad | null {
  const small = shrunk(picture)
  const { width, height } = small
  const sheet = brightPatch(small, inkLevel(small))
  if (sheet === null) return null
  const outline = outlineOf(sheet, small)
  const hull = hullOf(outline)
  const found = fourCorners(hull)
  if (found === null || areaOf(found) < LEAST_FILLED * areaOf(hull)) return null
  const quad = refined(found, outline)
  if (quad === null || !isPlausible(quad) || !liesWithin(quad, small)) return null
  const share = areaOf(quad) / (width * height)
  if (share < LEAST_SHARE || share > MOST_SHARE || areaOf(hull) < LEAST_FILLED * areaOf(quad)) return null
  if (!sidesOf(quad).every((side) => isEdge(small, side))) return null
  return quad.map(({ x, y }) => ({ x: (x + 0.5) / width, y: (y + 0.5) / height })) as unknown as Quad
}

/** The picture as means of squares of pixels. */
function shrunk({ width, height, pixels }: GreyImage): GreyImage {
  const step = Math.max(1, Math.ceil(Math.max(width, height) / LONG_SIDE))
  const [columns, rows] = [Math.floor(width / step), Math.floor(height / step)]
  const small = new Uint8Array(columns * rows)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0
      for (let y = row * step; y < (row + 1) * step; y++) {
        for (let x = column * step; x < (column + 1) * step; x++) sum += pixels[y * width + x] as number
      }
      small[row * columns + column] = sum / (step * step)
    }
  }
  return { width: columns, height: rows, pixels: small }
}

/** The pixels of the bright patch around the middle of the picture, or the largest there is; null of a picture without any. */
function brightPatch({ width, height, pixels }: GreyImage, level: number): Uint8Array | null {
  const patchOf = new Int32Array(width * height)
  const queue = new Int32Array(width * height)
  let [largest, most, patches] = [0, 0, 0]
  for (let start = 0; start < pixels.length; start++) {
    if (patchOf[start] !== 0 || (pixels[start] as number) <= level) continue
    const size = flood({ width, height, pixels }, { start, level, patch: ++patches, patchOf, queue })
    if (size > most) [most, largest] = [size, patches]
  }
  if (most < LEAST_SHARE * 0.7 * pixels.length) return null
  return Uint8Array.from(patchOf, (patch) => (patch === largest ? 1 : 0))
}

interface Flood {
  start: number
  level: number
  patch: number
  patchOf: Int32Array
  queue: Int32Array
}

function flood({ width, height, pixels }: GreyImage, { start, level, patch, patchOf, queue }: Flood): number {
  let [read, written] = [0, 0]
  const take = (at: number): void => {
    if (patchOf[at] !== 0 || (pixels[at] as number) <= level) return
    patchOf[at] = patch
    queue[written++] = at
  }
  take(start)
  while (read < written) {
    const at = queue[read++] as number
    const x = at % width
    if (x > 0) take(at - 1)
    if (x < width - 1) take(at + 1)
    if (at >= width) take(at - width)
    if (at < width * (height - 1)) take(at + width)
  }
  return written
}

/** The first and last pixel of the patch in each row and column. */
function outlineOf(patch: Uint8Array, { width, height }: GreyImage): Point[] {
  const outline: Point[] = []
  const ends = (length: number, pointAt: (at: number) => Point): void => {
    const isIn = (at: number): boolean => {
      const { x, y } = pointAt(at)
      return patch[y * width + x] === 1
    }
    let [first, last] = [0, length - 1]
    while (first < length && !isIn(first)) first++
    while (last > first && !isIn(last)) last--
    if (first < length) outline.push(pointAt(first), pointAt(last))
  }
  for (let y = 0; y < height; y++) ends(width, (x) => ({ x, y }))
  for (let x = 0; x < width; x++) ends(height, (y) => ({ x, y }))
  return outline
}

/** A corner at the edge of the picture is one that was cut off. */
function liesWithin(quad: Quad, { width, height }: GreyImage): boolean {
  return quad.every(({ x, y }) => x >= BORDER && y >= BORDER && x < width - BORDER && y < height - BORDER)
}

/** Whether the sheet ends along this side: what lies outside is darker, near by and further off. */
function isEdge(image: GreyImage, [from, to]: readonly [Point, Point]): boolean {
  const reach = Math.max(image.width, image.height)
  const length = lengthOf([from, to])
  // Clockwise on the screen: the inside is to the right of the way.
  const [inX, inY] = [-(to.y - from.y) / length, (to.x - from.x) / length]
  let [seen, darker] = [0, 0]
  for (let at = 1; at < SAMPLES; at++) {
    const [x, y] = [from.x + ((to.x - from.x) * at) / SAMPLES, from.y + ((to.y - from.y) * at) / SAMPLES]
    const inside = valueAt(image, x + inX * INSIDE * reach, y + inY * INSIDE * reach)
    const outside = OUTSIDE.map((far) => valueAt(image, x - inX * far * reach, y - inY * far * reach))
    const known = outside.filter((value) => value !== null)
    if (inside === null || known.length === 0) continue
    seen++
    if (known.every((value) => value < inside - LEAST_DARKER)) darker++
  }
  return seen > SAMPLES / 2 && darker > LEAST_SURE * seen
}

function valueAt({ width, height, pixels }: GreyImage, x: number, y: number): number | null {
  const [column, row] = [Math.round(x), Math.round(y)]
  if (column < 0 || row < 0 || column >= width || row >= height) return null
  return pixels[row * width + column] as number
}
