/** A place on the ground, in degrees (WGS 84). */
export interface Spot {
  latitude: number
  longitude: number
}

/** A frame around Vietnam with its islands: what lies outside is a slip of the hand, not a place of this province. */
const VIETNAM = { latitude: [6, 24], longitude: [102, 118] } as const
/** Five places of degrees are about a metre. */
const PLACES = 100_000

type SpotReading = { ok: true; value: Spot } | { ok: false; path: 'latitude' | 'longitude' }

/** Reads typed degrees, with a comma or a point; null where neither is given. Both or neither, and within Vietnam. */
export function readSpot(latitude = '', longitude = ''): SpotReading | null {
  if (latitude.trim() === '' && longitude.trim() === '') return null
  const north = degrees(latitude, VIETNAM.latitude)
  const east = degrees(longitude, VIETNAM.longitude)
  if (north === null) return { ok: false, path: 'latitude' }
  return east === null ? { ok: false, path: 'longitude' } : { ok: true, value: { latitude: north, longitude: east } }
}

function degrees(typed: string, [least, most]: readonly [number, number]): number | null {
  const text = typed.trim().replace(',', '.')
  if (!/^\d{1,3}(\.\d{1,12})?$/.test(text)) return null
  const read = Math.round(Number(text) * PLACES) / PLACES
  return read >= least && read <= most ? read : null
}
