import { addMonths, epochDayOf } from '../../../platform/civil-date.ts'
import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { halfMonthOf } from '../facts/half-month.ts'
import { measures } from '../facts/measure.ts'
import { todayOf } from '../figure-views.ts'

/** How fast an office is with a procedure, for whoever waits for it. */
export interface OfficePace {
  cases: number
  inTime: number
  /** From receipt to result, without the time the clock stood still; minutes of the day and night. */
  averageMinutes: number
}

const MONTHS = 3
/** Fewer would tell of single people, and of chance. */
const FEWEST = 5

const RESOLVED = ['resolved_early', 'resolved_on_time', 'resolved_late', 'resolved_undated'] as const
const WANTED = [...RESOLVED, 'resolved_minutes'] as const

/** What an agency resolved of a procedure in the last three months, today's included. Null when that is too little to tell. */
export async function findOfficePace(
  reader: Reader,
  agencyId: AgencyId,
  procedureCode: string,
): Promise<OfficePace | null> {
  const today = await todayOf(reader)
  const rows = await query<{ measure: number; n: number }>(
    reader,
    `SELECT measure, sum(n)::float8 AS n FROM indicators_half
     WHERE agency_id = $1 AND procedure_code = $2 AND measure = ANY ($3::int2[]) AND half > $4 GROUP BY measure`,
    [
      agencyId,
      procedureCode,
      WANTED.map((name) => measures[name].number),
      halfMonthOf(epochDayOf(addMonths(today, -MONTHS))),
    ],
  )
  const found = new Map(rows.map(({ measure, n }) => [measure, n]))
  const of = (name: (typeof WANTED)[number]) => found.get(measures[name].number) ?? 0
  const cases = RESOLVED.reduce((sum, name) => sum + of(name), 0)
  if (cases < FEWEST) return null
  return {
    cases,
    inTime: of('resolved_early') + of('resolved_on_time'),
    averageMinutes: of('resolved_minutes') / cases,
  }
}
