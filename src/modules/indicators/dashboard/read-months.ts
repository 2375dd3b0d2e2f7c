import { addMonths, type IsoDate } from '../../../platform/civil-date.ts'
import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { type Measure, measureNames, measures } from '../facts/measure.ts'

/** A month of an agency and everything below it: what happened in it, and how many stood so at its end. */
export interface MonthLine {
  /** `2026-11`. */
  month: string
  counts: Readonly<Record<Measure, number>>
}

interface Row {
  month: string
  measure: number
  n: number
}

const FLOWS = measureNames.filter((name) => measures[name].kind === 'flow')
const STOCKS = measureNames.filter((name) => measures[name].kind === 'stock')

/** The last `months` months up to the one of a day. */
export async function readMonths(
  reader: Reader,
  agencyId: AgencyId,
  { upTo, months }: { upTo: IsoDate; months: number },
): Promise<MonthLine[]> {
  const names = Array.from({ length: months }, (_, back) =>
    addMonths(`${upTo.slice(0, 7)}-01`, back + 1 - months).slice(0, 7),
  )
  const first = `${names[0]}-01`
  const rows = await query<Row>(
    reader,
    `SELECT to_char(greatest(day, $2::date), 'YYYY-MM') AS month, measure, sum(n)::bigint AS n FROM indicators_day
     WHERE agency_id = $1 AND day < $3::date AND ((measure < 50 AND day >= $2::date) OR measure = ANY ($4::int2[]))
     GROUP BY 1, 2`,
    [agencyId, first, addMonths(`${upTo.slice(0, 7)}-01`, 1), STOCKS.map((name) => measures[name].number)],
  )
  const found = new Map(rows.map(({ month, measure, n }) => [`${month} ${measure}`, n]))
  const standing = new Map<Measure, number>()
  return names.map((month) => {
    const of = (name: Measure) => found.get(`${month} ${measures[name].number}`) ?? 0
    for (const name of STOCKS) standing.set(name, (standing.get(name) ?? 0) + of(name))
    const counts = Object.fromEntries([
      ...FLOWS.map((name) => [name, of(name)]),
      ...STOCKS.map((name) => [name, standing.get(name) ?? 0]),
    ]) as Record<Measure, number>
    return { month, counts }
  })
}
