import type { AgencyId, DossierId } from '../../../platform/ids.ts'
import type { BilingualName } from '../bilingual-name.ts'
import type { Move } from '../facts/move.ts'
import type { ReportingPeriod } from '../reporting-period.ts'

/** Working time at a step in minutes: how often it was left, and how long that took. */
export interface StepLineView {
  step: string
  name: BilingualName
  visits: number
  minutes: number
  median: number
  ninetieth: number
}

/** A procedure with all its steps together. */
export interface ProcedureTimeView {
  code: string
  name: BilingualName
  visits: number
  minutes: number
}

export interface FlowMoveView extends Move {
  n: number
}

/** Where working time goes in an agency, and for one procedure how its dossiers go from step to step. */
export interface FlowView {
  agency: { id: AgencyId; name: string }
  choices: { id: AgencyId; name: string }[]
  period: ReportingPeriod
  periods: ReportingPeriod[]
  /** Those that took the most working time first. */
  procedures: ProcedureTimeView[]
  /** What was asked for; null: the list of procedures alone. */
  procedure: { code: string; name: BilingualName } | null
  /** Steps in the order of the way. */
  steps: StepLineView[]
  moves: FlowMoveView[]
  /** Places from receipt to return in the order of the way. */
  places: string[]
  stepNames: Record<string, BilingualName>
}

/** The dossiers behind a count of the flow. */
export interface PassageLine {
  id: DossierId
  code: string | null
  agencyName: string
  acceptedAt: Date | null
  dueAt: Date | null
  at: Date
  times: number
  minutes: number | null
}

export interface PassagesView {
  agency: { id: AgencyId; name: string }
  period: { from: string; to: string }
  procedure: { code: string; name: BilingualName }
  from: string
  to: string | null
  stepNames: Record<string, BilingualName>
  lines: PassageLine[]
  /** Of the step in each agency just below, where any left it; empty for a move and for days that are no whole period. */
  units: { id: AgencyId; name: string; visits: number; median: number; ninetieth: number }[]
  next: DossierId | null
}
