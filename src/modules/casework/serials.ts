import { query, type Transaction } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'

/**
 * Takes the next serial of a receiving unit's day. The row stays locked until the accepting transaction ends, so that no serial is
 * given twice, and one that was not used is given to the next (TT 01/2018 Art. 19). Undefined once 9,999 were given.
 */
export async function takeSerial(tx: Transaction, agencyId: AgencyId, date: string): Promise<number | undefined> {
  const [row] = await query<{ last_serial: number }>(
    tx,
    `INSERT INTO casework_serial AS s (agency_id, on_date, last_serial) VALUES ($1, $2, 1)
     ON CONFLICT (agency_id, on_date) DO UPDATE SET last_serial = s.last_serial + 1 WHERE s.last_serial < 9999
     RETURNING last_serial`,
    [agencyId, date],
  )
  return row?.last_serial
}
