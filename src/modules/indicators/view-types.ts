import type { AgencyId, DossierId } from '../../platform/ids.ts'
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
}

export interface BehindView {
  agency: { id: AgencyId; name: string }
  period: ReportingPeriod
  measures: Measure[]
  lines: BehindLine[]
  next: DossierId | null
}
