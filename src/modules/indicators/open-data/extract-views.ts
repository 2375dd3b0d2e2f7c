import { query, type Reader } from '../../../platform/db.ts'
import type { FileHash } from '../../../platform/ids.ts'
import { ARCHIVE, MANIFEST } from './extract-format.ts'

export interface ExtractFile {
  name: string
  /** SHA-256: its checksum, and its name in the file store. */
  hash: FileHash
  /** Bytes. */
  size: number
}

/** A published extract: its files with the archive of all first, then the manifest. */
export interface ExtractLine {
  /** `2026-10`. */
  month: string
  dossiers: number
  figures: number
  publishedAt: Date
  files: ExtractFile[]
}

/** Every published extract, newest first. */
export async function listExtracts(reader: Reader): Promise<ExtractLine[]> {
  const rows = await query<ExtractLine>(
    reader,
    `SELECT to_char(e.month, 'YYYY-MM') AS month, e.dossiers, e.figures, e.published_at AS "publishedAt",
       json_agg(json_build_object('name', f.name, 'hash', f.hash, 'size', f.size) ORDER BY f.name) AS files
     FROM indicators_extract e JOIN indicators_extract_file f USING (month) GROUP BY e.month ORDER BY e.month DESC`,
  )
  return rows.map((row) => ({ ...row, files: row.files.toSorted((a, b) => rankOf(a) - rankOf(b)) }))
}

function rankOf({ name }: ExtractFile): number {
  return [ARCHIVE, MANIFEST].indexOf(name) === -1 ? 2 : [ARCHIVE, MANIFEST].indexOf(name)
}

/** A file of a published extract; undefined when there is none of that name. */
export async function findExtractFile(reader: Reader, month: string, name: string): Promise<ExtractFile | undefined> {
  const [row] = await query<ExtractFile>(
    reader,
    `SELECT name, hash, size FROM indicators_extract_file WHERE to_char(month, 'YYYY-MM') = $1 AND name = $2`,
    [month, name],
  )
  return row
}
