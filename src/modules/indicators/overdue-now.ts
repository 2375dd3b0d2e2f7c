import { epochDayOf, type IsoDate, localDate, startOfLocalDay } from '../../platform/civil-date.ts'
import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { firstDayOf, halfMonthOf } from './facts/half-month.ts'
import { measures } from './facts/measure.ts'

const DUE = 'coalesce(d.held_due_at, d.due_at)'

/** As `overdueFrom` of facts/fact.ts has it, at this moment. */
export const OVERDUE = `d.standing IN ('running', 'waiting_applicant', 'waiting_payment', 'suspended')
  AND ${DUE} < platform_now() AND (d.standing = 'running' OR ${DUE} < d.standing_since)`

/**
 * Counts are booked ahead to the due day, so at the end of a day to come they say what will be overdue if nothing happens. Of a period
 * that still runs people ask what is overdue now: whether a day is today or later, as a condition in SQL.
 */
export function runningOn(day: string): string {
  return `(${day}::date >= (platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)`
}

export async function isRunning(reader: Reader, to: IsoDate): Promise<boolean> {
  const [row] = await query<{ running: boolean }>(reader, `SELECT ${runningOn('$1')} AS running`, [to])
  return row?.running === true
}

interface CountRow {
  key: string
  n: number
}

/**
 * What is overdue at this moment in each of these agencies and everything below it; none where there is none. The counts up to the end of
 * today, booked ahead, without what falls due in the rest of the day.
 */
export async function overdueNowByAgency(reader: Reader, agencyIds: readonly AgencyId[]): Promise<Map<string, number>> {
  const [row] = await query<{ now: Date }>(reader, 'SELECT platform_now() AS now')
  const now = row?.now.getTime() ?? 0
  const today = localDate(now)
  const half = halfMonthOf(epochDayOf(today))
  const rows = await query<CountRow>(
    reader,
    `SELECT key::text, sum(n)::bigint AS n FROM (
       SELECT agency_id AS key, n FROM indicators_total
       WHERE agency_id = ANY ($1::uuid[]) AND measure = ${measures.overdue.number} AND half < $2
       UNION ALL
       SELECT agency_id, n FROM indicators_day
       WHERE agency_id = ANY ($1::uuid[]) AND measure = ${measures.overdue.number} AND day BETWEEN $3 AND $4
       UNION ALL
       SELECT above.id, -d.n FROM (
         SELECT d.agency_id, count(*) AS n FROM indicators_dossier d
         WHERE d.standing = 'running' AND ${DUE} >= $5 AND ${DUE} < $6 GROUP BY d.agency_id) AS d
       JOIN organisation_agency own ON own.id = d.agency_id
       JOIN organisation_agency above ON above.path @> own.path
       WHERE above.id = ANY ($1::uuid[])
     ) AS changes GROUP BY key`,
    [agencyIds, half, firstDayOf(half), today, new Date(now), new Date(startOfLocalDay(epochDayOf(today) + 1))],
  )
  return new Map(rows.map(({ key, n }) => [key, n]))
}

/** The same in one agency and everything below it, by procedure. */
export async function overdueNowByProcedure(reader: Reader, agencyId: AgencyId): Promise<Map<string, number>> {
  const [row] = await query<{ now: Date }>(reader, 'SELECT platform_now() AS now')
  // Each half reads an index of its own: what runs past its date, and what began to wait past it.
  const rows = await query<CountRow>(
    reader,
    `SELECT d.procedure_code AS key, sum(d.n)::bigint AS n FROM (
       SELECT d.agency_id, d.procedure_code, count(*) AS n FROM indicators_dossier d
       WHERE d.standing = 'running' AND ${DUE} < $2 GROUP BY 1, 2
       UNION ALL
       SELECT d.agency_id, d.procedure_code, count(*) FROM indicators_dossier d
       WHERE d.standing IN ('waiting_applicant', 'waiting_payment', 'suspended') AND ${DUE} < d.standing_since GROUP BY 1, 2
     ) AS d
     JOIN organisation_agency own ON own.id = d.agency_id
     JOIN organisation_agency above ON above.path @> own.path
     WHERE above.id = $1 GROUP BY d.procedure_code`,
    [agencyId, row?.now],
  )
  return new Map(rows.map(({ key, n }) => [key, n]))
}
