import type { IsoDate } from '../../platform/civil-date.ts'
import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { halfMonthsOf } from './facts/half-month.ts'
import {
  type CohortMeasure,
  type Measure,
  measureNames,
  measures,
  type StockMeasure,
  stockMeasures,
} from './facts/measure.ts'

/** A row of days, both ends included. */
export interface Period {
  from: IsoDate
  to: IsoDate
}

/** A number for each measure; one that has no row is 0: it was counted, and there was none. */
export type Counts = Readonly<Record<Measure, number>>

const nameOf = new Map<number, Measure>(measureNames.map((name) => [measures[name].number, name]))

interface SumRow {
  measure: number
  n: number
}

function countsOf(rows: readonly SumRow[]): Counts {
  const counts = Object.fromEntries(measureNames.map((name) => [name, 0])) as Record<Measure, number>
  for (const { measure, n } of rows) {
    const name = nameOf.get(measure)
    if (name !== undefined) counts[name] = n
  }
  return counts
}

/** What happened in an agency and everything below it in a period: every flow measure. Stocks stand at 0 here. */
export async function readFlows(reader: Reader, agencyId: AgencyId, { from, to }: Period): Promise<Counts> {
  const rows = await query<SumRow>(
    reader,
    `SELECT measure, sum(n)::bigint AS n FROM indicators_day
     WHERE agency_id = $1 AND measure < 50 AND day BETWEEN $2 AND $3 GROUP BY measure`,
    [agencyId, from, to],
  )
  return countsOf(rows)
}

/**
 * How many stood in each stock at the end of a day, past or coming: the last kept snapshot before it and what changed since; for a day
 * to come, what time alone will bring.
 */
export async function readStocks(
  reader: Reader,
  agencyId: AgencyId,
  day: IsoDate,
): Promise<Readonly<Record<StockMeasure, number>>> {
  const rows = await query<SumRow>(
    reader,
    `SELECT measure, sum(n)::bigint AS n FROM indicators_day
     WHERE agency_id = $1 AND measure = ANY ($2::int2[]) AND day <= $3 GROUP BY measure`,
    [agencyId, stockMeasures.map((name) => measures[name].number), day],
  )
  return countsOf(rows)
}

/** Of the dossiers received in a period, how many count in a cohort measure by its end. The period must be of whole half months. */
export async function readCohort(
  reader: Reader,
  agencyId: AgencyId,
  measure: CohortMeasure,
  period: Period,
): Promise<number> {
  const halves = halfMonthsOf(period.from, period.to)
  if (halves === null) throw new RangeError(`${period.from} to ${period.to} is no row of half months`)
  const [row] = await query<{ n: number }>(
    reader,
    `SELECT coalesce(sum(n), 0)::bigint AS n FROM indicators_day
     WHERE agency_id = $1 AND measure = $2 AND cohort BETWEEN $3 AND $4 AND day <= $5`,
    [agencyId, measures[measure].number, halves.first, halves.last, period.to],
  )
  return row?.n ?? 0
}
