import type { AgencyId } from '../../../platform/ids.ts'
import type { ReportingPeriod } from '../reporting-period.ts'
import type { Adjustment, ReportKind, ReportSnapshot } from './report.ts'
import type { SolvingColumns } from './solving-columns.ts'
import type { TypedFigure } from './typed-figure.ts'

export type ReportState = 'none' | 'draft' | 'signed'

export interface ReportLine {
  kind: ReportKind
  agency: { id: AgencyId; name: string }
  /** Null: nobody has begun it, or this actor may not open it. */
  id: string | null
  state: ReportState
  signedAt: Date | null
  /** Whether this actor may begin it or write in it. */
  mayWrite: boolean
}

export interface ReportListView {
  agency: { id: AgencyId; name: string }
  choices: { id: AgencyId; name: string }[]
  period: ReportingPeriod
  periods: ReportingPeriod[]
  isOpen: boolean
  sendBy: string | null
  lines: ReportLine[]
  /** Reports of the agencies just below that were begun; null where there are none but its counters. */
  units: ReportLine[] | null
}

export interface SignedView {
  by: string
  position: string
  at: Date
  hash: string
  /** What is kept is still what was signed, and what the ledger says was signed. */
  isIntact: boolean
}

/** What the rows of units add up to, and how many of them are from signed reports. */
export interface UnitSum {
  columns: SolvingColumns
  frozen: number
  live: number
}

export interface ReportView {
  id: string
  kind: ReportKind
  agency: { id: AgencyId; name: string }
  period: ReportingPeriod
  isOpen: boolean
  /** The province's own: it goes to the government, an agency's to the province. */
  isProvince: boolean
  sendBy: string | null
  createdBy: string
  snapshot: ReportSnapshot
  /** SHA-256 of the snapshot as shown. */
  hash: string
  signed: SignedView | null
  /** By how much columns differ by what was entered after the report was signed. */
  drift: Adjustment[]
  units: UnitSum | null
  broken: string[]
  opens: boolean
  mayWrite: boolean
  /** Whether this actor signs; `whyNot`: what stands against it now. */
  maySign: boolean
  whyNot: 'report_period_open' | 'report_own_work' | null
}

export interface SectionView {
  report: Pick<ReportView, 'id' | 'kind' | 'agency' | 'period'>
  key: string
  typed: readonly string[]
  narrative: string
  figures: TypedFigure[]
  revision: number
  saved: { by: string; at: Date } | null
  /** What the agencies just below wrote into this section of their signed reports. */
  units: { agencyId: AgencyId; name: string; narrative: string }[]
}
