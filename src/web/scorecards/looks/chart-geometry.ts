/** Where things stand in a drawing; one decimal is enough for the eye and keeps pages small. */
export interface Spot {
  x: number
  y: number
}

/** The end of an axis of a radar: the first points up, the others follow clockwise. */
export function spotOn(axis: number, { axes, share, radius, middle }: RadarPlace): Spot {
  const angle = (2 * Math.PI * axis) / axes - Math.PI / 2
  const length = radius * Math.min(1, Math.max(0, share))
  return { x: tenth(middle.x + length * Math.cos(angle)), y: tenth(middle.y + length * Math.sin(angle)) }
}

export interface RadarPlace {
  axes: number
  /** 0 in the middle, 1 at the rim. */
  share: number
  radius: number
  middle: Spot
}

/** A closed line through spots as an SVG path; where one is missing the line is broken, never drawn through 0. */
export function ringPath(spots: readonly (Spot | null)[]): string {
  const known = spots.filter((spot) => spot !== null)
  if (known.length === spots.length) {
    return known.length === 0 ? '' : `M${known.map(({ x, y }) => `${x} ${y}`).join('L')}Z`
  }
  return spots
    .flatMap((spot, at) => {
      const next = spots[(at + 1) % spots.length]
      return spot == null || next == null ? [] : [`M${spot.x} ${spot.y}L${next.x} ${next.y}`]
    })
    .join('')
}

/** An open line through spots, broken where one is missing. */
export function linePathOf(spots: readonly (Spot | null)[]): string {
  return spots
    .slice(1)
    .flatMap((spot, at) => {
      const before = spots[at]
      return spot == null || before == null ? [] : [`M${before.x} ${before.y}L${spot.x} ${spot.y}`]
    })
    .join('')
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}

/** 0 to 1; null stays unknown. */
export function shareOf(points: number | null, max: number): number | null {
  return points === null || max <= 0 ? null : Math.min(1, Math.max(0, points / max))
}
