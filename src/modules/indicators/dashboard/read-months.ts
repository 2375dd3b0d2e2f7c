import { addMonths, epochDayOf, type IsoDate } from '../../../platform/civil-date.ts'
import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { halfMonthOf } from '../facts/half-month.ts'
import { type Measure, measureNames, measures } from '../facts/measure.ts'

/** A month of an agency and everything below it: what happened in it, and how many stood so at its end. */
export interface MonthLine {
  /** `2026-11`. */
  month: string
  counts: Readonly<Record<Measure, number>>
}

interface Row {
  /** Of the month among those asked for; what stood before them is with the first. */
  place: number
  measure: number
  n: number
}

const FLOWS = measureNames.filter((name) => measures[name].kind === 'flow')
const STOCKS = measureNames.filter((name) => measures[name].kind === 'stock')
const numbersOf = (names: readonly Measure[]) => names.map((name) => measures[name].number)
const halfOf = (date: IsoDate) => halfMonthOf(epochDayOf(date))

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
  const [firstHalf, endHalf] = [halfOf(first), halfOf(addMonths(`${upTo.slice(0, 7)}-01`, 1))]
  const rows = await query<Row>(
    reader,
    `SELECT greatest((half - $2) / 2, 0) AS place, measure, sum(n)::bigint AS n FROM indicators_total
     WHERE agency_id = $1 AND ((measure = ANY ($4::int2[]) AND half >= $2) OR measure = ANY ($5::int2[])) AND half < $3
     GROUP BY 1, 2`,
    [agencyId, firstHalf, endHalf, numbersOf(FLOWS), numbersOf(STOCKS)],
  )
  const found = new Map(rows.map(({ place, measure, n }) => [`${place} ${measure}`, n]))
  const standing = new Map<Measure, number>()
  return names.map((month, place) => {
    const of = (name: Measure) => found.get(`${place} ${measures[name].number}`) ?? 0
    for (const name of STOCKS) standing.set(name, (standing.get(name) ?? 0) + of(name))
    const counts = Object.fromEntries([
      ...FLOWS.map((name) => [name, of(name)]),
      ...STOCKS.map((name) => [name, standing.get(name) ?? 0]),
    ]) as Record<Measure, number>
    return { month, counts }
  })
}
