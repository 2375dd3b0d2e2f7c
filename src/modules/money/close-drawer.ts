import { localDate } from '../../platform/civil-date.ts'
import { query } from '../../platform/db.ts'
import type { Actor } from '../organisation/index.ts'
import { denominations, type NoteCount, sumOfNotes, writeAmount } from './cash.ts'
import type { MoneyContext } from './context.ts'
import { cashIn, lockOpenDrawer } from './drawer-store.ts'
import { refusals } from './errors.ts'
import { drawerClosedPostings } from './journal.ts'
import { bookEntry } from './journal-store.ts'
import { handOverOffline, type OfflineCount } from './offline/hand-over.ts'

export interface ClosedDrawer {
  drawerId: string
  expected: number
  counted: number
  /** Counted less expected: negative is missing. */
  difference: number
  /** Cash taken without network that went with it; null when the officer held none. */
  offline: { expected: number; counted: number } | null
}

/**
 * Closes the officer's drawer by counted notes. Where they do not come to what the journal says, a reason is asked for
 * (`difference_unexplained`, with both amounts) and the difference is booked. Cash that the officer took without network is handed over
 * with it, counted apart. The same drawer closes once.
 */
export async function closeDrawer(
  context: MoneyContext,
  request: {
    drawerId: string
    notes: NoteCount
    reason: string
    /** Cash taken without network that is handed over with it; null: none was counted. */
    offline?: OfflineCount
    actor: Actor
  },
): Promise<ClosedDrawer> {
  const { actor, notes } = request
  if (actor.kind !== 'officer') throw refusals.not_your_desk()
  const wrong = denominations.find((note) => !isCount(notes[`${note}`] ?? 0))
  if (wrong !== undefined) throw refusals.notes_wrong({}, [{ path: `notes/${wrong}`, code: 'money.notes_wrong' }])
  const counted = sumOfNotes(notes)
  const reason = request.reason.trim()
  return context.casework.db.write(async (tx) => {
    const drawer = await lockOpenDrawer(tx, actor.officerId)
    if (drawer === undefined || drawer.id !== request.drawerId) throw refusals.drawer_closed()
    const expected = await cashIn(tx, drawer.id)
    if (counted !== expected && reason.length < 3) {
      const params = { expected: writeAmount(expected), counted: writeAmount(counted) }
      throw refusals.difference_unexplained(params, [{ path: 'reason', code: 'money.difference_unexplained', params }])
    }
    const [row] = await query<{ now: Date }>(
      tx,
      `UPDATE money_drawer SET closed_at = platform_now(), counted = $2, counted_amount = $3, expected_amount = $4,
         difference_reason = $5 WHERE id = $1 RETURNING closed_at AS now`,
      [drawer.id, JSON.stringify(notes), counted, expected, counted === expected ? null : reason],
    )
    if (row === undefined) throw refusals.drawer_closed()
    await bookEntry(tx, {
      agencyId: drawer.agencyId,
      kind: 'drawer_closed',
      cause: `drawer-closed:${drawer.id}`,
      drawerId: drawer.id,
      officerId: actor.officerId,
      on: localDate(row.now.getTime()),
      at: row.now,
      postings: drawerClosedPostings(expected, counted),
    })
    const offline = await handOverOffline(tx, drawer, { ...request.offline, now: row.now })
    return { drawerId: drawer.id, expected, counted, difference: counted - expected, offline }
  })
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 100_000
}
