import type { AgencyId, DossierId } from '../../platform/ids.ts'
import type { SlowStep } from './dashboard/step-times.ts'
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
  procedureName: string
  step: string
  stepName: string
  visits: number
  minutes: number
  median: number
  ninetieth: number
}

export interface SlowStepView extends SlowStep {
  procedureName: string
  stepName: string
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
  }[]
  units: UnitView[]
  steps: StepView[]
  slow: SlowStepView[]
}
