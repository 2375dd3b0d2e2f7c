import { query } from '../../platform/db.ts'
import type { Actor } from '../organisation/index.ts'
import type { DigitisationContext } from './context.ts'
import { SAME_LOOK_BITS } from './image/page-hash.ts'
import { seenAgencies } from './policy.ts'
import type { ScanRow } from './scan-store.ts'
import type { ScanDuplicate } from './view-types.ts'

const MOST_TOLD = 5

/**
 * Earlier scans of what seems to be the same paper, among those that the actor sees: told, never in the way. The same bytes are the same file; the
 * same kind and number on a page that looks the same are the same paper.
 */
export async function findDuplicates(
  { db }: DigitisationContext,
  actor: Actor,
  scan: ScanRow,
): Promise<ScanDuplicate[]> {
  const rows = await query<{ id: string; startedAt: Date; sameFile: boolean; sameLook: boolean }>(
    db.read,
    `WITH candidate AS (
       SELECT other.scan_id AS id FROM digitisation_source own JOIN digitisation_source other USING (file_hash)
       WHERE own.scan_id = $1
       UNION
       SELECT id FROM digitisation_scan WHERE number_index = $2)
     SELECT s.id, s.started_at AS "startedAt",
       EXISTS (SELECT FROM digitisation_source own JOIN digitisation_source other USING (file_hash)
         WHERE own.scan_id = $1 AND other.scan_id = s.id) AS "sameFile",
       EXISTS (SELECT FROM digitisation_page own JOIN digitisation_page other USING (number)
         WHERE own.scan_id = $1 AND other.scan_id = s.id AND bit_count(own.look # other.look) <= $5) AS "sameLook"
     FROM candidate JOIN digitisation_scan s USING (id)
     WHERE s.id < $1 AND s.agency_id = any($3::uuid[]) ORDER BY s.id DESC LIMIT $4`,
    [scan.id, scan.numberIndex, seenAgencies(actor), MOST_TOLD, SAME_LOOK_BITS],
  )
  return rows.map(({ id, startedAt, sameFile, sameLook }) => ({
    id,
    by: sameFile ? 'file' : sameLook ? 'paper' : 'number',
    startedAt: startedAt.getTime(),
  }))
}
