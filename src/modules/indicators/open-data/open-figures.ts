import type { Measure } from '../facts/measure.ts'
import { percentOf } from '../percent.ts'
import { periodWord, type ReportingPeriod } from '../reporting-period.ts'

/** A figure told in public: how many, and out of how many when it is a share. */
export interface OpenFigureRule {
  key: string
  /** Summed over the period when they are things that happened; at the end of its last day when they tell how dossiers stand. */
  numerator: readonly Measure[]
  /** Null: a number by itself. */
  denominator: readonly Measure[] | null
  /** Where the rule is from; null: told beside the official forms, which hide it. */
  source: string | null
}

const received = ['received_online', 'received_counter', 'received_post'] as const
const resolved = ['resolved_early', 'resolved_on_time', 'resolved_late'] as const

/**
 * Every figure that the public page shows and the extract holds. A share is always of what was done, never of what came in; what waits, was
 * withdrawn, refused or stopped is in no share of punctuality.
 */
export const openFigures = [
  { key: 'received', numerator: received, denominator: null, source: 'TT 01/2020/TT-VPCP, II.06a (4, 5)' },
  {
    key: 'received_online',
    numerator: ['received_online'],
    denominator: received,
    source: 'TT 01/2020/TT-VPCP, II.06a: 4 / (4 + 5)',
  },
  {
    key: 'in_time',
    numerator: ['resolved_early', 'resolved_on_time'],
    denominator: resolved,
    source: 'TT 01/2020/TT-VPCP, II.06a: (8 + 9) / 7',
  },
  { key: 'late', numerator: ['resolved_late'], denominator: resolved, source: 'TT 01/2020/TT-VPCP, II.06a: 10 / 7' },
  { key: 'extended', numerator: ['extended', 'extended_late'], denominator: null, source: 'NĐ 61/2018/NĐ-CP, 19.9' },
  { key: 'open', numerator: ['open'], denominator: null, source: 'TT 01/2020/TT-VPCP, II.06a (11)' },
  { key: 'overdue', numerator: ['overdue'], denominator: ['open'], source: 'TT 01/2020/TT-VPCP, II.06a: 13 / 11' },
  {
    key: 'waiting',
    numerator: ['waiting_applicant', 'waiting_payment', 'suspended'],
    denominator: ['open'],
    source: null,
  },
  { key: 'refused', numerator: ['refused'], denominator: null, source: null },
  { key: 'withdrawn', numerator: ['withdrawn'], denominator: null, source: null },
  { key: 'stopped', numerator: ['stopped'], denominator: null, source: null },
  {
    key: 'paid_online',
    numerator: ['fee_dossiers_online'],
    denominator: ['fee_dossiers'],
    source: 'QĐ 766/QĐ-TTg, 3.6',
  },
  { key: 'digital', numerator: ['components_digital'], denominator: ['components'], source: 'QĐ 766/QĐ-TTg, 4.2' },
  { key: 'reused', numerator: ['components_reused'], denominator: ['components'], source: 'QĐ 766/QĐ-TTg, 4.3' },
] as const satisfies readonly OpenFigureRule[]

export type OpenFigureKey = (typeof openFigures)[number]['key']

/** Every measure that a public figure is made of. */
export const openMeasures: readonly Measure[] = [
  ...new Set(openFigures.flatMap(({ numerator, denominator }): Measure[] => [...numerator, ...(denominator ?? [])])),
]

/** A number for each measure of one agency and one period. */
export type OpenCounts = ReadonlyMap<Measure, number>

export interface OpenShare {
  numerator: number
  /** Null: a number by itself. */
  denominator: number | null
  /** Half up, two places; null where there is no denominator or it is 0: nothing was measured, which is not 0. */
  percent: number | null
}

/** A figure as the extract tells it. */
export interface OpenFigure extends OpenShare {
  figure: OpenFigureKey
  /** See `periodWord`. */
  period: string
  from: string
  to: string
  /** The agency's short name in addresses; its figures hold everything below it. */
  agency: string
}

export function openShares(counts: OpenCounts): Record<OpenFigureKey, OpenShare> {
  const sum = (names: readonly Measure[]) => names.reduce((total, name) => total + (counts.get(name) ?? 0), 0)
  const shares = openFigures.map(({ key, numerator, denominator }) => {
    const part = sum(numerator)
    const whole = denominator === null ? null : sum(denominator)
    return [key, { numerator: part, denominator: whole, percent: whole === null ? null : percentOf(part, whole) }]
  })
  return Object.fromEntries(shares) as Record<OpenFigureKey, OpenShare>
}

/** The figures of an agency in a period, in the order of the rules; none for an agency where nothing was counted at all. */
export function openFiguresOf(agency: string, period: ReportingPeriod, counts: OpenCounts): OpenFigure[] {
  if (openMeasures.every((measure) => (counts.get(measure) ?? 0) === 0)) return []
  const { from, to } = period
  return Object.entries(openShares(counts)).map(([figure, share]) => ({
    figure: figure as OpenFigureKey,
    period: periodWord(period),
    from,
    to,
    agency,
    ...share,
  }))
}
