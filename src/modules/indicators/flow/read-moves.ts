import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { indicatorsRefusals } from '../errors.ts'
import { halfMonthsOf } from '../facts/half-month.ts'
import type { Move } from '../facts/move.ts'
import type { Period } from '../figures-reader.ts'

export type MoveCount = Move & { n: number }

/** How many dossiers of an agency and all below it went which way in a period; those most went first. */
export async function readMoves(
  reader: Reader,
  { agencyId, procedureCode, period }: { agencyId: AgencyId; procedureCode: string; period: Period },
): Promise<MoveCount[]> {
  const halves = halfMonthsOf(period.from, period.to)
  if (halves === null) throw indicatorsRefusals.period_not_whole()
  return query<MoveCount>(
    reader,
    `SELECT from_place AS "from", to_place AS "to", kind, sum(n)::bigint AS n FROM indicators_move
     WHERE agency_id = $1 AND procedure_code = $2 AND half BETWEEN $3 AND $4
     GROUP BY from_place, to_place, kind ORDER BY n DESC, from_place, to_place, kind`,
    [agencyId, procedureCode, halves.first, halves.last],
  )
}
