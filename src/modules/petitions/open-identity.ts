import { query } from '../../platform/db.ts'
import { isUuid, type PersonId } from '../../platform/ids.ts'
import type { Actor } from '../organisation/index.ts'
import { readProfiles } from '../vault/index.ts'
import type { PetitionsContext } from './context.ts'
import { refusals } from './errors.ts'
import { overseenBy } from './overseen.ts'
import { type LookReason, lookReasons } from './petition.ts'
import { appendPetitionEvents, lockPetition, timeOf, updatePetition } from './petition-store.ts'
import { mandateToLook, maySee } from './policy.ts'

/** Who wrote a petition. */
export interface Writer {
  fullName: string
  phone: string | null
  email: string | null
}

/**
 * Shows who wrote, for a stated reason, and writes the look down first: in the ledger, and in the log that the head and whoever wrote read.
 * Refuses `petitions.not_found`, `not_yours`, `reason_unknown`.
 */
export async function openIdentity(
  context: PetitionsContext,
  actor: Actor,
  { petitionId, reason }: { petitionId: string; reason: string },
): Promise<Writer> {
  if (!isUuid(petitionId)) throw refusals.not_found()
  const overseen = await overseenBy(context, actor)
  const personId = await context.db.write(async (tx) => {
    const locked = await lockPetition(tx, petitionId)
    if (locked === undefined || !maySee(actor, locked.petition, overseen)) throw refusals.not_found()
    const mandate = mandateToLook(actor, locked.petition)
    if (mandate === null || actor.kind !== 'officer') throw refusals.not_yours()
    if (!lookReasons.includes(reason as LookReason)) {
      throw refusals.reason_unknown({}, [{ path: 'reason', code: 'petitions.reason_unknown' }])
    }
    const now = await timeOf(tx)
    const { agencyId } = mandate
    const stamp = { recordedAt: now, actorId: actor.userId, mandateId: mandate.id, agencyId, commandId: null }
    const event = { type: 'PetitionIdentityOpened', payload: { reason: reason as LookReason } } as const
    await updatePetition(tx, await appendPetitionEvents(tx, locked, stamp, [event]))
    await query(
      tx,
      'INSERT INTO petitions_look (petition_id, looked_at, user_id, agency_id, reason) VALUES ($1, $2, $3, $4, $5)',
      [petitionId, now, actor.userId, agencyId, reason],
    )
    return locked.petition.text.personId as PersonId
  })
  const profile = (await readProfiles(context.db.read, context.keys, [personId])).get(personId)
  return { fullName: profile?.fullName ?? '', phone: profile?.phone ?? null, email: profile?.email ?? null }
}
