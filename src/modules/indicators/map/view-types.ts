import type { AgencyId } from '../../../platform/ids.ts'
import type { ReportingPeriod } from '../reporting-period.ts'
import type { MapMeasure } from './map-measure.ts'

/** A commune on the map: its share and of how many. */
export interface MapTile {
  id: AgencyId
  name: string
  /** Without the kind of authority. */
  placeName: string
  part: number
  whole: number
}

export interface MapView {
  agency: { id: AgencyId; name: string }
  choices: { id: AgencyId; name: string }[]
  period: ReportingPeriod
  periods: ReportingPeriod[]
  measure: MapMeasure
  /** By name. */
  tiles: MapTile[]
}
