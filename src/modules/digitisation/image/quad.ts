/** A place in a picture, in pixels or as shares of its sides. */
export interface Point {
  x: number
  y: number
}

/** Four corners: top left, top right, bottom right, bottom left, as they lie in the picture. */
export type Quad = readonly [Point, Point, Point, Point]

/** The convex hull of points that are given row by row, counter-clockwise on paper (clockwise on a screen). */
export function hullOf(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((one, other) => one.x - other.x || one.y - other.y)
  const half = (some: readonly Point[]): Point[] => {
    const kept: Point[] = []
    for (const point of some) {
      while (kept.length > 1 && turnOf(kept.at(-2) as Point, kept.at(-1) as Point, point) <= 0) kept.pop()
      kept.push(point)
    }
    return kept.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.reverse())]
}

/** Twice the signed area of the triangle. */
function turnOf(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

export function areaOf(polygon: readonly Point[]): number {
  let twice = 0
  for (const [at, a] of polygon.entries()) {
    const b = polygon[(at + 1) % polygon.length] as Point
    twice += a.x * b.y - b.x * a.y
  }
  return Math.abs(twice) / 2
}

/** The four corners that are left when, again and again, the corner whose loss costs least is taken away; null of fewer. */
export function fourCorners(hull: readonly Point[]): Quad | null {
  const left = [...hull]
  while (left.length > 4) {
    let [least, at] = [Number.POSITIVE_INFINITY, 0]
    for (const [here, point] of left.entries()) {
      const before = left[(here + left.length - 1) % left.length] as Point
      const cost = Math.abs(turnOf(before, point, left[(here + 1) % left.length] as Point))
      if (cost < least) [least, at] = [cost, here]
    }
    left.splice(at, 1)
  }
  return left.length === 4 ? inOrder(left as [Point, Point, Point, Point]) : null
}

/** The corners from the top left on, clockwise on the screen. */
function inOrder(corners: [Point, Point, Point, Point]): Quad {
  const middle = {
    x: corners.reduce((sum, { x }) => sum + x, 0) / 4,
    y: corners.reduce((sum, { y }) => sum + y, 0) / 4,
  }
  const around = [...corners].sort(
    (one, other) => Math.atan2(one.y - middle.y, one.x - middle.x) - Math.atan2(other.y - middle.y, other.x - middle.x),
  )
  const first = around.reduce((best, { x, y }, at) => {
    const { x: bestX, y: bestY } = around[best] as Point
    return x + y < bestX + bestY ? at : best
  }, 0)
  return [0, 1, 2, 3].map((step) => around[(first + step) % 4]) as unknown as Quad
}

/** The four sides, each from a corner to the next. */
export function sidesOf(quad: Quad): [Point, Point][] {
  return quad.map((from, at) => [from, quad[(at + 1) % 4] as Point])
}

export function lengthOf([from, to]: readonly [Point, Point]): number {
  return Math.hypot(to.x - from.x, to.y - from.y)
}

/** Whether every corner turns the same way and none is nearly flat or nearly folded. */
export function isPlausible(quad: Quad): boolean {
  return quad.every((corner, at) => {
    const [before, next] = [quad[(at + 3) % 4] as Point, quad[(at + 1) % 4] as Point]
    const sine = turnOf(before, corner, next) / (lengthOf([before, corner]) * lengthOf([corner, next]))
    return sine > LEAST_SINE
  })
}

/** 45 degrees and 135: nobody photographs a sheet more slantingly and wants it read. */
const LEAST_SINE = 0.7

/** Each side drawn anew through the points of the outline beside it, the ends left out: corners of sheets are round, bent or held by a thumb. */
export function refined(quad: Quad, outline: readonly Point[]): Quad | null {
  const lines = sidesOf(quad).map((side) => lineThrough(side, outline))
  const corners = lines.map((line, at) => {
    const before = lines[(at + 3) % 4]
    return line === null || before === null || before === undefined ? null : meeting(before, line)
  })
  return corners.some((corner) => corner === null) ? null : (corners as unknown as Quad)
}

/** `a x + b y = c`, a and b of length one together. */
interface Line {
  a: number
  b: number
  c: number
}

const ENDS = 0.08
const NEAR = 0.02
const LEAST_POINTS = 12

function lineThrough([from, to]: readonly [Point, Point], outline: readonly Point[]): Line | null {
  const length = lengthOf([from, to])
  const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length]
  const near = outline.filter(({ x, y }) => {
    const along = ((x - from.x) * dx + (y - from.y) * dy) / length
    const aside = Math.abs((x - from.x) * dy - (y - from.y) * dx) / length
    return along > ENDS && along < 1 - ENDS && aside < NEAR
  })
  if (near.length < LEAST_POINTS) return null
  const [meanX, meanY] = [mean(near.map(({ x }) => x)), mean(near.map(({ y }) => y))]
  let [xx, xy, yy] = [0, 0, 0]
  for (const { x, y } of near) {
    xx += (x - meanX) ** 2
    xy += (x - meanX) * (y - meanY)
    yy += (y - meanY) ** 2
  }
  // The direction in which the points are spread most.
  const angle = Math.atan2(2 * xy, xx - yy) / 2
  const [a, b] = [-Math.sin(angle), Math.cos(angle)]
  return { a, b, c: a * meanX + b * meanY }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function meeting(one: Line, other: Line): Point | null {
  const determinant = one.a * other.b - other.a * one.b
  if (Math.abs(determinant) < 0.1) return null
  return {
    x: (one.c * other.b - other.c * one.b) / determinant,
    y: (one.a * other.c - other.a * one.c) / determinant,
  }
}
