import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { getCentre, TODAY } from './centre-store.ts'

/** How it stands in a hall, without a word of whom. */
export interface HallNow {
  centreId: AgencyId
  slug: string
  name: string
  at: Date
  waiting: number
  /** Mean of those called today, in seconds, and how many they are; null before the first call. */
  meanWaitSeconds: number | null
  calls: number
}

/** Who waits in a centre now and how long those called today waited. Refuses `queue.centre_not_found`. */
export async function readHallNow(reader: Reader, slug: string): Promise<HallNow> {
  const centre = await getCentre(reader, slug)
  const [row] = await query<Pick<HallNow, 'waiting' | 'meanWaitSeconds' | 'calls'>>(
    reader,
    `SELECT (SELECT count(*)::int FROM queue_ticket WHERE centre_id = $1 AND day = ${TODAY} AND state = 'waiting') AS waiting,
       avg(wait_seconds) AS "meanWaitSeconds", count(*)::int AS calls
     FROM queue_visit_time
     WHERE centre_id = $1 AND called_at >= ${TODAY}::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'`,
    [centre.id],
  )
  return {
    centreId: centre.id,
    slug: centre.slug,
    name: centre.name,
    at: new Date(centre.now),
    waiting: row?.waiting ?? 0,
    meanWaitSeconds: row?.meanWaitSeconds ?? null,
    calls: row?.calls ?? 0,
  }
}
