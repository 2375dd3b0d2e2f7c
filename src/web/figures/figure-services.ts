import {
  type AnomaliesView,
  type AnomalyQuestion,
  type FindingsView,
  getAnomalies,
  getFindings,
} from '../../modules/indicators/anomalies/index.ts'
import {
  type BehindQuestion,
  type ColumnQuestion,
  findCentreView,
  getAgencyScore,
  getBehind,
  getBehindColumn,
  getDashboard,
  getOwnScore,
  getOwnWork,
  getSolving,
  listSchemeHeads,
  type OwnWorkQuestion,
  type ScoreQuestion,
  type SolvingQuestion,
} from '../../modules/indicators/index.ts'
import type { AgencyScoreView, OwnScoreView, SchemeHead } from '../../modules/indicators/schemes/view-types.ts'
import type {
  BehindView,
  CentreView,
  DashboardView,
  OwnWorkView,
  SolvingView,
} from '../../modules/indicators/view-types.ts'
import type { Actor } from '../../modules/organisation/index.ts'
import type { Db } from '../../platform/db.ts'
import { type CentreWords, centreChart } from './charts/centre-chart.ts'
import { type ChartedView, type ChartWords, type DashboardCharts, dashboardCharts } from './charts/dashboard-charts.ts'

/** What the pages of figures may ask. */
export interface FigureServices {
  getSolving(actor: Actor, asked: SolvingQuestion): Promise<SolvingView>
  getBehind(actor: Actor, asked: BehindQuestion): Promise<BehindView>
  getBehindColumn(actor: Actor, asked: ColumnQuestion): Promise<BehindView>
  getDashboard(actor: Actor, asked: SolvingQuestion): Promise<DashboardView>
  /** The dashboard of a one-stop centre; null when the agency is none. */
  findCentre(actor: Actor, asked: SolvingQuestion): Promise<CentreView | null>
  getOwnWork(actor: Actor, asked: OwnWorkQuestion): Promise<OwnWorkView>
  /** Ways in by month, as SVG text. */
  drawCentre(months: CentreView['months'], words: CentreWords): string
  /** The charts of a dashboard as SVG text. */
  drawDashboard(view: ChartedView, words: ChartWords): DashboardCharts
  listSchemes(actor: Actor): Promise<SchemeHead[]>
  getAgencyScore(actor: Actor, asked: ScoreQuestion): Promise<AgencyScoreView>
  getOwnScore(actor: Actor, asked: Pick<ScoreQuestion, 'period'>): Promise<OwnScoreView>
  getAnomalies(actor: Actor, asked: AnomalyQuestion): Promise<AnomaliesView>
  getFindings(actor: Actor, asked: AnomalyQuestion & { detector: string; after: string | null }): Promise<FindingsView>
}

export function makeFigureServices(db: Db): FigureServices {
  return {
    getSolving: (actor, asked) => getSolving(db.read, actor, asked),
    getBehind: (actor, asked) => getBehind(db.read, actor, asked),
    getBehindColumn: (actor, asked) => getBehindColumn(db.read, actor, asked),
    getDashboard: (actor, asked) => getDashboard(db.read, actor, asked),
    findCentre: (actor, asked) => findCentreView(db.read, actor, asked),
    getOwnWork: (actor, asked) => getOwnWork(db.read, actor, asked),
    drawCentre: centreChart,
    drawDashboard: dashboardCharts,
    listSchemes: (actor) => listSchemeHeads(db.read, actor),
    getAgencyScore: (actor, asked) => getAgencyScore(db.read, actor, asked),
    getOwnScore: (actor, asked) => getOwnScore(db.read, actor, asked),
    getAnomalies: (actor, asked) => getAnomalies(db.read, actor, asked),
    getFindings: (actor, asked) => getFindings(db.read, actor, asked),
  }
}
