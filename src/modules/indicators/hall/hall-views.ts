import { epochDayOf, localDate, startOfLocalDay } from '../../../platform/civil-date.ts'
import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { agencyTree } from '../../organisation/index.ts'
import { readHallNow } from '../../queue/index.ts'
import type { HallFiguresView } from './view-types.ts'

/** `$1` every agency, for the index by agency; `$2` the centre; `$3` the day's begin; `$4` the month's. */
const COUNT = `SELECT
  (SELECT count(*)::int FROM indicators_dossier
    WHERE agency_id = ANY ($1::uuid[]) AND intake_agency_id = $2 AND accepted_at >= $3) AS "receivedToday",
  (SELECT count(DISTINCT a.dossier_id)::int FROM indicators_act a JOIN indicators_dossier d ON d.id = a.dossier_id
    WHERE a.kind = 'returned' AND a.agency_id = $2 AND a.at >= $3 AND d.returned_at >= $3) AS "returnedToday",
  (SELECT json_build_object('inTime', count(*) FILTER (WHERE punctuality <> 'late'), 'solved', count(*))
    FROM indicators_dossier WHERE agency_id = ANY ($1::uuid[]) AND intake_agency_id = $2 AND ended_at >= $4
      AND punctuality IN ('early', 'on_time', 'late')) AS month`

/** The figures on the wall of a centre's hall; for everybody. Refuses `queue.centre_not_found`. */
export async function getHallFigures(reader: Reader, slug: string): Promise<HallFiguresView> {
  const { centreId, name, ...hall } = await readHallNow(reader, slug)
  const tree = await agencyTree(reader)
  const today = localDate(hall.at.getTime())
  const beginOf = (date: string) => new Date(startOfLocalDay(epochDayOf(date)))
  const agencyIds: AgencyId[] = tree.all.map(({ id }) => id)
  const [row] = await query<Pick<HallFiguresView, 'receivedToday' | 'returnedToday' | 'month'>>(reader, COUNT, [
    agencyIds,
    centreId,
    beginOf(today),
    beginOf(`${today.slice(0, 7)}-01`),
  ])
  return {
    centre: { slug: hall.slug, name },
    at: hall.at,
    waiting: hall.waiting,
    meanWaitSeconds: hall.meanWaitSeconds,
    calls: hall.calls,
    receivedToday: row?.receivedToday ?? 0,
    returnedToday: row?.returnedToday ?? 0,
    month: row?.month ?? { inTime: 0, solved: 0 },
  }
}
