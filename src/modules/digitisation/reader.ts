import { query, type Reader } from '../../platform/db.ts'
import type { DossierId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'
import { searchWords } from './fields/search-words.ts'
import { wordIndex } from './scan-seal.ts'

/**
 * Dossiers with a digitised paper on which every word of the text was read, the newest first. Whoever asks shows only those that the asking
 * person may see.
 */
export async function findDossiersByText(
  reader: Pick<Reader, 'executeQuery'>,
  keys: Keyring,
  text: string,
  most = 200,
): Promise<DossierId[]> {
  const words = searchWords(text).map((word) => wordIndex(keys, word))
  if (words.length === 0) return []
  const rows = await query<{ id: DossierId }>(
    reader,
    `SELECT dossier_id AS id FROM digitisation_scan WHERE words @> $1::bytea[] AND dossier_id IS NOT NULL
     GROUP BY dossier_id ORDER BY max(id::text) DESC LIMIT $2`,
    [words, most],
  )
  return rows.map((row) => row.id)
}
