import { query, type Transaction } from '../../../platform/db.ts'
import type { AgencyId, DossierId, PersonId } from '../../../platform/ids.ts'
import type { PaperReader } from './paper-rows.ts'

/** A component of a dossier that nobody was asked for. */
export interface Reuse {
  dossierId: DossierId
  componentKey: string
  paperId: string | null
  personId: PersonId
  procedureCode: string
  /** The competent agency. */
  agencyId: AgencyId
}

/** Counts what was avoided: once a dossier and component, however often it is attached. */
export async function recordReuse(tx: Transaction, reuses: readonly Reuse[]): Promise<void> {
  if (reuses.length === 0) return
  await query(
    tx,
    `INSERT INTO vault_paper_reuse (dossier_id, component_key, paper_id, person_id, procedure_code, agency_id)
     SELECT DISTINCT ON (1, 2) * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::uuid[])
     ON CONFLICT DO NOTHING`,
    [
      reuses.map((reuse) => reuse.dossierId),
      reuses.map((reuse) => reuse.componentKey),
      reuses.map((reuse) => reuse.paperId),
      reuses.map((reuse) => reuse.personId),
      reuses.map((reuse) => reuse.procedureCode),
      reuses.map((reuse) => reuse.agencyId),
    ],
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
