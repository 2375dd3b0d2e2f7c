import { dateOfEpochDay, type IsoDate, isoWeekday, localDay, startOfLocalDay } from '../../../platform/civil-date.ts'
import { query, type Reader, type Transaction } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { type AgencyTree, agencyTree } from '../../organisation/index.ts'
import type { IndicatorsContext } from '../context.ts'
import { followLedger } from '../follow-ledger.ts'
import { ALERT_RULE, findSlowdown, judgeAlert, type WeekOfVisits } from './slowdown.ts'

const WEEKS = ALERT_RULE.weeksNow + ALERT_RULE.weeksBefore

interface Watched {
  agencyId: AgencyId
  procedureCode: string
  step: string
  weeks: WeekOfVisits[]
}

interface OpenAlert {
  id: string
  agencyId: AgencyId
  procedureCode: string
  step: string
  since: IsoDate
  minutesBefore: number
}

/**
 * Looks at the working time of every step of the province and of each agency just below it, keeps what has slowed down and ends what is
 * over. An alert that stands is held against the median it was first seen with, so that it does not come and go. Safe to run again.
 * Gives how many alerts are new.
 */
export async function watchSteps(context: IndicatorsContext): Promise<number> {
  await followLedger(context)
  const { db } = context.casework
  const [row] = await query<{ now: Date }>(db.read, 'SELECT platform_now() AS now')
  const today = localDay(row?.now.getTime() ?? 0)
  const tree = await agencyTree(db.read)
  let found = 0
  for (const { id } of watchedUnits(tree)) {
    const watched = await readWeeks(db.read, { agencyId: id, agencyIds: tree.within(id).map((one) => one.id), today })
    found += await db.write((tx) => keepAlerts(tx, id, { watched, today: dateOfEpochDay(today) }))
  }
  return found
}

function watchedUnits(tree: AgencyTree) {
  return tree.all.filter(({ id }) => tree.lineOf(id).length <= 2)
}

function mondayOf(day: number): number {
  return day + 1 - isoWeekday(day)
}

async function readWeeks(
  reader: Reader,
  { agencyId, agencyIds, today }: { agencyId: AgencyId; agencyIds: readonly AgencyId[]; today: number },
): Promise<Watched[]> {
  const first = mondayOf(today) - (WEEKS - 1) * 7
  const rows = await query<{ procedureCode: string; step: string; week: IsoDate; minutes: number[] }>(
    reader,
    `SELECT d.procedure_code AS "procedureCode", a.step,
       date_trunc('week', a.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS week, array_agg(a.minutes) AS minutes
     FROM indicators_act a JOIN indicators_dossier d ON d.id = a.dossier_id
     WHERE a.kind IN ('step', 'resolved') AND a.agency_id = ANY ($1::uuid[]) AND a.at >= $2 AND a.step IS NOT NULL
     GROUP BY 1, 2, 3`,
    [agencyIds, new Date(startOfLocalDay(first))],
  )
  const names = Array.from({ length: WEEKS }, (_, at) => dateOfEpochDay(first + at * 7))
  return [...Map.groupBy(rows, ({ procedureCode, step }) => `${procedureCode} ${step}`).values()].map((group) => {
    const byWeek = new Map(group.map(({ week, minutes }) => [week, minutes]))
    const { procedureCode = '', step = '' } = group[0] ?? {}
    return { agencyId, procedureCode, step, weeks: names.map((week) => ({ week, minutes: byWeek.get(week) ?? [] })) }
  })
}

const OPEN = `SELECT id, agency_id AS "agencyId", procedure_code AS "procedureCode", step, since,
    minutes_before AS "minutesBefore" FROM indicators_alert WHERE agency_id = $1 AND resolved_on IS NULL FOR UPDATE`

const keyOf = ({ procedureCode, step }: Pick<Watched, 'procedureCode' | 'step'>) => `${procedureCode} ${step}`

async function keepAlerts(
  tx: Transaction,
  agencyId: AgencyId,
  { watched, today }: { watched: readonly Watched[]; today: IsoDate },
): Promise<number> {
  const open = await query<OpenAlert>(tx, OPEN, [agencyId])
  const standing = new Set(open.map(keyOf))
  const weeksOf = new Map(watched.map((one) => [keyOf(one), one.weeks]))
  for (const alert of open) await judge(tx, alert, { weeks: weeksOf.get(keyOf(alert)) ?? [], today })
  let added = 0
  for (const one of watched) {
    const slow = standing.has(keyOf(one)) ? null : findSlowdown(one.weeks)
    if (slow === null) continue
    const rows = await query(
      tx,
      `INSERT INTO indicators_alert (agency_id, procedure_code, step, since, minutes_before, visits_before, minutes_now,
         visits_now, first_seen_on, last_seen_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) ON CONFLICT DO NOTHING RETURNING 1`,
      [
        one.agencyId,
        one.procedureCode,
        one.step,
        slow.since,
        slow.minutesBefore,
        slow.visitsBefore,
        slow.minutesNow,
        slow.visitsNow,
        today,
      ],
    )
    added += rows.length
  }
  return added
}

/** `visits_now` counts as far back as is looked. */
async function judge(
  tx: Transaction,
  alert: OpenAlert,
  { weeks, today }: { weeks: readonly WeekOfVisits[]; today: IsoDate },
): Promise<void> {
  const { minutesNow, visitsNow, over } = judgeAlert(alert, weeks)
  await query(
    tx,
    `UPDATE indicators_alert SET last_seen_on = greatest(last_seen_on, $2::date), minutes_now = coalesce($3, minutes_now),
       visits_now = greatest($4, 1), resolved_as = $5,
       resolved_on = CASE WHEN $5::text IS NULL THEN NULL ELSE greatest(last_seen_on, $2::date) END
     WHERE id = $1`,
    [alert.id, today, minutesNow, visitsNow, over],
  )
}
