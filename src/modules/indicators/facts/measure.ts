/**
 * What is counted, one dossier at a time. The number is what tables keep and never changes; a measure that goes is left out, its number
 * is not given again.
 *
 * `flow`: things that happened on a day. `stock`: how many stand so at the end of a day; each day keeps the change, so that the sum up
 * to a day is the stock at its end. `cohort`: counted by when the dossier was received as well, for rules that look at what came in
 * during a period (QĐ 766/QĐ-TTg 2.1; TT 01/2020/TT-VPCP form II.06a).
 */
export const measures = {
  submitted: { number: 1, kind: 'flow' },
  received_online: { number: 2, kind: 'flow' },
  received_counter: { number: 3, kind: 'flow' },
  received_post: { number: 4, kind: 'flow' },
  refused: { number: 5, kind: 'flow' },
  resolved_early: { number: 6, kind: 'flow' },
  resolved_on_time: { number: 7, kind: 'flow' },
  resolved_late: { number: 8, kind: 'flow' },
  resolved_undated: { number: 9, kind: 'flow' },
  withdrawn: { number: 10, kind: 'flow' },
  stopped: { number: 11, kind: 'flow' },
  ended_before_receipt: { number: 12, kind: 'flow' },
  returned_counter: { number: 13, kind: 'flow' },
  returned_post: { number: 14, kind: 'flow' },
  returned_online: { number: 15, kind: 'flow' },
  supplement_first: { number: 16, kind: 'flow' },
  supplement_again: { number: 17, kind: 'flow' },
  extended: { number: 18, kind: 'flow' },
  extended_late: { number: 19, kind: 'flow' },
  fee_dossiers: { number: 20, kind: 'flow' },
  fee_dossiers_online: { number: 21, kind: 'flow' },
  fee_assessed: { number: 22, kind: 'flow' },
  fee_waived: { number: 23, kind: 'flow' },
  fee_paid: { number: 24, kind: 'flow' },
  fee_refunded: { number: 25, kind: 'flow' },
  electronic_results: { number: 26, kind: 'flow' },
  declined: { number: 27, kind: 'flow' },
  components: { number: 28, kind: 'flow' },
  components_digital: { number: 29, kind: 'flow' },
  components_reused: { number: 30, kind: 'flow' },
  opinions_asked: { number: 31, kind: 'flow' },
  opinions_on_time: { number: 32, kind: 'flow' },
  opinions_late: { number: 33, kind: 'flow' },
  late_arrivals: { number: 34, kind: 'flow' },
  corrections: { number: 35, kind: 'flow' },
  /** Minutes from receipt to result without the time the clock stood still, summed over what was resolved. */
  resolved_minutes: { number: 36, kind: 'flow' },
  fee_released: { number: 37, kind: 'flow' },
  to_receive: { number: 50, kind: 'stock' },
  open: { number: 51, kind: 'stock' },
  waiting_applicant: { number: 52, kind: 'stock' },
  waiting_payment: { number: 53, kind: 'stock' },
  suspended: { number: 54, kind: 'stock' },
  overdue: { number: 55, kind: 'stock' },
  undated: { number: 56, kind: 'stock' },
  to_return: { number: 57, kind: 'stock' },
  /** Late as QĐ 766 2.1 has it: after the due date, or asked for a supplement more than once. */
  late: { number: 70, kind: 'cohort' },
  withdrawn_online_of: { number: 71, kind: 'cohort' },
  withdrawn_direct_of: { number: 72, kind: 'cohort' },
  stopped_online_of: { number: 73, kind: 'cohort' },
  stopped_direct_of: { number: 74, kind: 'cohort' },
} as const satisfies Record<string, { number: number; kind: 'flow' | 'stock' | 'cohort' }>

export type Measure = keyof typeof measures

export const measureNames = Object.keys(measures) as Measure[]

type OfKind<Kind> = { [Name in Measure]: (typeof measures)[Name]['kind'] extends Kind ? Name : never }[Measure]
export type StockMeasure = OfKind<'stock'>
export type CohortMeasure = OfKind<'cohort'>

export const stockMeasures = measureNames.filter((name) => measures[name].kind === 'stock') as StockMeasure[]
