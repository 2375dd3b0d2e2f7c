import { query, type Reader } from '../../platform/db.ts'
import type { DossierId } from '../../platform/ids.ts'
import type { DossierState } from './dossier.ts'

/** A dossier by its id or the code on its receipt, for other modules; undefined for none. Who may know of it, the caller decides. */
export async function findDossier(
  reader: Pick<Reader, 'executeQuery'>,
  by: { id: DossierId } | { code: string },
): Promise<DossierState | undefined> {
  const [sql, value] = 'id' in by ? (['id = $1', by.id] as const) : (['code = $1', by.code] as const)
  const [row] = await query<{ state: DossierState }>(reader, `SELECT state FROM casework_dossier WHERE ${sql}`, [value])
  return row?.state
}
