import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { type Measure, measureNames, measures } from '../facts/measure.ts'
import type { Period } from '../figures-reader.ts'
import { type OpenCounts, openMeasures } from './open-figures.ts'

const nameOf = new Map<number, Measure>(measureNames.map((name) => [measures[name].number, name]))
const numbersOf = (kind: 'flow' | 'stock') =>
  openMeasures.filter((name) => measures[name].kind === kind).map((name) => measures[name].number)
const [FLOWS, STOCKS] = [numbersOf('flow'), numbersOf('stock')]

/** What the public figures of these agencies in a period are made of, each with everything below it. */
export async function readOpenCounts(
  reader: Reader,
  agencyIds: readonly AgencyId[],
  { from, to }: Period,
): Promise<Map<AgencyId, OpenCounts>> {
  const rows = await query<{ agencyId: AgencyId; measure: number; n: number }>(
    reader,
    `SELECT agency_id AS "agencyId", measure, sum(n)::bigint AS n FROM indicators_day
     WHERE agency_id = ANY ($1::uuid[]) AND measure = ANY ($2::int2[]) AND day BETWEEN $4 AND $5
     GROUP BY agency_id, measure
     UNION ALL
     SELECT agency_id, measure, sum(n)::bigint FROM indicators_day
     WHERE agency_id = ANY ($1::uuid[]) AND measure = ANY ($3::int2[]) AND day <= $5
     GROUP BY agency_id, measure`,
    [agencyIds, FLOWS, STOCKS, from, to],
  )
  const found = new Map<AgencyId, Map<Measure, number>>()
  for (const { agencyId, measure, n } of rows) {
    const counts = found.get(agencyId) ?? new Map<Measure, number>()
    const name = nameOf.get(measure)
    if (name !== undefined) counts.set(name, n)
    found.set(agencyId, counts)
  }
  return found
}
