import { query, type Reader, type Transaction } from '../../platform/db.ts'
import type { AgencyId, OfficerId } from '../../platform/ids.ts'
import type { NoteCount } from './cash.ts'

/** A cash drawer, open or closed. Amounts in whole đồng. */
export interface Drawer {
  id: string
  agencyId: AgencyId
  counter: string
  officerId: OfficerId
  openedAt: Date
  float: number
  closedAt: Date | null
  counted: NoteCount | null
  countedAmount: number | null
  expectedAmount: number | null
  differenceReason: string | null
}

/** A closed drawer with the cash taken without network that was handed over with it. */
export interface ClosedDrawerLine extends Drawer {
  offlineExpected: number | null
  offlineCounted: number | null
  offlineReason: string | null
}

export const DRAWER_COLUMNS = `d.id, d.agency_id AS "agencyId", d.counter, d.officer_id AS "officerId", d.opened_at AS "openedAt",
  d.float_amount AS float, d.closed_at AS "closedAt", d.counted, d.counted_amount AS "countedAmount",
  d.expected_amount AS "expectedAmount", d.difference_reason AS "differenceReason"`

/** The drawer an officer has open, if any. */
export async function findOpenDrawer(
  reader: Pick<Reader, 'executeQuery'>,
  officerId: OfficerId,
): Promise<Drawer | undefined> {
  const [drawer] = await query<Drawer>(
    reader,
    `SELECT ${DRAWER_COLUMNS} FROM money_drawer d WHERE d.officer_id = $1 AND d.closed_at IS NULL`,
    [officerId],
  )
  return drawer
}

/** The same, held until the transaction ends: nobody closes it while money is taken. */
export async function lockOpenDrawer(tx: Transaction, officerId: OfficerId): Promise<Drawer | undefined> {
  const [drawer] = await query<Drawer>(
    tx,
    `SELECT ${DRAWER_COLUMNS} FROM money_drawer d WHERE d.officer_id = $1 AND d.closed_at IS NULL FOR UPDATE`,
    [officerId],
  )
  return drawer
}

/** What the journal says lies in a drawer now, whole đồng. */
export async function cashIn(reader: Pick<Reader, 'executeQuery'>, drawerId: string): Promise<number> {
  const [row] = await query<{ amount: number }>(
    reader,
    `SELECT coalesce(sum(p.debit - p.credit), 0)::bigint AS amount FROM money_entry e JOIN money_posting p ON p.entry_id = e.id
     JOIN money_account a ON a.id = p.account_id WHERE e.drawer_id = $1 AND a.kind = 'cash'`,
    [drawerId],
  )
  return row?.amount ?? 0
}
