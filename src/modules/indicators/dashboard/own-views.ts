import { epochDayOf, startOfLocalDay } from '../../../platform/civil-date.ts'
import { query, type Reader } from '../../../platform/db.ts'
import type { UserId } from '../../../platform/ids.ts'
import { type Actor, agencyTree } from '../../organisation/index.ts'
import { indicatorsRefusals } from '../errors.ts'
import { type Punctuality, punctualities } from '../facts/fact.ts'
import { periodOf, todayOf } from '../figure-views.ts'
import type { Period } from '../figures-reader.ts'
import { periodsUpTo } from '../reporting-period.ts'
import type { OwnDossierLine, OwnStep, OwnWorkView } from '../view-types.ts'
import { namesOf } from './dashboard-views.ts'
import { readSteps } from './read-steps.ts'
import { quantile } from './step-times.ts'

export interface OwnWorkQuestion {
  /** See `parsePeriod`; null: the month that runs. */
  period: string | null
  /** Only the dossiers resolved so, or those of one step of a procedure; null: all that were resolved. */
  shown: { punctuality: Punctuality } | { procedureCode: string; step: string } | null
}

/**
 * What an officer did in a period, beside the province's median for the same step. Only the officer's own work: whose it is comes from who
 * asks and from nothing in the question. Refuses `indicators.figures_not_found` for who is no officer.
 */
export async function getOwnWork(reader: Reader, actor: Actor, asked: OwnWorkQuestion): Promise<OwnWorkView> {
  if (actor.kind !== 'officer') throw indicatorsRefusals.figures_not_found()
  const periods = periodsUpTo(await todayOf(reader))
  const period = periodOf(asked.period, periods)
  const { userId } = actor
  const [resolved, steps, dossiers] = await Promise.all([
    readResolved(reader, userId, period),
    readOwnSteps(reader, userId, period),
    listDossiers(reader, { userId, period, shown: asked.shown }),
  ])
  return { period, periods, resolved, steps, dossiers }
}

function spanOf({ from, to }: Period): [Date, Date] {
  return [new Date(startOfLocalDay(epochDayOf(from))), new Date(startOfLocalDay(epochDayOf(to) + 1))]
}

/** In agencies where the officer has points by circular 01/2018: whoever worked on what was resolved has some there. */
const RESOLVED = `agency_id IN (SELECT agency_id FROM indicators_evaluation WHERE user_id = $1) AND worked_by @> to_jsonb($1::uuid::text) AND ended_at >= $2 AND ended_at < $3 AND ending IN ('granted', 'declined')`

async function readResolved(reader: Reader, userId: UserId, period: Period): Promise<Record<Punctuality, number>> {
  const rows = await query<{ punctuality: Punctuality; n: number }>(
    reader,
    `SELECT coalesce(punctuality, 'undated') AS punctuality, count(*)::int AS n FROM indicators_dossier
     WHERE ${RESOLVED} GROUP BY 1`,
    [userId, ...spanOf(period)],
  )
  const found = new Map(rows.map(({ punctuality, n }) => [punctuality, n]))
  return Object.fromEntries(punctualities.map((one) => [one, found.get(one) ?? 0])) as Record<Punctuality, number>
}

const STEPS = `FROM indicators_act a JOIN indicators_dossier d ON d.id = a.dossier_id
  WHERE a.kind = 'step' AND a.user_id = $1 AND a.at >= $2 AND a.at < $3`

async function readOwnSteps(reader: Reader, userId: UserId, period: Period): Promise<OwnStep[]> {
  const rows = await query<{ procedureCode: string; step: string; visits: number; median: number }>(
    reader,
    `SELECT d.procedure_code AS "procedureCode", a.step, count(*)::int AS visits,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY a.minutes) AS median
     ${STEPS} AND a.step IS NOT NULL GROUP BY 1, 2 ORDER BY visits DESC, 1, 2 LIMIT 40`,
    [userId, ...spanOf(period)],
  )
  if (rows.length === 0) return []
  const root = (await agencyTree(reader)).all.find(({ parentId }) => parentId === null)
  const all = root === undefined ? [] : await readSteps(reader, root.id, period)
  const times = new Map(all.map((line) => [`${line.procedureCode} ${line.step}`, line.times]))
  const named = await namesOf(reader, rows)
  return rows.map((row) => {
    const province = times.get(`${row.procedureCode} ${row.step}`)
    return {
      ...row,
      ...named(row),
      provinceMedian: province === undefined ? null : quantile(province, 0.5),
      provinceVisits: province?.visits ?? 0,
    }
  })
}

const MOST_SHOWN = 200

async function listDossiers(
  reader: Reader,
  { userId, period, shown }: { userId: UserId; period: Period } & Pick<OwnWorkQuestion, 'shown'>,
): Promise<OwnDossierLine[]> {
  const ofStep = shown !== null && 'step' in shown ? shown : null
  const condition =
    ofStep === null
      ? `${RESOLVED} AND ($4::text IS NULL OR coalesce(punctuality, 'undated') = $4) AND $5::text IS NULL`
      : `id IN (SELECT a.dossier_id ${STEPS} AND d.procedure_code = $4 AND a.step = $5)`
  const rows = await query<Omit<OwnDossierLine, 'procedureName'> & { procedureCode: string }>(
    reader,
    `SELECT id, code, procedure_code AS "procedureCode", coalesce(held_due_at, due_at) AS "dueAt", ended_at AS "endedAt", punctuality
     FROM indicators_dossier WHERE ${condition} ORDER BY ended_at DESC NULLS FIRST, id LIMIT ${MOST_SHOWN}`,
    [
      userId,
      ...spanOf(period),
      ofStep?.procedureCode ?? (shown !== null && 'punctuality' in shown ? shown.punctuality : null),
      ofStep?.step ?? null,
    ],
  )
  const named = await namesOf(
    reader,
    rows.map(({ procedureCode }) => ({ procedureCode, step: '' })),
  )
  return rows.map(({ procedureCode, ...row }) => ({
    ...row,
    procedureName: named({ procedureCode, step: '' }).procedureName,
  }))
}
