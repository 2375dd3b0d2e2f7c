import { getAlerts } from '../../modules/indicators/alerts/index.ts'
import type { AlertsView } from '../../modules/indicators/alerts/view-types.ts'
import { type FlowQuestion, getFlow, getPassages, type PassagesQuestion } from '../../modules/indicators/flow/index.ts'
import type { FlowView, PassagesView } from '../../modules/indicators/flow/view-types.ts'
import { getHallFigures } from '../../modules/indicators/hall/index.ts'
import type { HallFiguresView } from '../../modules/indicators/hall/view-types.ts'
import type { IndicatorsContext } from '../../modules/indicators/index.ts'
import { getMap, type MapQuestion } from '../../modules/indicators/map/index.ts'
import type { MapView } from '../../modules/indicators/map/view-types.ts'
import type { Actor } from '../../modules/organisation/index.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { type FlowLink, type FlowPlace, flowChart } from './charts/flow-chart.ts'

/** What the pages ask on which one looks where time is lost. */
export interface FlowServices {
  getFlow(actor: Actor, asked: FlowQuestion): Promise<FlowView>
  /** The flow as SVG text; null where nothing moved. */
  drawFlow(places: readonly FlowPlace[], links: readonly FlowLink[], label: string): string | null
  getPassages(actor: Actor, asked: PassagesQuestion): Promise<PassagesView>
  getAlerts(actor: Actor, agencyId: AgencyId | null): Promise<AlertsView>
  getMap(actor: Actor, asked: MapQuestion): Promise<MapView>
  /** For everybody in the hall of the centre of this address word. */
  getHallFigures(centre: string): Promise<HallFiguresView>
}

export function makeFlowServices(context: IndicatorsContext): FlowServices {
  const { read } = context.casework.db
  return {
    getFlow: (actor, asked) => getFlow(read, actor, asked),
    drawFlow: flowChart,
    getPassages: (actor, asked) => getPassages(context, actor, asked),
    getAlerts: (actor, agencyId) => getAlerts(read, actor, agencyId),
    getMap: (actor, asked) => getMap(read, actor, asked),
    getHallFigures: (centre) => getHallFigures(read, centre),
  }
}
