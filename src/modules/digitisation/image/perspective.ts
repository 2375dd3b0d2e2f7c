import { lengthOf, type Point, type Quad } from './quad.ts'

/** Colour pixels in memory, three channels. */
export interface ColourImage {
  width: number
  height: number
  pixels: Buffer
}

/** So much is left off at each edge, as a share: the sheet's own shadow lies there. */
const LEFT_OFF = 0.004
/** Lengths of lenses, as shares of the picture's long side: what telephones have, and what a measured one is held to. */
const USUAL_LENS = 0.8
const LENSES: readonly [number, number] = [0.55, 2.2]

/**
 * Width over height of the sheet that is seen as `quad`, whose corners are pixels of a picture of this size. A sheet seen at an angle is
 * foreshortened; how much, its vanishing points say (Zhang, He: Whiteboard scanning and image enhancement, 2007, eq. 11, 14-20), the middle of the
 * picture taken for the middle of the lens.
 */
export function sheetRatio(
  [topLeft, topRight, bottomRight, bottomLeft]: Quad,
  size: { width: number; height: number },
) {
  const long = Math.max(size.width, size.height)
  const [a, b, c, d] = [topLeft, topRight, bottomLeft, bottomRight].map(({ x, y }): Vector => {
    return [(x - size.width / 2) / long, (y - size.height / 2) / long, 1]
  }) as [Vector, Vector, Vector, Vector]
  const across = towards(a, b, dot(cross(a, d), c) / dot(cross(b, d), c))
  const down = towards(a, c, dot(cross(a, d), b) / dot(cross(c, d), b))
  const squared = -(across[0] * down[0] + across[1] * down[1]) / (across[2] * down[2])
  const [least, most] = LENSES
  const lens = Number.isFinite(squared) && squared > least ** 2 && squared < most ** 2 ? Math.sqrt(squared) : USUAL_LENS
  return Math.hypot(across[0] / lens, across[1] / lens, across[2]) / Math.hypot(down[0] / lens, down[1] / lens, down[2])
}

type Vector = readonly [number, number, number]

function cross([a, b, c]: Vector, [d, e, f]: Vector): Vector {
  return [b * f - c * e, c * d - a * f, a * e - b * d]
}

function dot([a, b, c]: Vector, [d, e, f]: Vector): number {
  return a * d + b * e + c * f
}

function towards(from: Vector, to: Vector, factor: number): Vector {
  return [factor * to[0] - from[0], factor * to[1] - from[1], factor * to[2] - from[2]]
}

/** How large the sheet is to be drawn so that nothing that was seen is lost: pixels, the longer side at most `most`. */
export function sheetSize(quad: Quad, size: { width: number; height: number }, most: number) {
  const ratio = Math.min(4, Math.max(0.25, sheetRatio(quad, size)))
  const [a, b, c, d] = quad
  const [wide, high] = [Math.max(lengthOf([a, b]), lengthOf([d, c])), Math.max(lengthOf([a, d]), lengthOf([b, c]))]
  const height = Math.max(high, wide / ratio)
  const scale = Math.min(1, most / Math.max(height, height * ratio))
  return { width: Math.max(1, Math.round(height * ratio * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** The sheet as if it had been seen from straight above. `quad`: its corners in pixels of the picture. */
export function straightSheet(picture: ColourImage, quad: Quad, { width, height }: { width: number; height: number }) {
  const pixels = Buffer.allocUnsafe(width * height * 3)
  const map = squareTo(quad)
  const kept = 1 - 2 * LEFT_OFF
  for (let row = 0, at = 0; row < height; row++) {
    const v = LEFT_OFF + (kept * (row + 0.5)) / height
    for (let column = 0; column < width; column++, at += 3) {
      const u = LEFT_OFF + (kept * (column + 0.5)) / width
      const far = map.g * u + map.h * v + 1
      const x = (map.a * u + map.b * v + map.c) / far - 0.5
      const y = (map.d * u + map.e * v + map.f) / far - 0.5
      mix(picture, { x, y }, pixels, at)
    }
  }
  return { width, height, pixels }
}

/** The projective map that takes the unit square to the four corners (Heckbert 1989, 2.2.2). */
function squareTo([p, q, r, s]: Quad) {
  const [dx1, dy1] = [q.x - r.x, q.y - r.y]
  const [dx2, dy2] = [s.x - r.x, s.y - r.y]
  const [sx, sy] = [p.x - q.x + r.x - s.x, p.y - q.y + r.y - s.y]
  const determinant = dx1 * dy2 - dx2 * dy1
  const g = (sx * dy2 - dx2 * sy) / determinant
  const h = (dx1 * sy - sx * dy1) / determinant
  const [a, b, c] = [q.x - p.x + g * q.x, s.x - p.x + h * s.x, p.x]
  const [d, e, f] = [q.y - p.y + g * q.y, s.y - p.y + h * s.y, p.y]
  return { a, b, c, d, e, f, g, h }
}

/** The colour between four pixels. */
function mix({ width, height, pixels }: ColourImage, { x, y }: Point, into: Buffer, at: number): void {
  const left = Math.min(width - 2, Math.max(0, Math.floor(x)))
  const top = Math.min(height - 2, Math.max(0, Math.floor(y)))
  const [right, down] = [Math.min(1, Math.max(0, x - left)), Math.min(1, Math.max(0, y - top))]
  const first = (top * width + left) * 3
  const below = first + width * 3
  for (let channel = 0; channel < 3; channel++) {
    const upper = (pixels[first + channel] as number) * (1 - right) + (pixels[first + 3 + channel] as number) * right
    const lower = (pixels[below + channel] as number) * (1 - right) + (pixels[below + 3 + channel] as number) * right
    into[at + channel] = upper * (1 - down) + lower * down + 0.5
  }
}
