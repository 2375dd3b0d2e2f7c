import type { IsoDate } from '../../platform/civil-date.ts'
import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'

/** As `overdueFrom` of facts/fact.ts has it, at this moment. */
export const OVERDUE = `d.standing IN ('running', 'waiting_applicant', 'waiting_payment', 'suspended')
  AND coalesce(d.held_due_at, d.due_at) < platform_now()
  AND (d.standing = 'running' OR coalesce(d.held_due_at, d.due_at) < d.standing_since)`

/**
 * Counts are booked ahead to the due day, so at the end of a day to come they say what will be overdue if nothing happens. Of a period
 * that still runs people ask what is overdue now: whether `to` is today or later.
 */
export async function isRunning(reader: Reader, to: IsoDate): Promise<boolean> {
  const [row] = await query<{ running: boolean }>(
    reader,
    `SELECT $1::date >= (platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS running`,
    [to],
  )
  return row?.running === true
}

interface CountRow {
  key: string
  n: number
}

/** What is overdue at this moment in each of these agencies and everything below it; none where there is none. */
export async function overdueNowByAgency(reader: Reader, agencyIds: readonly AgencyId[]): Promise<Map<string, number>> {
  const rows = await query<CountRow>(
    reader,
    `SELECT above.id::text AS key, count(*)::bigint AS n FROM indicators_dossier d
     JOIN organisation_agency own ON own.id = d.agency_id
     JOIN organisation_agency above ON above.path @> own.path
     WHERE above.id = ANY ($1::uuid[]) AND ${OVERDUE} GROUP BY above.id`,
    [agencyIds],
  )
  return new Map(rows.map(({ key, n }) => [key, n]))
}

/** The same in one agency and everything below it, by procedure. */
export async function overdueNowByProcedure(reader: Reader, agencyId: AgencyId): Promise<Map<string, number>> {
  const rows = await query<CountRow>(
    reader,
    `SELECT d.procedure_code AS key, count(*)::bigint AS n FROM indicators_dossier d
     JOIN organisation_agency own ON own.id = d.agency_id
     JOIN organisation_agency above ON above.path @> own.path
     WHERE above.id = $1 AND ${OVERDUE} GROUP BY d.procedure_code`,
    [agencyId],
  )
  return new Map(rows.map(({ key, n }) => [key, n]))
}
