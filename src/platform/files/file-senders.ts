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

/** Those of the hashes that this account sent in. */
export async function filesSentBy(
  reader: Pick<Reader, 'executeQuery'>,
  userId: UserId,
  hashes: readonly string[],
): Promise<Set<FileHash>> {
  if (hashes.length === 0) return new Set()
  const rows = await query<{ hash: FileHash }>(
    reader,
    'SELECT hash FROM platform_file_sender WHERE user_id = $1 AND hash = any($2::text[])',
    [userId, hashes],
  )
  return new Set(rows.map((row) => row.hash))
}
