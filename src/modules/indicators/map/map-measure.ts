import type { Measure } from '../facts/measure.ts'

const solved: readonly Measure[] = ['resolved_early', 'resolved_on_time', 'resolved_late']

/** What the map can show: a part of a whole, each a sum of measures, so that a tile opens to its dossiers. */
export const mapMeasures = {
  on_time: { part: ['resolved_early', 'resolved_on_time'], whole: solved },
  late: { part: ['resolved_late'], whole: solved },
  online: { part: ['received_online'], whole: ['received_online', 'received_counter', 'received_post'] },
  digitised: { part: ['components_digital'], whole: ['components'] },
} as const satisfies Record<string, { part: readonly Measure[]; whole: readonly Measure[] }>

export type MapMeasure = keyof typeof mapMeasures
export const mapMeasureNames = Object.keys(mapMeasures) as MapMeasure[]

/** Below so many a share says little, and its tile has no colour. */
export const FEWEST_CASES = 5

export type MapTone = 'few' | 'ok' | 'soon' | 'late' | 'low' | 'middle' | 'high'

/** In time and late are judged; online and digitised are only told in three steps. */
export function toneOf(measure: MapMeasure, { part, whole }: { part: number; whole: number }): MapTone {
  if (whole < FEWEST_CASES) return 'few'
  const share = part / whole
  if (measure === 'online' || measure === 'digitised') return share >= 0.7 ? 'high' : share >= 0.4 ? 'middle' : 'low'
  const inTime = measure === 'late' ? (whole - part) / whole : share
  return inTime >= 0.98 ? 'ok' : inTime >= 0.9 ? 'soon' : 'late'
}
