import type { AgencyId, DossierId } from '../../../platform/ids.ts'
import type { Measure } from '../facts/measure.ts'
import type { ReportingPeriod } from '../reporting-period.ts'
import type { PartScore } from './evaluate-scheme.ts'
import type { Gain } from './find-gains.ts'
import type { Grade } from './grade.ts'
import type { LeafScore } from './leaf-score.ts'

export interface Both {
  vi: string
  en: string
}

/** What a scheme says of itself. */
export interface SchemeHead {
  key: string
  version: number
  name: Both
  source: string
  note: Both | null
  level: 'agency' | 'officer'
  max: number
  decimals: number
  /** Areas and components, for the list. */
  areas: { key: string; name: Both; max: number }[]
}

/** A measure behind a score and the dossiers it opens to. */
export interface BehindScore {
  word: string
  measures: readonly Measure[]
  n: number
}

/** A line of the tree: an area, a criterion that holds components, or what has points of its own. */
export interface ScoreLine extends PartScore {
  key: string
  depth: 0 | 1 | 2
  name: Both
  owner: Both | null
  own: (LeafScore & { rule: Both; source: string; isShare: boolean; unit: Both | null; behind: BehindScore[] }) | null
}

export interface Graded {
  least: Grade
  most: Grade
}

export interface SchemeScoreView {
  scheme: SchemeHead
  period: ReportingPeriod
  periods: ReportingPeriod[]
  /** The period has not ended: the score will still move. */
  provisional: boolean
  total: PartScore
  grade: Graded | null
  lines: ScoreLine[]
}

/** Points of circular 01/2018 of one officer or one field, as far as dossiers give them. */
export interface PointsLine {
  key: string
  name: Both
  dossiers: number
  total: PartScore
  grade: Graded | null
}

/** A dossier on which the officer worked, resolved in the period. */
export interface OwnDossier {
  id: DossierId
  code: string | null
  procedureName: string
  endedAt: Date
  punctuality: string | null
  supplements: number
}

/** The officer's own score and the dossiers behind it. */
export interface OwnScoreView extends SchemeScoreView {
  dossiers: OwnDossier[]
}

/** The score of an agency. */
export interface AgencyScoreView extends SchemeScoreView {
  agency: { id: AgencyId; name: string }
  choices: { id: AgencyId; name: string }[]
  gains: Gain[]
  /** Below the province only: who leads an office sees its officers. */
  officers: PointsLine[]
  fields: PointsLine[]
}
