import { dateOfEpochDay, localDay } from '../../platform/civil-date.ts'
import { query } from '../../platform/db.ts'
import type { IndicatorsContext } from './context.ts'
import { measures, stockMeasures } from './facts/measure.ts'
import { followLedger } from './follow-ledger.ts'

const TAKE = `INSERT INTO indicators_snapshot (agency_id, measure, day, n)
  SELECT agency_id, measure, $1::date, sum(n) FROM indicators_day
  WHERE measure = ANY ($2::int2[]) AND day <= $1::date
  GROUP BY agency_id, measure HAVING sum(n) <> 0
  ON CONFLICT DO NOTHING RETURNING 1`

/**
 * Keeps the stocks at the end of yesterday as they are known now, once and for good; first what the ledger still holds back is counted.
 * Safe to run twice. Gives how many rows were kept.
 */
export async function takeSnapshots(context: IndicatorsContext): Promise<number> {
  await followLedger(context)
  const { db } = context.casework
  const [row] = await query<{ now: Date }>(db.read, 'SELECT platform_now() AS now')
  const day = dateOfEpochDay(localDay(row?.now.getTime() ?? 0) - 1)
  const numbers = stockMeasures.map((name) => measures[name].number)
  const taken = await db.write((tx) => query(tx, TAKE, [day, numbers]))
  return taken.length
}
