import { query } from '../../../platform/db.ts'
import { isUuid, type PersonId } from '../../../platform/ids.ts'
import type { OfficerActor } from '../../organisation/index.ts'
import { getPersonKey, insertSealedValues, sealPersonText } from '../../vault/index.ts'
import type { NoticesContext } from '../context.ts'
import { refusals } from '../errors.ts'
import { callsFor } from '../policy.ts'

const LONGEST_NOTE = 1000

/**
 * The desk has called: done, with a note of what came of it, which is sealed under the person's key. Refuses `notices.call_not_found` (also
 * for another desk's), `notices.call_done_already`, `notices.note_missing`.
 */
export async function finishCall(
  { db, keys }: NoticesContext,
  actor: OfficerActor,
  { callId, note }: { callId: string; note: string },
): Promise<void> {
  if (!isUuid(callId)) throw refusals.call_not_found()
  await db.write(async (tx) => {
    const [row] = await query<{ personId: PersonId; done: boolean; now: Date }>(
      tx,
      `SELECT person_id AS "personId", done_at IS NOT NULL AS done, platform_now() AS now FROM notices_call
       WHERE id = $1 AND agency_id = ANY($2::uuid[]) FOR UPDATE`,
      [callId, callsFor(actor)],
    )
    if (row === undefined) throw refusals.call_not_found()
    if (row.done) throw refusals.call_done_already()
    const text = note.trim()
    if (text === '' || text.length > LONGEST_NOTE) {
      const params = { most: LONGEST_NOTE }
      throw refusals.note_missing(params, [{ path: `note-${callId}`, code: 'notices.note_missing', params }])
    }
    const sealed = sealPersonText(await getPersonKey(tx, keys, row.personId), text, row.now.getTime())
    await insertSealedValues(tx, [sealed.row])
    await query(
      tx,
      'UPDATE notices_call SET done_at = platform_now(), done_by = $2, note_value_id = $3 WHERE id = $1',
      [callId, actor.userId, sealed.row.id],
    )
  })
}
