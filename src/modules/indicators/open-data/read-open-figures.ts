import { epochDayOf } from '../../../platform/civil-date.ts'
import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { indicatorsRefusals } from '../errors.ts'
import { firstDayOf, halfMonthOf } from '../facts/half-month.ts'
import { type Measure, measureNames, measures } from '../facts/measure.ts'
import type { Period } from '../figures-reader.ts'
import { isRunning, overdueNowByAgency } from '../overdue-now.ts'
import { type OpenCounts, openMeasures } from './open-figures.ts'

const nameOf = new Map<number, Measure>(measureNames.map((name) => [measures[name].number, name]))
const numbersOf = (kind: 'flow' | 'stock') =>
  openMeasures.filter((name) => measures[name].kind === kind).map((name) => measures[name].number)
const [FLOWS, STOCKS] = [numbersOf('flow'), numbersOf('stock')]

/**
 * What the public figures of these agencies in a period are made of, each with everything below it. The period begins with a half month:
 * whole half months are read from their sums, only the days of one that runs one by one.
 */
export async function readOpenCounts(
  reader: Reader,
  agencyIds: readonly AgencyId[],
  { from, to }: Period,
): Promise<Map<AgencyId, OpenCounts>> {
  const [first, running] = [halfMonthOf(epochDayOf(from)), halfMonthOf(epochDayOf(to) + 1)]
  if (firstDayOf(first) !== from) throw indicatorsRefusals.period_not_whole()
  const rows = await query<{ agencyId: AgencyId; measure: number; n: number }>(
    reader,
    `SELECT agency_id AS "agencyId", measure, sum(n)::bigint AS n FROM (
       SELECT agency_id, measure, n FROM indicators_total
       WHERE agency_id = ANY ($1::uuid[]) AND measure = ANY ($2::int2[]) AND half >= $4 AND half < $5
       UNION ALL
       SELECT agency_id, measure, n FROM indicators_total
       WHERE agency_id = ANY ($1::uuid[]) AND measure = ANY ($3::int2[]) AND half < $5
       UNION ALL
       SELECT agency_id, measure, n FROM indicators_day
       WHERE agency_id = ANY ($1::uuid[]) AND measure = ANY ($2::int2[] || $3::int2[]) AND day BETWEEN $6 AND $7
     ) AS changes GROUP BY agency_id, measure`,
    [agencyIds, FLOWS, STOCKS, first, running, firstDayOf(running), to],
  )
  const found = new Map<AgencyId, Map<Measure, number>>()
  for (const { agencyId, measure, n } of rows) {
    const counts = found.get(agencyId) ?? new Map<Measure, number>()
    const name = nameOf.get(measure)
    if (name !== undefined) counts.set(name, n)
    found.set(agencyId, counts)
  }
  // Of a period that runs: what is overdue now, not what falls due in the rest of the day.
  if (!(await isRunning(reader, to))) return found
  const overdue = await overdueNowByAgency(reader, agencyIds)
  for (const [agencyId, counts] of found) counts.set('overdue', overdue.get(agencyId) ?? 0)
  return found
}
