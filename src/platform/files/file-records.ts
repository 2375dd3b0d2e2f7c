import { query, type Reader, type Transaction } from '../db.ts'
import type { FileHash } from '../ids.ts'
import type { MediaType } from './file-types.ts'

/** What is known of a file's content, whoever handed it in. */
export interface FileRecord {
  hash: FileHash
  size: number
  mediaType: MediaType
  /** Null for what has no fixed pages. */
  pages: number | null
}

/** Records inspected files in one statement; those recorded before stay as they are. */
export async function insertFiles(tx: Transaction, files: readonly FileRecord[]): Promise<void> {
  if (files.length === 0) return
  await query(
    tx,
    `INSERT INTO platform_file (hash, size, media_type, page_count)
     SELECT DISTINCT ON (1) * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::int[]) ORDER BY 1
     ON CONFLICT (hash) DO NOTHING`,
    [
      files.map((file) => file.hash),
      files.map((file) => file.size),
      files.map((file) => file.mediaType),
      files.map((file) => file.pages),
    ],
  )
}

/** Records by hash; an unknown hash is not in the map. */
export async function readFiles(reader: Reader, hashes: readonly FileHash[]): Promise<Map<FileHash, FileRecord>> {
  const rows = await query<FileRecord>(
    reader,
    `SELECT hash, size, media_type AS "mediaType", page_count AS pages FROM platform_file WHERE hash = any($1::text[])`,
    [[...new Set(hashes)]],
  )
  return new Map(rows.map((row) => [row.hash, row]))
}
