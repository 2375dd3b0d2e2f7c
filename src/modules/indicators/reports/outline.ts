import type { Measure } from '../facts/measure.ts'
import type { Counts } from '../figures-reader.ts'
import type { ReportingPeriod } from '../reporting-period.ts'
import type { ReportKind } from './report.ts'
import type { SolvingColumns } from './solving-columns.ts'

/** What the ledger gives of an agency and a period. */
export interface LedgerFigures {
  columns: SolvingColumns
  flows: Counts
}

/** A figure that the system fills in. */
export interface MeasuredFigure {
  key: string
  rule: string
  numerator(figures: LedgerFigures): number
  /** Left out: a plain number. */
  denominator?(figures: LedgerFigures): number
  /** The dossiers that it opens to: those of measures, or of a column of form II.06a. */
  opens: readonly Measure[] | keyof SolvingColumns
}

const resolved = ({ flows }: LedgerFigures): number =>
  flows.resolved_early + flows.resolved_on_time + flows.resolved_late + flows.resolved_undated

/** On time is (8 + 9) / 7 of form II.06a: of what was solved, never of what was received. */
const measured = {
  to_solve: { rule: 'column_3', numerator: ({ columns }) => columns.toSolve, opens: 'toSolve' },
  online_share: {
    rule: 'online_share',
    numerator: ({ columns }) => columns.receivedOnline,
    denominator: ({ columns }) => columns.receivedOnline + columns.receivedDirect,
    opens: 'receivedOnline',
  },
  solved: {
    rule: 'column_7',
    numerator: ({ columns }) => columns.solved,
    opens: 'solved',
  },
  in_time: {
    rule: 'in_time',
    numerator: ({ columns }) => columns.solvedEarly + columns.solvedOnTime,
    denominator: ({ columns }) => columns.solved,
    opens: ['resolved_early', 'resolved_on_time'],
  },
  open_overdue: {
    rule: 'open_overdue',
    numerator: ({ columns }) => columns.openOverdue,
    denominator: ({ columns }) => columns.open,
    opens: 'openOverdue',
  },
  supplements: {
    rule: 'counted',
    numerator: ({ flows }) => flows.supplement_first + flows.supplement_again,
    opens: ['supplement_first', 'supplement_again'],
  },
  extensions: { rule: 'counted', numerator: ({ flows }) => flows.extended, opens: ['extended'] },
  electronic_results: {
    rule: 'of_resolved',
    numerator: ({ flows }) => flows.electronic_results,
    denominator: resolved,
    opens: ['electronic_results'],
  },
  digitised: {
    rule: 'of_components',
    numerator: ({ flows }) => flows.components_digital,
    denominator: ({ flows }) => flows.components,
    opens: ['components_digital'],
  },
  reused: {
    rule: 'of_components',
    numerator: ({ flows }) => flows.components_reused,
    denominator: ({ flows }) => flows.components,
    opens: ['components_reused'],
  },
  paid_online: {
    rule: 'of_fee_dossiers',
    numerator: ({ flows }) => flows.fee_dossiers_online,
    denominator: ({ flows }) => flows.fee_dossiers,
    opens: ['fee_dossiers_online'],
  },
} as const satisfies Record<string, Omit<MeasuredFigure, 'key'>>

type MeasuredKey = keyof typeof measured

/** A section of a report: what the system fills in, what is typed under a name, whether the form's table or the catalogue stands in it. */
export interface SectionOutline {
  key: string
  measured: readonly MeasuredKey[]
  typed: readonly string[]
  grid: boolean
  catalogue: boolean
}

const section = (key: string, parts: Partial<Omit<SectionOutline, 'key'>> = {}): SectionOutline => ({
  key,
  measured: parts.measured ?? [],
  typed: parts.typed ?? [],
  grid: parts.grid ?? false,
  catalogue: parts.catalogue ?? false,
})

const SOLVING: readonly MeasuredKey[] = ['to_solve', 'online_share', 'solved', 'in_time', 'open_overdue']

/**
 * The sections in order. Reform: the areas as reports to the ministry have them (công văn 581/BNV-CCHC; the outline itself was not obtained,
 * its points below the areas are the usual ones).
 */
export const outlines: Record<ReportKind, readonly SectionOutline[]> = {
  solving: [section('solving', { grid: true, measured: SOLVING }), section('causes'), section('proposals')],
  one_stop: [section('one_stop', { catalogue: true }), section('proposals')],
  reform: [
    section('steering', { typed: ['plan_tasks', 'inspections', 'initiatives'] }),
    section('institutions', { typed: ['documents_issued', 'documents_reviewed', 'documents_handled'] }),
    section('procedures', {
      measured: [...SOLVING, 'supplements', 'extensions', 'electronic_results', 'digitised', 'reused', 'paid_online'],
      typed: ['procedures_published', 'online_services', 'online_full', 'online_integrated', 'feedback_answered'],
    }),
    section('organisation', { typed: ['units_rearranged', 'staff_cut'] }),
    section('civil_service', { typed: ['job_positions', 'trained', 'disciplined'] }),
    section('public_finance', { typed: ['autonomous_agencies', 'autonomous_units', 'disbursed'] }),
    section('digital_government', { typed: ['documents_electronic', 'documents_signed', 'systems_connected'] }),
    section('assessment'),
    section('next_period'),
  ],
}

/** How many figures of its own name a section may hold. */
export const FREE_FIGURES = ['free_1', 'free_2', 'free_3', 'free_4', 'free_5', 'free_6'] as const

export function findSection(kind: ReportKind, key: string): SectionOutline | undefined {
  return outlines[kind].find((one) => one.key === key)
}

export function measuredFigures(keys: readonly MeasuredKey[]): MeasuredFigure[] {
  return keys.map((key) => ({ key, ...measured[key] }))
}

/** The dossiers that a figure of the system opens to; none for all others. */
export function opensTo(key: string): MeasuredFigure['opens'] {
  return Object.hasOwn(measured, key) ? measured[key as MeasuredKey].opens : []
}

/** Procedure control is reported by month and by the four periods, reform by the four periods alone. */
export function isPeriodOf(kind: ReportKind, { kind: period }: ReportingPeriod): boolean {
  return kind !== 'reform' || period !== 'month'
}
