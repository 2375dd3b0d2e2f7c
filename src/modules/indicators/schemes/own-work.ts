import { epochDayOf, startOfLocalDay } from '../../../platform/civil-date.ts'
import { query, type Reader } from '../../../platform/db.ts'
import type { UserId } from '../../../platform/ids.ts'
import { findProcedureNames } from '../../catalogue/index.ts'
import { halfMonthsOf } from '../facts/half-month.ts'
import { WHOLE_AGENCY } from '../facts/rollup.ts'
import type { Period } from '../figures-reader.ts'
import type { OwnDossier } from './view-types.ts'

/** As many as the page shows; the points count all. */
const SHOWN_DOSSIERS = 200

/** From the newest back in each agency the officer worked in, as far as the page goes: not every dossier that ended there is looked at. */
const FOUND = `SELECT found.* FROM (
    SELECT DISTINCT agency_id FROM indicators_evaluation WHERE user_id = $1 AND user_id <> '${WHOLE_AGENCY}' AND half BETWEEN $2 AND $3
  ) AS place CROSS JOIN LATERAL (
    SELECT id, code, procedure_code AS "procedureCode", ended_at AS "endedAt", punctuality, supplements FROM indicators_dossier
    WHERE agency_id = place.agency_id AND ended_at >= $4 AND ended_at < $5 AND ending IN ('granted', 'declined')
      AND worked_by @> to_jsonb($1::text)
    ORDER BY ended_at DESC, id LIMIT ${SHOWN_DOSSIERS}
  ) AS found ORDER BY found."endedAt" DESC, found.id LIMIT ${SHOWN_DOSSIERS}`

/** The dossiers resolved in a period on which the officer worked, newest first: those behind indicators 1 and 3. */
export async function listOwnDossiers(reader: Reader, userId: UserId, { from, to }: Period): Promise<OwnDossier[]> {
  const halves = halfMonthsOf(from, to)
  const rows = await query<Omit<OwnDossier, 'procedureName'> & { procedureCode: string }>(reader, FOUND, [
    userId,
    halves?.first ?? 0,
    halves?.last ?? 0,
    new Date(startOfLocalDay(epochDayOf(from))),
    new Date(startOfLocalDay(epochDayOf(to) + 1)),
  ])
  const names = await findProcedureNames(
    reader,
    rows.map(({ procedureCode }) => procedureCode),
  )
  return rows.map(({ procedureCode, ...row }) => ({
    ...row,
    procedureName: names.get(procedureCode)?.vi ?? procedureCode,
  }))
}
