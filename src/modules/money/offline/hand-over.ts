import { localDate } from '../../../platform/civil-date.ts'
import { query, type Reader, type Transaction } from '../../../platform/db.ts'
import { type AgencyId, newId, type OfficerId } from '../../../platform/ids.ts'
import { writeAmount } from '../cash.ts'
import type { Drawer } from '../drawer-store.ts'
import { refusals } from '../errors.ts'
import { drawerClosedPostings } from '../journal.ts'
import { bookEntry } from '../journal-store.ts'

/** Cash taken without network as the officer counted it; null: nothing was typed. */
export interface OfflineCount {
  counted?: number | null
  reason?: string
}

/** What an officer took without network at an agency and has not handed over: how much, how many receipts. */
export async function offlineHeld(
  reader: Pick<Reader, 'executeQuery'>,
  { officerId, agencyId }: { officerId: OfficerId; agencyId: AgencyId },
): Promise<{ amount: number; receipts: number }> {
  const [row] = await query<{ amount: number; receipts: number }>(
    reader,
    `SELECT coalesce(sum(m.held), 0)::bigint AS amount, count(*) AS receipts
     FROM money_offline_cash m JOIN casework_offline_cash c ON c.record_id = m.record_id
     WHERE m.agency_id = $1 AND m.handover_id IS NULL AND m.held > 0 AND c.officer_id = $2`,
    [agencyId, officerId],
  )
  return row ?? { amount: 0, receipts: 0 }
}

/**
 * As a drawer closes, the officer's cash from without network goes into the safe, compared with what its records come to; a difference needs
 * a reason and is booked. Null when they held none. Refuses `offline_count_needed`, `difference_unexplained` at its own field.
 */
export async function handOverOffline(
  tx: Transaction,
  drawer: Drawer,
  { counted = null, reason = '', now }: OfflineCount & { now: Date },
): Promise<{ expected: number; counted: number } | null> {
  const { agencyId, officerId } = drawer
  // Held until the end: nobody corrects or gives back what is being counted.
  const held = await query<{ id: string; held: number }>(
    tx,
    `SELECT m.record_id AS id, m.held FROM money_offline_cash m JOIN casework_offline_cash c ON c.record_id = m.record_id
     WHERE m.agency_id = $1 AND m.handover_id IS NULL AND m.held > 0 AND c.officer_id = $2 ORDER BY m.record_id FOR UPDATE OF c, m`,
    [agencyId, officerId],
  )
  if (held.length === 0) return null
  const expected = held.reduce((sum, record) => sum + record.held, 0)
  if (counted === null) {
    throw refusals.offline_count_needed({}, [{ path: 'offlineCounted', code: 'money.offline_count_needed' }])
  }
  const words = reason.trim()
  if (counted !== expected && words.length < 3) {
    const params = { expected: writeAmount(expected), counted: writeAmount(counted) }
    const fault = { path: 'offlineReason', code: 'money.difference_unexplained', params }
    throw refusals.difference_unexplained(params, [fault])
  }
  const id = newId(now.getTime())
  await query(
    tx,
    `INSERT INTO money_offline_handover (id, drawer_id, agency_id, officer_id, expected, counted, difference_reason, handed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, drawer.id, agencyId, officerId, expected, counted, counted === expected ? null : words, now],
  )
  await query(tx, 'UPDATE money_offline_cash SET handover_id = $2 WHERE record_id = any($1::uuid[])', [
    held.map((record) => record.id),
    id,
  ])
  await bookEntry(tx, {
    agencyId,
    kind: 'offline_handed',
    cause: `offline-handed:${id}`,
    officerId,
    on: localDate(now.getTime()),
    at: now,
    postings: drawerClosedPostings(expected, counted, 'offline_cash'),
  })
  return { expected, counted }
}
