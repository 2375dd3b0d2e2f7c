import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { indicatorsRefusals } from '../errors.ts'
import { halfMonthsOf } from '../facts/half-month.ts'
import { type Measure, measureNames, measures } from '../facts/measure.ts'
import type { Period } from '../figures-reader.ts'
import { overdueNowByAgency, overdueNowByProcedure, runningOn } from '../overdue-now.ts'
import { type SolvingColumns, type SolvingCounts, solvingColumns } from './solving-columns.ts'

/** A row of the form for an agency (with everything below it) or, in one agency, for a procedure. */
export interface SolvingRow {
  key: string
  columns: SolvingColumns
}

interface SumRow {
  key: string
  measure: number
  /** Whether the period still runs: the same in every row. */
  running: boolean
  /** Changes before the period, within it, and within it of dossiers received within it. */
  before: number
  within: number
  ofPeriod: number
}

/**
 * Only the rows that the columns are made from: of what happens those of the period, of what stands all up to its end, of what became of
 * those received those of the period twice. `$2` its first half month, `$3` its last,
 * `$4` its last day.
 */
function sums(key: string, from: string): string {
  const [flows, stocks, cohorts] = ['flow', 'stock', 'cohort'].map((kind) =>
    needed.filter((name) => measures[name].kind === kind).map((name) => measures[name].number),
  )
  return `SELECT key::text, measure, ${runningOn('$4')} AS running, sum(n) FILTER (WHERE half < $2)::bigint AS before,
      sum(n) FILTER (WHERE half >= $2)::bigint AS within, sum(n) FILTER (WHERE cohort >= $2)::bigint AS "ofPeriod"
    FROM (
      SELECT ${key} AS key, measure, half, n, cohort FROM ${from} AND measure IN (${flows}) AND half BETWEEN $2 AND $3
      UNION ALL
      SELECT ${key}, measure, half, n, cohort FROM ${from} AND measure IN (${stocks}) AND half <= $3
      UNION ALL
      SELECT ${key}, measure, half, n, cohort FROM ${from} AND measure IN (${cohorts}) AND half BETWEEN $2 AND $3 AND cohort >= $2
    ) AS changes GROUP BY key, measure`
}

const needed = [
  ...['received_online', 'received_counter', 'received_post', 'resolved_early', 'resolved_on_time', 'resolved_late'],
  ...['resolved_undated', 'withdrawn', 'stopped', 'open', 'overdue', 'undated', 'waiting_applicant', 'waiting_payment'],
  ...['suspended', 'withdrawn_online_of', 'withdrawn_direct_of', 'stopped_online_of', 'stopped_direct_of'],
] as Measure[]
const nameOf = new Map<number, Measure>(measureNames.map((name) => [measures[name].number, name]))
const BY_AGENCY = sums('agency_id', 'indicators_total WHERE agency_id = ANY ($1::uuid[])')
const BY_PROCEDURE = sums('procedure_code', 'indicators_half WHERE agency_id = $1')

/**
 * Form II.06a for each of these agencies. Refuses `indicators.period_not_whole` for a period that is no row of half months: the form is
 * made for those alone.
 */
export async function readSolvingByAgency(
  reader: Reader,
  agencyIds: readonly AgencyId[],
  period: Period,
): Promise<SolvingRow[]> {
  const rows = await query<SumRow>(reader, BY_AGENCY, [agencyIds, ...halvesOf(period), period.to])
  return rowsOf(rows, rows[0]?.running === true ? await overdueNowByAgency(reader, agencyIds) : null)
}

/** The same of one agency by procedure. */
export async function readSolvingByProcedure(
  reader: Reader,
  agencyId: AgencyId,
  period: Period,
): Promise<SolvingRow[]> {
  const rows = await query<SumRow>(reader, BY_PROCEDURE, [agencyId, ...halvesOf(period), period.to])
  return rowsOf(rows, rows[0]?.running === true ? await overdueNowByProcedure(reader, agencyId) : null)
}

function halvesOf({ from, to }: Period): [number, number] {
  const halves = halfMonthsOf(from, to)
  if (halves === null) throw indicatorsRefusals.period_not_whole()
  return [halves.first, halves.last]
}

/** `overdueNow`: for a period that still runs, instead of what is booked ahead to its end. */
function rowsOf(rows: readonly SumRow[], overdueNow: ReadonlyMap<string, number> | null): SolvingRow[] {
  const byKey = Map.groupBy(rows, ({ key }) => key)
  return [...byKey].map(([key, sums]) => {
    const counts = countsOf(sums)
    const now = overdueNow === null ? {} : { overdueAfter: overdueNow.get(key) ?? 0 }
    return { key, columns: solvingColumns({ ...counts, ...now }) }
  })
}

function countsOf(sums: readonly SumRow[]): SolvingCounts {
  const found = new Map(sums.map((sum) => [nameOf.get(sum.measure), sum]))
  const within = (name: Measure) => found.get(name)?.within ?? 0
  const before = (name: Measure) => found.get(name)?.before ?? 0
  const after = (name: Measure) => before(name) + within(name)
  const ofPeriod = (name: Measure) => found.get(name)?.ofPeriod ?? 0
  return {
    openBefore: before('open'),
    receivedOnline: within('received_online'),
    receivedDirect: within('received_counter') + within('received_post'),
    early: within('resolved_early'),
    onTime: within('resolved_on_time'),
    late: within('resolved_late'),
    undatedResolved: within('resolved_undated'),
    openAfter: after('open'),
    overdueAfter: after('overdue'),
    undatedAfter: after('undated'),
    waitingApplicant: after('waiting_applicant'),
    waitingPayment: after('waiting_payment'),
    suspended: after('suspended'),
    withdrawn: within('withdrawn'),
    stopped: within('stopped'),
    endedOnline: ofPeriod('withdrawn_online_of') + ofPeriod('stopped_online_of'),
    endedDirect: ofPeriod('withdrawn_direct_of') + ofPeriod('stopped_direct_of'),
  }
}
