import { query, type Transaction } from '../../platform/db.ts'
import type { FileHash } from '../../platform/ids.ts'
import type { DigitisationContext } from './context.ts'

const AT_ONCE = 200
/** So long after the confirmation the pictures are kept: the clerk may want to look again at what they confirmed. */
const GRACE = '30 days'

/**
 * Clears the working pictures of scans whose PDF/A stands for the paper: confirmed a month ago, and that very file. The PDF/A holds the same
 * pictures. Returns how many scans.
 */
export async function clearImages({ db }: Pick<DigitisationContext, 'db'>, grace = GRACE): Promise<number> {
  return db.write(async (tx) => {
    const scans = await query<{ id: string }>(
      tx,
      `SELECT c.scan_id AS id FROM digitisation_confirmation c
       JOIN digitisation_output o ON o.scan_id = c.scan_id AND o.file_hash = c.file_hash
       WHERE c.confirmed_at < platform_now() - $1::interval
         AND EXISTS (SELECT FROM digitisation_page p WHERE p.scan_id = c.scan_id AND p.image_hash IS NOT NULL)
       ORDER BY c.confirmed_at LIMIT $2`,
      [grace, AT_ONCE],
    )
    await clearPictures(
      tx,
      scans.map(({ id }) => id),
    )
    return scans.length
  })
}

/** Takes the pictures of these scans' pages away; their contents go at the next `removeLeftovers`. */
export async function clearPictures(tx: Transaction, scanIds: readonly string[]): Promise<void> {
  await query(
    tx,
    `WITH pictured AS (
       SELECT p.scan_id, p.number, p.image_hash, s.file_hash FROM digitisation_page p
       JOIN digitisation_source s ON s.scan_id = p.scan_id AND s.position = p.source_position
       WHERE p.scan_id = any($1::uuid[]) AND p.image_hash IS NOT NULL FOR UPDATE OF p),
     left_over AS (
       INSERT INTO digitisation_leftover (file_hash, source_hash)
       SELECT DISTINCT ON (image_hash) image_hash, file_hash FROM pictured ON CONFLICT DO NOTHING)
     UPDATE digitisation_page p SET image_hash = NULL, image_cleared_at = platform_now() FROM pictured
     WHERE p.scan_id = pictured.scan_id AND p.number = pictured.number`,
    [scanIds],
  )
}

/**
 * Removes from the store what digitisation names no more and nobody sent in: first the content, then the note of it, so that a death between the
 * two is mended by the next run. The same bytes come again when the same file is read again: while it is, they are left alone.
 */
export async function removeLeftovers({ db, files }: Pick<DigitisationContext, 'db' | 'files'>): Promise<number> {
  const noted = await query<{ hash: FileHash }>(
    db.read,
    `SELECT l.file_hash AS hash FROM digitisation_leftover l
     WHERE NOT EXISTS (SELECT FROM digitisation_source o JOIN digitisation_scan s ON s.id = o.scan_id
       WHERE o.file_hash = l.source_hash AND s.state IN ('queued', 'reading'))
     ORDER BY l.since LIMIT $1`,
    [AT_ONCE],
  )
  let removed = 0
  for (const { hash } of noted) {
    if (!(await isNamed({ db }, hash))) {
      await files.remove(hash)
      removed++
    }
    await db.write((tx) => query(tx, 'DELETE FROM digitisation_leftover WHERE file_hash = $1', [hash]))
  }
  return removed
}

/** Whether anything still stands on this content: a page, a paper, a file that waits, or an account that sent the same. */
async function isNamed({ db }: Pick<DigitisationContext, 'db'>, hash: FileHash): Promise<boolean> {
  const [row] = await query<{ named: boolean }>(
    db.read,
    `SELECT EXISTS (SELECT FROM digitisation_page WHERE image_hash = $1)
       OR EXISTS (SELECT FROM digitisation_source WHERE file_hash = $1)
       OR EXISTS (SELECT FROM digitisation_output WHERE file_hash = $1)
       OR EXISTS (SELECT FROM digitisation_scanner_file WHERE file_hash = $1 AND state IN ('waiting', 'taken'))
       OR EXISTS (SELECT FROM platform_file_sender WHERE hash = $1) AS named`,
    [hash],
  )
  return row?.named ?? true
}
