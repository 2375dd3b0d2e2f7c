import { localDate } from '../../platform/civil-date.ts'
import { query } from '../../platform/db.ts'
import { type AgencyId, newId } from '../../platform/ids.ts'
import type { Actor } from '../organisation/index.ts'
import type { MoneyContext } from './context.ts'
import { type Drawer, lockOpenDrawer } from './drawer-store.ts'
import { refusals } from './errors.ts'
import { drawerOpenedPostings } from './journal.ts'
import { bookEntry } from './journal-store.ts'
import { cashierIn } from './policy.ts'

/** An officer opens a drawer at a counter with a float. Refuses `drawer_open_already`, `counter_taken`. */
export async function openDrawer(
  context: MoneyContext,
  request: { agencyId: AgencyId; counter: string; float: number; actor: Actor },
): Promise<Drawer> {
  const { agencyId, float, actor } = request
  const counter = request.counter.trim()
  if (actor.kind !== 'officer' || cashierIn(actor, agencyId) === null) throw refusals.not_your_desk()
  if (counter === '' || counter.length > 40) {
    throw refusals.counter_missing({}, [{ path: 'counter', code: 'money.counter_missing' }])
  }
  return context.casework.db.write(async (tx) => {
    if ((await lockOpenDrawer(tx, actor.officerId)) !== undefined) throw refusals.drawer_open_already()
    const [row] = await query<{ id: string; now: Date }>(
      tx,
      `INSERT INTO money_drawer (id, agency_id, counter, officer_id, opened_at, float_amount)
       VALUES ($1, $2, $3, $4, platform_now(), $5) ON CONFLICT DO NOTHING RETURNING id, opened_at AS now`,
      [newId(), agencyId, counter, actor.officerId, float],
    )
    if (row === undefined) {
      if ((await lockOpenDrawer(tx, actor.officerId)) !== undefined) throw refusals.drawer_open_already()
      throw refusals.counter_taken({ counter }, [{ path: 'counter', code: 'money.counter_taken', params: { counter } }])
    }
    if (float > 0) {
      await bookEntry(tx, {
        agencyId,
        kind: 'drawer_opened',
        cause: `drawer-opened:${row.id}`,
        drawerId: row.id,
        officerId: actor.officerId,
        on: localDate(row.now.getTime()),
        at: row.now,
        postings: drawerOpenedPostings(float),
      })
    }
    const drawer = await lockOpenDrawer(tx, actor.officerId)
    if (drawer === undefined) throw new Error('the drawer was just opened')
    return drawer
  })
}
