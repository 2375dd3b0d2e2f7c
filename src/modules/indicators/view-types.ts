import type { AgencyId, DossierId } from '../../platform/ids.ts'
import type { RatingSums } from '../feedback/view-types.ts'
import type { AlertLine } from './alerts/view-types.ts'
import type { BilingualName } from './bilingual-name.ts'
import type { Punctuality } from './facts/fact.ts'
import type { Measure } from './facts/measure.ts'
import type { ReportingPeriod } from './reporting-period.ts'
import type { SolvingColumns } from './reports/solving-columns.ts'

export interface SolvingLine {
  key: string
  name: string
  columns: SolvingColumns
}

/** Form II.06a of an agency. */
export interface SolvingView {
  agency: { id: AgencyId; name: string }
  choices: { id: AgencyId; name: string }[]
  period: ReportingPeriod
  periods: ReportingPeriod[]
  /** The period has not ended: the figures will still move. */
  isOpen: boolean
  total: SolvingColumns
  broken: string[]
  /** The agencies just below; none when there are none. */
  units: SolvingLine[]
  procedures: SolvingLine[]
}

/** A dossier behind a figure, as a line. */
export interface BehindLine {
  id: DossierId
  code: string | null
  procedureName: string
  agencyName: string
  channel: string
  acceptedAt: Date | null
  dueAt: Date | null
  endedAt: Date | null
  ending: string | null
  punctuality: string | null
  reversed: boolean
  /** -1: a counter-entry of this period takes back what an earlier one had counted. */
  weight: number
}

export interface BehindView {
  agency: { id: AgencyId; name: string }
  period: ReportingPeriod
  measures: Measure[]
  /** The column of form II.06a it is the list of, and the number that stands there; null for a list of measures. */
  column: { key: keyof SolvingColumns; said: number } | null
  lines: BehindLine[]
  next: DossierId | null
}

/** A unit in the ranking: how much of what it solved was in time, and of how many. */
export interface UnitView {
  id: AgencyId
  name: string
  /** Without the kind of authority: `phường Phố Hiến`. */
  placeName: string
  isCommune: boolean
  toSolve: number
  solved: number
  inTime: number
  open: number
  overdue: number
}

/** A step of a procedure: how often it was left, and the working minutes it took. */
export interface StepView {
  procedureCode: string
  procedureName: BilingualName
  step: string
  stepName: BilingualName
  visits: number
  minutes: number
  median: number
  ninetieth: number
}

/** How an agency works, at a look. */
export interface DashboardView {
  agency: { id: AgencyId; name: string }
  choices: { id: AgencyId; name: string }[]
  period: ReportingPeriod
  periods: ReportingPeriod[]
  months: {
    month: string
    received: number
    online: number
    inTime: number
    late: number
    open: number
    overdue: number
    components: number
    digital: number
    reused: number
    feeDossiers: number
    feeOnline: number
    resolved: number
    electronic: number
  }[]
  /** Of the whole period. */
  ratings: RatingSums
  units: UnitView[]
  steps: StepView[]
  /** Steps that have slowed down, the newest. */
  alerts: AlertLine[]
}

type CentreMeasure =
  | Extract<Measure, `received_${string}` | `returned_${string}` | `fee_dossiers${string}` | `components${string}`>
  | 'electronic_results'
  | `resolved_${Punctuality}`

/** What a one-stop centre took in during a period and what became of it. */
export type CentreCounts = Record<CentreMeasure, number>

/** What lies there at this moment. */
export type CentreStanding = Record<Extract<Measure, 'to_receive' | 'open' | 'overdue' | 'to_return'>, number>

export interface CentreMonth {
  month: string
  online: number
  counter: number
  post: number
  returned: number
}

/** How a one-stop centre works, at a look; its queue is the queue's to tell. */
export interface CentreView {
  agency: { id: AgencyId; name: string }
  slug: string
  choices: { id: AgencyId; name: string }[]
  period: ReportingPeriod
  periods: ReportingPeriod[]
  /** The month that runs: `standing` is of now. */
  current: ReportingPeriod
  counts: CentreCounts
  months: CentreMonth[]
  standing: CentreStanding
  ratings: RatingSums
}

/** A step that an officer left, beside the whole province's. Minutes are working time. */
export interface OwnStep {
  procedureCode: string
  procedureName: BilingualName
  step: string
  stepName: BilingualName
  visits: number
  median: number
  /** Null where the province knows of none. */
  provinceMedian: number | null
  provinceVisits: number
}

export interface OwnDossierLine {
  id: DossierId
  code: string | null
  procedureName: BilingualName
  dueAt: Date | null
  endedAt: Date | null
  punctuality: Punctuality | null
}

/** An officer's own work. */
export interface OwnWorkView {
  period: ReportingPeriod
  periods: ReportingPeriod[]
  resolved: Record<Punctuality, number>
  steps: OwnStep[]
  dossiers: OwnDossierLine[]
}
