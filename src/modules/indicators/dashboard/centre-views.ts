import { addMonths, epochDayOf, type IsoDate, startOfLocalDay } from '../../../platform/civil-date.ts'
import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { countRatings } from '../../feedback/index.ts'
import type { Actor } from '../../organisation/index.ts'
import { flowConditions } from '../facts/fact-conditions.ts'
import type { Measure } from '../facts/measure.ts'
import { figureScope, isCentre } from '../figure-scope.ts'
import { periodOf, type SolvingQuestion, todayOf } from '../figure-views.ts'
import type { Period } from '../figures-reader.ts'
import { OVERDUE } from '../overdue-now.ts'
import { periodsUpTo } from '../reporting-period.ts'
import type { CentreCounts, CentreMonth, CentreStanding, CentreView } from '../view-types.ts'

const MONTHS = 12

/**
 * How a one-stop centre works, at a look: what it took in by which way, what it made digital, gave back, and what lies there. Null for an
 * agency that is no centre. Refuses `indicators.figures_not_found`.
 */
export async function findCentreView(reader: Reader, actor: Actor, asked: SolvingQuestion): Promise<CentreView | null> {
  const { tree, agency, choices } = await figureScope(reader, actor, asked.agencyId)
  const whole = tree.byId(agency.id)
  if (whole === undefined || !isCentre(whole)) return null
  const today = await todayOf(reader)
  const periods = periodsUpTo(today)
  const period = periodOf(asked.period, periods)
  const centres = tree.within(agency.id).map(({ id }) => id)
  const [counts, months, standing, ratings] = await Promise.all([
    readCounts(reader, centres, period),
    readCentreMonths(reader, centres, period.to < today ? period.to : today),
    readStanding(reader, centres),
    countRatings(reader, { takenInBy: centres }, period),
  ])
  return {
    agency,
    slug: whole.slug,
    choices,
    period,
    periods,
    current: periodOf(null, periods),
    counts,
    months,
    standing,
    ratings,
  }
}

const counted = [
  'received_online',
  'received_counter',
  'received_post',
  'fee_dossiers',
  'fee_dossiers_online',
  'electronic_results',
  'resolved_early',
  'resolved_on_time',
  'resolved_late',
  'resolved_undated',
  'returned_counter',
  'returned_post',
  'returned_online',
] as const satisfies readonly Measure[]

/** A measure as its list of dossiers has it, so that the count and the list cannot differ. */
function within(measure: Measure): string {
  const condition = flowConditions[measure]
  return condition === undefined ? 'false' : `${condition.at} >= $2 AND ${condition.at} < $3 AND ${condition.also}`
}

const ALL_KEYS = '(SELECT count(DISTINCT key) FROM jsonb_array_elements_text(paper_keys || file_keys) AS key)'
const RECEIVED = 'accepted_at >= $2 AND accepted_at < $3'

/** Dossiers that any of the counts may hold, each found by an index of its own. */
const FOUND = ['accepted_at', 'ended_at', 'returned_at', 'duty_at', 'paid_online_at']
  .map(
    (at) =>
      `SELECT id FROM indicators_dossier WHERE intake_agency_id = ANY ($1::uuid[]) AND ${at} >= $2 AND ${at} < $3`,
  )
  .join(' UNION ')

async function readCounts(reader: Reader, centres: readonly AgencyId[], { from, to }: Period): Promise<CentreCounts> {
  const sums = counted.map((name) => `(count(*) FILTER (WHERE ${within(name)}))::int AS ${name}`).join(', ')
  const [row] = await query<CentreCounts>(
    reader,
    `SELECT ${sums},
       coalesce(sum(${ALL_KEYS}) FILTER (WHERE ${RECEIVED}), 0)::int AS components,
       coalesce(sum(jsonb_array_length(file_keys)) FILTER (WHERE ${RECEIVED}), 0)::int AS components_digital,
       coalesce(sum(jsonb_array_length(reused_keys)) FILTER (WHERE ${RECEIVED}), 0)::int AS components_reused
     FROM indicators_dossier WHERE id IN (${FOUND})`,
    [centres, new Date(startOfLocalDay(epochDayOf(from))), new Date(startOfLocalDay(epochDayOf(to) + 1))],
  )
  if (row === undefined) throw new Error('a count without a row')
  return row
}

/** What lies at the centre at this moment, of the dossiers it took in. */
async function readStanding(reader: Reader, centres: readonly AgencyId[]): Promise<CentreStanding> {
  const [row] = await query<CentreStanding>(
    reader,
    `SELECT (count(*) FILTER (WHERE standing IN ('to_receive', 'to_receive_waiting')))::int AS to_receive,
       (count(*) FILTER (WHERE standing IN ('running', 'waiting_applicant', 'waiting_payment', 'suspended')))::int AS open,
       (count(*) FILTER (WHERE ${OVERDUE}))::int AS overdue,
       (count(*) FILTER (WHERE standing = 'to_return'))::int AS to_return
     FROM indicators_dossier d WHERE intake_agency_id = ANY ($1::uuid[]) AND standing <> 'ended'`,
    [centres],
  )
  return row ?? { to_receive: 0, open: 0, overdue: 0, to_return: 0 }
}

/** The last twelve months up to the one of a day: taken in by way, and given back. */
async function readCentreMonths(reader: Reader, centres: readonly AgencyId[], upTo: IsoDate): Promise<CentreMonth[]> {
  const first = `${upTo.slice(0, 7)}-01`
  const names = Array.from({ length: MONTHS }, (_, back) => addMonths(first, back + 1 - MONTHS).slice(0, 7))
  const rows = await query<{ month: string; way: keyof Omit<CentreMonth, 'month'>; n: number }>(
    reader,
    `SELECT to_char(at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM') AS month, way, count(*)::int AS n FROM (
       SELECT accepted_at AS at, channel AS way FROM indicators_dossier
       WHERE intake_agency_id = ANY ($1::uuid[]) AND accepted_at >= $2 AND accepted_at < $3
       UNION ALL SELECT returned_at, 'returned' FROM indicators_dossier
       WHERE intake_agency_id = ANY ($1::uuid[]) AND returned_at >= $2 AND returned_at < $3) AS acts GROUP BY 1, 2`,
    [centres, ...[`${names[0]}-01`, addMonths(first, 1)].map((day) => new Date(startOfLocalDay(epochDayOf(day))))],
  )
  const found = new Map(rows.map(({ month, way, n }) => [`${month} ${way}`, n]))
  return names.map((month) => {
    const of = (way: string) => found.get(`${month} ${way}`) ?? 0
    return { month, online: of('online'), counter: of('counter'), post: of('post'), returned: of('returned') }
  })
}
