import { query, type Reader, type Transaction } from '../db.ts'
import type { FileHash, UserId } from '../ids.ts'
import { type FileRecord, insertFiles } from './file-records.ts'

/** Records inspected files together with the account that sent them. */
export async function recordUploads(tx: Transaction, files: readonly FileRecord[], userId: UserId): Promise<void> {
  await insertFiles(tx, files)
  await query(
    tx,
    `INSERT INTO platform_file_sender (hash, user_id) SELECT DISTINCT unnest($1::text[]), $2::uuid ON CONFLICT DO NOTHING`,
    [files.map((file) => file.hash), userId],
  )
}

/** What is known of those of the files that this account sent in, by hash. */
export async function filesSentBy(
  reader: Pick<Reader, 'executeQuery'>,
  userId: UserId,
  hashes: readonly string[],
): Promise<Map<FileHash, FileRecord>> {
  if (hashes.length === 0) return new Map()
  const rows = await query<FileRecord>(
    reader,
    `SELECT f.hash, f.size, f.media_type AS "mediaType", f.page_count AS pages
     FROM platform_file_sender s JOIN platform_file f ON f.hash = s.hash WHERE s.user_id = $1 AND s.hash = any($2::text[])`,
    [userId, hashes],
  )
  return new Map(rows.map((row) => [row.hash, row]))
}
