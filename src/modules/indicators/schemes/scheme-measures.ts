import type { EvaluationItem } from '../facts/book-evaluation.ts'
import { declaredNames } from '../facts/declared-events.ts'
import { type Measure, measures } from '../facts/measure.ts'

/** Sums of measures that rules name by one word. */
export const sums = {
  received: ['received_online', 'received_counter', 'received_post'],
  resolved: ['resolved_early', 'resolved_on_time', 'resolved_late', 'resolved_undated'],
} as const satisfies Record<string, readonly Measure[]>

/** What the catalogue, the fee table and the counts by procedure say of an agency's procedures. */
export const procedureMeasures = [
  /** In force, and of those the ones whose whole text is known. */
  'procedures',
  'procedures_known',
  'procedures_with_all_parts',
  'services',
  'services_with_dossiers',
  'procedures_with_fees',
  'procedures_payable',
  'procedures_paid_online',
  /** Dossiers of procedures that give a document: resolved, and with an electronic result. */
  'documents_due',
  'electronic_documents',
  /** 1 for a commune, whose one-stop centre does all there (TT 01/2018/TT-VPCP Art. 12, indicator 5); 0 for others. */
  'is_commune',
] as const
export type ProcedureMeasure = (typeof procedureMeasures)[number]

/** Points of circular 01/2018/TT-VPCP and how many got points, by the word for each. */
export const pointWords = {
  time_cases: { item: 'time', sum: 'cases' },
  time_points: { item: 'time', sum: 'points' },
  stay_cases: { item: 'stay', sum: 'cases' },
  stay_points: { item: 'stay', sum: 'points' },
  contact_cases: { item: 'contact', sum: 'cases' },
  contact_points: { item: 'contact', sum: 'points' },
  place_cases: { item: 'place', sum: 'cases' },
  place_points: { item: 'place', sum: 'points' },
  online_late: { item: 'online_late', sum: 'cases' },
  attitude_lost: { item: 'attitude', sum: 'points' },
} as const satisfies Record<string, { item: EvaluationItem; sum: 'cases' | 'points' }>

const ratings = ['ratings', 'low_ratings'] as const

/** Flows and what became of those received in the period; stocks belong to a day and are no part of a score. */
const counted = (Object.keys(measures) as Measure[]).filter((name) => measures[name].kind === 'flow')

/** Every word a rule may name, in no order of weight. */
export const schemeMeasures: readonly string[] = [
  ...counted,
  'late',
  ...Object.keys(sums),
  ...procedureMeasures,
  ...ratings,
  ...declaredNames,
  ...Object.keys(pointWords),
]
const known: ReadonlySet<string> = new Set(schemeMeasures)

/** Whether a rule may name this measure. */
export function isSchemeMeasure(name: string): boolean {
  return known.has(name)
}

/** The measures whose dossiers a word opens to; none for what is no list of dossiers. */
export function dossiersOf(name: string): readonly Measure[] {
  if (Object.hasOwn(sums, name)) return sums[name as keyof typeof sums]
  return name === 'late' || counted.includes(name as Measure) ? [name as Measure] : []
}
