import type { Measure } from '../facts/measure.ts'
import type { SolvingColumns } from './solving-columns.ts'

export const reportKinds = ['solving', 'one_stop', 'reform'] as const
/**
 * `solving`: form II.06a, `one_stop`: form II.07b (TT 01/2020/TT-VPCP); `reform`: báo cáo cải cách hành chính of the four periods (công văn
 * 581/BNV-CCHC).
 */
export type ReportKind = (typeof reportKinds)[number]

/** A figure of one period. Null instead of it: there is none, which is not 0. */
export interface Part {
  /** Null where only a percentage was typed. */
  numerator: number | null
  /** Null for a plain number. */
  denominator: number | null
  /** Two decimals with a point, half up: "28.13"; null for a plain number and where the denominator is 0. */
  percent: string | null
}

/**
 * `measured`: counted by the system. `checked`: typed, and its numbers give one another. `unverified`: typed without numerator and
 * denominator, or so that nothing can be checked ("không kiểm chứng").
 */
export type Standing = 'measured' | 'checked' | 'unverified'

/** One figure of a report with all that it is made of. */
export interface ReportCell {
  key: string
  /** As typed; null where the key has a name of its own. */
  name: string | null
  now: Part | null
  /** In the span of the same length just before the period, and in the same period of the year before. */
  before: Part | null
  yearAgo: Part | null
  /** The summands that were typed for the number. */
  parts: number[]
  /** Names the rule by which it is computed. */
  rule: string
  source: 'ledger' | 'catalogue' | 'typed'
  standing: Standing
}

/** A line of form II.06a. `frozen`: taken from the unit's own signed report, whose hash stands beside it. */
export interface GridRow {
  by: 'agency' | 'unit' | 'procedure'
  key: string
  name: string
  columns: SolvingColumns
  basis: 'live' | 'frozen'
  reportHash: string | null
}

export interface ReportSection {
  key: string
  narrative: string
  cells: ReportCell[]
}

/** All that a report says: what is signed is the canonical JSON of this. */
export interface ReportSnapshot {
  format: 'motcua-report-v1'
  kind: ReportKind
  agency: { id: string; code: string; name: string }
  period: { word: string; from: string; to: string }
  grid: GridRow[]
  /** What counter-entries took back after the period ended, before the report was signed. */
  adjusted: Adjustment[]
  sections: ReportSection[]
}

/** By how much a column of the form would differ, had what was entered later been known. */
export interface Adjustment {
  column: keyof SolvingColumns
  n: number
}

/** How many of what was counted in a period were taken back after it, by measure. */
export type Reversed = Partial<Record<Measure, number>>

/** What counter-entries do to the columns: what ended is open again. */
export function adjustmentsOf(reversed: Reversed): Adjustment[] {
  const [early, onTime, late] = [
    reversed.resolved_early ?? 0,
    reversed.resolved_on_time ?? 0,
    reversed.resolved_late ?? 0,
  ]
  const [withdrawn, stopped] = [reversed.withdrawn ?? 0, reversed.stopped ?? 0]
  const all: Adjustment[] = [
    { column: 'solved', n: -(early + onTime + late) },
    { column: 'solvedEarly', n: -early },
    { column: 'solvedOnTime', n: -onTime },
    { column: 'solvedLate', n: -late },
    { column: 'withdrawn', n: -withdrawn },
    { column: 'stopped', n: -stopped },
    { column: 'open', n: early + onTime + late + withdrawn + stopped },
  ]
  return all.filter(({ n }) => n !== 0)
}

/** By how much the columns of a line moved since it was frozen. */
export function driftOf(frozen: SolvingColumns, now: SolvingColumns): Adjustment[] {
  const columns = Object.keys(frozen) as (keyof SolvingColumns)[]
  return columns.map((column) => ({ column, n: now[column] - frozen[column] })).filter(({ n }) => n !== 0)
}

/** Both together, a column once. */
export function joinAdjustments(...lists: readonly (readonly Adjustment[])[]): Adjustment[] {
  const sums = new Map<keyof SolvingColumns, number>()
  for (const { column, n } of lists.flat()) sums.set(column, (sums.get(column) ?? 0) + n)
  return [...sums].map(([column, n]) => ({ column, n })).filter(({ n }) => n !== 0)
}
