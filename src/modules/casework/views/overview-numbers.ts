import { type Measure, STANDING } from '../dossier-rows.ts'
import type { OverviewNumbers } from './view-types.ts'

/** One sum of counts: within the month asked for, or since its beginning, or standing. */
export interface CountRow {
  measure: Measure
  /** `YYYY-MM-DD`, the first of a month, or `STANDING`. */
  month: string
  count: number
}

/**
 * The numbers of a month from counts. What was carried over follows from what is open now and all that came and ended since the month began, so
 * that no past has to be kept: carriedOver + received = resolved + endedOtherwise + openAtEnd holds for every month.
 */
export function numbersOf(counts: readonly CountRow[], month: string): OverviewNumbers {
  const standing = (measure: Measure): number => sum(counts, measure, (row) => row.month === STANDING)
  const inMonth = (measure: Measure): number => sum(counts, measure, (row) => row.month === month)
  const since = (measure: Measure): number =>
    sum(counts, measure, (row) => row.month !== STANDING && row.month >= month)
  const ends = (over: (measure: Measure) => number): number =>
    over('refused') + over('withdrawn') + over('stopped') - over('ended_before_acceptance')
  const results = (over: (measure: Measure) => number): number =>
    over('resolved_early') + over('resolved_on_time') + over('resolved_late')
  const open = standing('open')
  const carriedOver = open + results(since) + ends(since) - since('received')
  const received = inMonth('received')
  const endedOtherwise = ends(inMonth)
  const [late, waiting] = [standing('late'), standing('waiting')]
  return {
    carriedOver,
    received,
    receivedOnline: inMonth('received_online'),
    resolvedEarly: inMonth('resolved_early'),
    resolvedOnTime: inMonth('resolved_on_time'),
    resolvedLate: inMonth('resolved_late'),
    endedOtherwise,
    refused: inMonth('refused'),
    withdrawn: inMonth('withdrawn'),
    stopped: inMonth('stopped'),
    extended: inMonth('extended'),
    openAtEnd: carriedOver + received - results(inMonth) - endedOtherwise,
    open,
    onTime: open - late - waiting,
    late,
    waiting,
    toReceive: standing('to_receive'),
  }
}

function sum(counts: readonly CountRow[], measure: Measure, fits: (row: CountRow) => boolean): number {
  return counts.reduce((total, row) => (row.measure === measure && fits(row) ? total + row.count : total), 0)
}

/** Whether anything was or is there at all. */
export function isEmpty(numbers: OverviewNumbers): boolean {
  return Object.values(numbers).every((number) => number === 0)
}
