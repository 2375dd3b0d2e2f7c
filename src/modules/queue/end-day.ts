import { query } from '../../platform/db.ts'
import type { AgencyId, PersonId } from '../../platform/ids.ts'
import { notifyLive } from '../../platform/live/index.ts'
import { erasePerson } from '../vault/index.ts'
import { centreTopic, TODAY } from './centre-store.ts'
import type { QueueContext } from './context.ts'

/** Marks the slots to which nobody came in time as missed. */
export async function markMissed({ db }: Pick<QueueContext, 'db'>): Promise<number> {
  return db.write(async (tx) => {
    const missed = await query<{ centreId: AgencyId }>(
      tx,
      `UPDATE queue_booking b SET state = 'missed', ended_at = platform_now() FROM queue_centre c
       WHERE c.centre_id = b.centre_id AND b.state = 'booked'
         AND b.slot_at < platform_now() - make_interval(mins => c.late_minutes)
       RETURNING b.centre_id AS "centreId"`,
    )
    for (const centreId of new Set(missed.map((row) => row.centreId))) await notifyLive(tx, centreTopic(centreId))
    return missed.length
  })
}

/** Puts away what earlier days left open: tickets nobody called, calls nobody ended, counters nobody closed. */
export async function endPastDays({ db }: Pick<QueueContext, 'db'>): Promise<number> {
  return db.write(async (tx) => {
    await query(
      tx,
      `UPDATE queue_call c SET ended_at = platform_now(), outcome = 'expired' FROM queue_ticket t
       WHERE t.id = c.ticket_id AND c.ended_at IS NULL AND t.day < ${TODAY}`,
    )
    const expired = await query(
      tx,
      `WITH expired AS (
         UPDATE queue_ticket SET state = 'expired', version = version + 1
         WHERE state IN ('waiting', 'called', 'serving') AND day < ${TODAY} RETURNING id
       )
       INSERT INTO queue_event (ticket_id, type) SELECT id, 'expire' FROM expired RETURNING id`,
    )
    await query(
      tx,
      `UPDATE queue_seat s SET closed_at = platform_now() WHERE closed_at IS NULL
         AND (opened_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date < ${TODAY}
         AND NOT EXISTS (SELECT FROM queue_call c WHERE c.counter_id = s.counter_id AND c.ended_at IS NULL)`,
    )
    return expired.length
  })
}

/** How many are forgotten in one transaction. */
const AT_ONCE = 200

/**
 * Forgets who booked, once a booking can count against nobody any more: the sealed name and telephone become unreadable for ever. An
 * account's person stays; only the trace of the booking goes.
 */
export async function forgetBookings({ db }: Pick<QueueContext, 'db'>): Promise<number> {
  return db.write(async (tx) => {
    const forgotten = await query<{ personId: PersonId; profileId: string | null }>(
      tx,
      `UPDATE queue_booking SET visitor_index = NULL WHERE id IN (
         SELECT b.id FROM queue_booking b JOIN queue_centre c ON c.centre_id = b.centre_id
         WHERE b.visitor_index IS NOT NULL AND b.state <> 'booked'
           AND b.slot_at < platform_now() - make_interval(days => c.missed_days + 1)
         ORDER BY b.slot_at LIMIT $1 FOR UPDATE OF b SKIP LOCKED)
       RETURNING person_id AS "personId", profile_id AS "profileId"`,
      [AT_ONCE],
    )
    for (const { personId, profileId } of forgotten) if (profileId !== null) await erasePerson(tx, personId)
    return forgotten.length
  })
}
