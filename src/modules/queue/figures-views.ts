import { query } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { type Actor, agencyTree } from '../organisation/index.ts'
import { type Centre, getCentreById } from './centre-store.ts'
import { cardOf, nameOfLine } from './centre-views.ts'
import type { QueueContext } from './context.ts'
import { addDays } from './days.ts'
import { refusals } from './errors.ts'
import { centresToMeasure } from './policy.ts'
import type { FiguresView, Measure } from './schemas.ts'

export interface FiguresQuestion {
  /** The centre's address word; the first the actor oversees when left out. */
  centre: string | null
  /** Dates in Viet Nam, both included; the last 30 days when left out. */
  from: string | null
  to: string | null
}

const DAYS_SHOWN = 30
/** A longer span would make the figures slow. */
const MOST_DAYS = 400

/**
 * Waiting and service times of a centre by line and by hour of coming. For leaders, within what they oversee; to everybody else the
 * figures are not found (`queue.figures_not_found`).
 */
export async function getFigures(context: QueueContext, actor: Actor, asked: FiguresQuestion): Promise<FiguresView> {
  const view = await findFigures(context, actor, asked)
  if (view === null) throw refusals.figures_not_found()
  return view
}

/** The same; null for a place that has no queue, or whose figures the actor may not see. */
export async function findFigures(
  context: QueueContext,
  actor: Actor,
  asked: FiguresQuestion,
): Promise<FiguresView | null> {
  const { read } = context.db
  const tree = await agencyTree(read)
  const rows = await query<{ id: AgencyId }>(
    read,
    'SELECT centre_id AS id FROM queue_centre WHERE centre_id = ANY($1::uuid[])',
    [centresToMeasure(tree, actor)],
  )
  const own = rows.map((row) => row.id)
  const first = own.toSorted((one, other) => tree.lineOf(one).length - tree.lineOf(other).length)[0]
  if (first === undefined) return null
  const asks = asked.centre === null ? first : own.find((id) => tree.byId(id)?.slug === asked.centre)
  if (asks === undefined) return null
  const centre = await getCentreById(read, asks)
  const to = asked.to ?? centre.day
  const from = asked.from ?? addDays(to, 1 - DAYS_SHOWN)
  const bounded = from < addDays(to, -MOST_DAYS) ? addDays(to, -MOST_DAYS) : from
  const measures = await readMeasures(context, { centre, from: bounded, to })
  const named = (key: string) => centre.lines.find((line) => line.key === key)
  return {
    centre: cardOf(centre),
    choices: own
      .map((id) => ({ slug: tree.byId(id)?.slug ?? '', name: tree.byId(id)?.name ?? '' }))
      .sort((one, other) => one.name.localeCompare(other.name, 'vi')),
    from: bounded,
    to,
    goalMinutes: centre.rules.goalMinutes,
    total: measureOf(measures.find((row) => row.lineKey === null && row.hour === null)),
    lines: measures.flatMap((row) => {
      const line = row.hour === null && row.lineKey !== null ? named(row.lineKey) : undefined
      return line === undefined ? [] : [{ ...nameOfLine(line), ...measureOf(row) }]
    }),
    hours: measures.flatMap((row) =>
      row.lineKey === null && row.hour !== null ? [{ hour: row.hour, ...measureOf(row) }] : [],
    ),
    cells: measures.flatMap((row) => {
      const line = row.lineKey === null || row.hour === null ? undefined : named(row.lineKey)
      return line === undefined || row.hour === null ? [] : [{ ...nameOfLine(line), hour: row.hour, ...measureOf(row) }]
    }),
  }
}

type MeasureRow = Measure & { lineKey: string | null; hour: number | null }

/** One row for the whole, for each line, each hour, and each line in each hour. */
function readMeasures(
  { db }: QueueContext,
  { centre, from, to }: { centre: Centre; from: string; to: string },
): Promise<MeasureRow[]> {
  return query<MeasureRow>(
    db.read,
    `SELECT line_key AS "lineKey", hour, count(*)::int AS calls,
       (count(*) FILTER (WHERE wait_seconds <= $4 * 60))::int AS "inGoal",
       (count(*) FILTER (WHERE outcome = 'no_show'))::int AS "noShows",
       percentile_cont(0.5) WITHIN GROUP (ORDER BY wait_seconds) AS "waitMedian",
       percentile_cont(0.9) WITHIN GROUP (ORDER BY wait_seconds) AS "waitP90",
       count(service_seconds)::int AS served,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY service_seconds) AS "serviceMedian",
       percentile_cont(0.9) WITHIN GROUP (ORDER BY service_seconds) AS "serviceP90"
     FROM queue_visit_time
     WHERE centre_id = $1 AND called_at >= $2::date::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
       AND called_at < ($3::date + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
     GROUP BY GROUPING SETS ((), (line_key), (hour), (line_key, hour)) ORDER BY line_key, hour`,
    [centre.id, from, to, centre.rules.goalMinutes],
  )
}

const NOTHING: Measure = {
  calls: 0,
  inGoal: 0,
  noShows: 0,
  waitMedian: null,
  waitP90: null,
  served: 0,
  serviceMedian: null,
  serviceP90: null,
}

function measureOf(row: MeasureRow | undefined): Measure {
  if (row === undefined) return NOTHING
  const { calls, inGoal, noShows, waitMedian, waitP90, served, serviceMedian, serviceP90 } = row
  return { calls, inGoal, noShows, waitMedian, waitP90, served, serviceMedian, serviceP90 }
}
