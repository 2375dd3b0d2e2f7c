import { query, type Transaction } from '../../../platform/db.ts'
import type { AgencyId, DossierId, PersonId } from '../../../platform/ids.ts'
import type { PaperReader } from './paper-rows.ts'

/** A component of a dossier that nobody was asked for. */
export interface Reuse {
  dossierId: DossierId
  componentKey: string
  /** Null when a national registry answered instead of the store. */
  paperId: string | null
  personId: PersonId
  procedureCode: string
  /** The competent agency. */
  agencyId: AgencyId
  /** When the dossier's entry says so. */
  at: Date
}

/** Counts what was avoided: once a dossier and component, however often it is attached and however often it is told. */
export async function recordReuse(tx: Transaction, reuses: readonly Reuse[]): Promise<void> {
  if (reuses.length === 0) return
  await query(
    tx,
    `INSERT INTO vault_paper_reuse (dossier_id, component_key, paper_id, person_id, procedure_code, agency_id, reused_at)
     SELECT DISTINCT ON (1, 2) * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::uuid[],
       $7::timestamptz[]) AS n(dossier_id, component_key, paper_id, person_id, procedure_code, agency_id, at) ORDER BY 1, 2, at
     ON CONFLICT DO NOTHING`,
    [
      reuses.map((reuse) => reuse.dossierId),
      reuses.map((reuse) => reuse.componentKey),
      reuses.map((reuse) => reuse.paperId),
      reuses.map((reuse) => reuse.personId),
      reuses.map((reuse) => reuse.procedureCode),
      reuses.map((reuse) => reuse.agencyId),
      reuses.map((reuse) => reuse.at.toISOString()),
    ],
  )
}

/** Where a paper that was not asked for came from. */
export type ReuseKind = 'vault' | 'registry'

export interface ReuseCount {
  /** `YYYY-MM-DD`, Viet Nam. */
  day: string
  agencyId: AgencyId
  kind: ReuseKind
  count: number
}

/** What was not asked for in a month (`YYYY-MM`, Viet Nam), by day, competent agency and kind; the newest day first. */
export function countReuse(reader: PaperReader, month: string): Promise<ReuseCount[]> {
  return query(
    reader,
    `SELECT to_char(reused_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') AS day, agency_id AS "agencyId",
       CASE WHEN paper_id IS NULL THEN 'registry' ELSE 'vault' END AS kind, count(*) AS count FROM vault_paper_reuse
     WHERE reused_at >= ($1 || '-01')::date::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
       AND reused_at < (($1 || '-01')::date + interval '1 month') AT TIME ZONE 'Asia/Ho_Chi_Minh'
     GROUP BY 1, 2, 3 ORDER BY 1 DESC, 4 DESC, 2, 3`,
    [month],
  )
}

/** How many papers this person did not have to hand in again. */
export async function countOwnReuse(reader: PaperReader, personId: PersonId): Promise<number> {
  const [row] = await query<{ count: number }>(
    reader,
    'SELECT count(*) AS count FROM vault_paper_reuse WHERE person_id = $1',
    [personId],
  )
  return row?.count ?? 0
}
