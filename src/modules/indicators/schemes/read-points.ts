import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId, UserId } from '../../../platform/ids.ts'
import { agencyTree } from '../../organisation/index.ts'
import { indicatorsRefusals } from '../errors.ts'
import { evaluationItems } from '../facts/book-evaluation.ts'
import { declaredMeasures } from '../facts/declared-events.ts'
import { halfMonthsOf } from '../facts/half-month.ts'
import { WHOLE_AGENCY } from '../facts/rollup.ts'
import type { Period } from '../figures-reader.ts'
import type { ValueOf } from './expression.ts'
import { pointWords } from './scheme-measures.ts'

interface ItemRow {
  item: number
  cases: number
  points: number
}

const SUMS = 'item, sum(cases)::bigint AS cases, sum(points)::bigint AS points'
const OF_OFFICERS = `user_id <> '${WHOLE_AGENCY}'`

/** Points by circular 01/2018/TT-VPCP of an agency as a whole. */
export async function readAgencyPoints(reader: Reader, agencyId: AgencyId, period: Period): Promise<ValueOf> {
  const rows = await query<ItemRow>(
    reader,
    `SELECT ${SUMS} FROM indicators_evaluation
     WHERE agency_id = $1 AND user_id = $2 AND half BETWEEN $3 AND $4 GROUP BY item`,
    [agencyId, WHOLE_AGENCY, ...halvesOf(period)],
  )
  return valuesOf(rows, await isAttitudeKnown(reader, period))
}

/** Of an officer, wherever they worked. */
export async function readOfficerPoints(reader: Reader, userId: UserId, period: Period): Promise<ValueOf> {
  const rows = await query<ItemRow>(
    reader,
    `SELECT ${SUMS} FROM indicators_evaluation
     WHERE user_id = $1 AND ${OF_OFFICERS} AND half BETWEEN $2 AND $3 GROUP BY item`,
    [userId, ...halvesOf(period)],
  )
  return valuesOf(rows, await isAttitudeKnown(reader, period))
}

/** Of everybody who worked on dossiers of these agencies, by account. */
export async function readPointsByOfficer(
  reader: Reader,
  agencyIds: readonly AgencyId[],
  period: Period,
): Promise<Map<string, ValueOf>> {
  const rows = await query<ItemRow & { key: string }>(
    reader,
    `SELECT user_id::text AS key, ${SUMS} FROM indicators_evaluation
     WHERE agency_id = ANY ($1::uuid[]) AND ${OF_OFFICERS} AND half BETWEEN $2 AND $3 GROUP BY user_id, item`,
    [agencyIds, ...halvesOf(period)],
  )
  return byKey(rows, await isAttitudeKnown(reader, period))
}

/** Of an agency as a whole, by procedure. */
export async function readPointsByProcedure(
  reader: Reader,
  agencyId: AgencyId,
  period: Period,
): Promise<Map<string, ValueOf>> {
  const rows = await query<ItemRow & { key: string }>(
    reader,
    `SELECT procedure_code AS key, ${SUMS} FROM indicators_evaluation
     WHERE agency_id = $1 AND user_id = $2 AND half BETWEEN $3 AND $4 GROUP BY procedure_code, item`,
    [agencyId, WHOLE_AGENCY, ...halvesOf(period)],
  )
  return byKey(rows, await isAttitudeKnown(reader, period))
}

/** Whether any complaint about attitude was judged by the end of a period, anywhere: before that nothing is known of indicator 7. */
async function isAttitudeKnown(reader: Reader, { to }: Period): Promise<boolean> {
  const province = (await agencyTree(reader)).all.find(({ parentId }) => parentId === null)
  const [row] = await query(
    reader,
    'SELECT 1 FROM indicators_day WHERE agency_id = $1 AND measure = $2 AND day <= $3 LIMIT 1',
    [province?.id, declaredMeasures.attitude_judged, to],
  )
  return row !== undefined
}

function byKey(rows: readonly (ItemRow & { key: string })[], knowsAttitude: boolean): Map<string, ValueOf> {
  return new Map([...Map.groupBy(rows, ({ key }) => key)].map(([key, own]) => [key, valuesOf(own, knowsAttitude)]))
}

function valuesOf(rows: readonly ItemRow[], knowsAttitude: boolean): ValueOf {
  const found = new Map(rows.map((row) => [row.item, row]))
  const values = new Map<string, number>(
    Object.entries(pointWords).map(([word, { item, sum }]) => [word, found.get(evaluationItems[item])?.[sum] ?? 0]),
  )
  if (!knowsAttitude) values.delete('attitude_lost')
  return (word) => values.get(word) ?? null
}

/** Refuses `indicators.period_not_whole`. */
export function halvesOf({ from, to }: Period): [number, number] {
  const halves = halfMonthsOf(from, to)
  if (halves === null) throw indicatorsRefusals.period_not_whole()
  return [halves.first, halves.last]
}
