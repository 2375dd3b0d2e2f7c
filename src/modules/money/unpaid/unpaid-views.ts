import { query } from '../../../platform/db.ts'
import type { AgencyId, DossierId, OfficerId } from '../../../platform/ids.ts'
import { readTexts, type ValueRef } from '../../vault/index.ts'
import type { MoneyContext } from '../context.ts'

/** A result handed over unpaid that the head has not looked at, or has sent back to be collected. */
export interface UnpaidLine {
  dossierId: DossierId
  version: number
  dossierCode: string | null
  state: 'open' | 'collect'
  /** Whole đồng due at the hand-over, and now. */
  amount: number
  stillDue: number
  returnedBy: OfficerId | null
  returnedByName: string | null
  returnedAt: Date
  decidedByName: string | null
  /** Null when the person was erased, or nothing was written. */
  groundText: string | null
  noteText: string | null
}

/** Those not looked at, then those to be collected that are not paid yet; the longest first. The caller has been shown the agency. */
export async function listUnpaid(context: MoneyContext, agencyId: AgencyId): Promise<UnpaidLine[]> {
  const { db, keys } = context.casework
  type Row = Omit<UnpaidLine, 'groundText' | 'noteText'> & { ground: ValueRef; note: ValueRef | null }
  const rows = await query<Row>(
    db.read,
    `SELECT * FROM (
       SELECT u.dossier_id AS "dossierId", u.version, d.code AS "dossierCode", u.state, u.amount, u.returned_by AS "returnedBy",
         h.display_name AS "returnedByName", u.returned_at AS "returnedAt", o.display_name AS "decidedByName", u.ground, u.note,
         (SELECT coalesce(sum(c.amount), 0)::bigint FROM money_charge c WHERE c.dossier_id = u.dossier_id AND c.state = 'due') AS "stillDue"
       FROM money_unpaid_return u JOIN casework_dossier d ON d.id = u.dossier_id
       LEFT JOIN organisation_officer h ON h.id = u.returned_by LEFT JOIN organisation_officer o ON o.id = u.decided_by
       WHERE u.agency_id = $1 AND u.state IN ('open', 'collect')) AS line
     WHERE line.state = 'open' OR line."stillDue" > 0
     ORDER BY line.state DESC, line."returnedAt" LIMIT 200`,
    [agencyId],
  )
  const refs = rows.flatMap(({ ground, note }) => [ground, ...(note === null ? [] : [note])])
  const texts = await readTexts(
    db.read,
    keys,
    refs.map((ref) => ref.valueId),
  )
  return rows.map(({ ground, note, ...row }) => ({
    ...row,
    groundText: texts.get(ground.valueId) ?? null,
    noteText: note === null ? null : (texts.get(note.valueId) ?? null),
  }))
}
