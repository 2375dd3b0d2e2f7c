import { query, type Transaction } from '../../platform/db.ts'
import type { PersonId } from '../../platform/ids.ts'
import { clearPictures } from './clean-up.ts'
import type { DigitisationContext } from './context.ts'

const AT_ONCE = 100

/**
 * Finds the persons whose key was erased (Law 91/2025/QH15 Art. 14) while their papers could still be found or looked at, and forgets those.
 * Whoever erases stands below this module and cannot call it, so it follows from what the vault says. Returns how many persons.
 */
export async function forgetErased({ db }: Pick<DigitisationContext, 'db'>): Promise<number> {
  return db.write(async (tx) => {
    const persons = await query<{ id: PersonId }>(
      tx,
      `SELECT DISTINCT p.id FROM vault_person p JOIN digitisation_scan s ON s.person_id = p.id
       WHERE p.erased_at IS NOT NULL
         AND (s.words <> '{}' OR s.number_index IS NOT NULL OR s.fields IS NOT NULL OR EXISTS (
           SELECT FROM digitisation_page g WHERE g.scan_id = s.id AND g.image_hash IS NOT NULL))
         AND s.state NOT IN ('queued', 'reading')
       LIMIT $1`,
      [AT_ONCE],
    )
    for (const { id } of persons) await forgetPersonScans(tx, id)
    return persons.length
  })
}

/**
 * Takes away by what an erased person's papers could be found and the pictures of their pages; what was read is under their key and is gone
 * with it. A scan that is still being read is left until it is done: with no key it fails.
 */
export async function forgetPersonScans(tx: Transaction, personId: PersonId): Promise<void> {
  const scans = await query<{ id: string }>(
    tx,
    `UPDATE digitisation_scan SET words = '{}', number_index = NULL, fields = NULL
     WHERE person_id = $1 AND state NOT IN ('queued', 'reading') RETURNING id`,
    [personId],
  )
  const ids = scans.map(({ id }) => id)
  await query(tx, 'UPDATE digitisation_page SET reading = NULL, look = NULL WHERE scan_id = any($1::uuid[])', [ids])
  await clearPictures(tx, ids)
}
