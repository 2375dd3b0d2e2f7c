import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { indicatorsRefusals } from '../errors.ts'
import { halfMonthsOf } from '../facts/half-month.ts'
import type { Period } from '../figures-reader.ts'
import { type StepTimes, sumTimes } from './step-times.ts'

interface StepRow {
  procedureCode: string
  step: string
  timeClass: number
  n: number
  minutes: number
}

export interface StepLine {
  procedureCode: string
  step: string
  times: StepTimes
}

/** Where working time goes: each step of each procedure in an agency and below it, visits that ended in the period. */
export async function readSteps(reader: Reader, agencyId: AgencyId, period: Period): Promise<StepLine[]> {
  const halves = halfMonthsOf(period.from, period.to)
  if (halves === null) throw indicatorsRefusals.period_not_whole()
  const rows = await readRows(reader, agencyId, [halves.first, halves.last])
  return linesOf(rows)
}

function readRows(reader: Reader, agencyId: AgencyId, [first, last]: [number, number]): Promise<StepRow[]> {
  return query<StepRow>(
    reader,
    `SELECT procedure_code AS "procedureCode", step, time_class AS "timeClass", sum(n)::bigint AS n, sum(minutes)::bigint AS minutes
     FROM indicators_step WHERE agency_id = $1 AND half BETWEEN $2 AND $3 GROUP BY 1, 2, 3`,
    [agencyId, first, last],
  )
}

function keyOf({ procedureCode, step }: { procedureCode: string; step: string }): string {
  return `${procedureCode} ${step}`
}

function linesOf(rows: readonly StepRow[]): StepLine[] {
  return [...Map.groupBy(rows, keyOf).values()].map((group) => ({
    procedureCode: group[0]?.procedureCode ?? '',
    step: group[0]?.step ?? '',
    times: sumTimes(group),
  }))
}
