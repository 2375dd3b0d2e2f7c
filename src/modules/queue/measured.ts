import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'

/** Service times of one line over the last four weeks, in seconds. */
export interface MeasuredLine {
  count: number
  median: number
  p90: number
}

/** By the id of the line; a line nobody was served in is absent. Looks at four weeks, so ask it rarely. */
export async function readMeasured(reader: Reader, centreId: AgencyId): Promise<ReadonlyMap<string, MeasuredLine>> {
  const rows = await query<MeasuredLine & { lineId: string }>(
    reader,
    `SELECT line_id AS "lineId", count(*)::int AS count,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY service_seconds) AS median,
       percentile_cont(0.9) WITHIN GROUP (ORDER BY service_seconds) AS p90
     FROM queue_visit_time
     WHERE centre_id = $1 AND called_at > platform_now() - interval '28 days' AND service_seconds IS NOT NULL
     GROUP BY line_id`,
    [centreId],
  )
  return new Map(rows.map(({ lineId, ...line }) => [lineId, line]))
}
