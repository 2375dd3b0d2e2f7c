import {
  type AnomaliesView,
  type AnomalyQuestion,
  type FindingsView,
  getAnomalies,
  getFindings,
} from '../../modules/indicators/anomalies/index.ts'
import {
  type BehindQuestion,
  getBehind,
  getDashboard,
  getSolving,
  type SolvingQuestion,
} from '../../modules/indicators/index.ts'
import type { BehindView, DashboardView, SolvingView } from '../../modules/indicators/view-types.ts'
import type { Actor } from '../../modules/organisation/index.ts'
import type { Db } from '../../platform/db.ts'
import { type ChartWords, type DashboardCharts, dashboardCharts } from './charts/dashboard-charts.ts'

/** What the pages of figures may ask. */
export interface FigureServices {
  getSolving(actor: Actor, asked: SolvingQuestion): Promise<SolvingView>
  getBehind(actor: Actor, asked: BehindQuestion): Promise<BehindView>
  getAnomalies(actor: Actor, asked: AnomalyQuestion): Promise<AnomaliesView>
  getFindings(actor: Actor, asked: AnomalyQuestion & { detector: string; after: string | null }): Promise<FindingsView>
  getDashboard(actor: Actor, asked: SolvingQuestion): Promise<DashboardView>
  /** The charts of a dashboard as SVG text. */
  drawDashboard(view: Pick<DashboardView, 'months' | 'steps'>, words: ChartWords): DashboardCharts
}

export function makeFigureServices(db: Db): FigureServices {
  return {
    getSolving: (actor, asked) => getSolving(db.read, actor, asked),
    getBehind: (actor, asked) => getBehind(db.read, actor, asked),
    getAnomalies: (actor, asked) => getAnomalies(db.read, actor, asked),
    getFindings: (actor, asked) => getFindings(db.read, actor, asked),
    getDashboard: (actor, asked) => getDashboard(db.read, actor, asked),
    drawDashboard: dashboardCharts,
  }
}
