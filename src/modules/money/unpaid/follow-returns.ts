import { query, type Transaction } from '../../../platform/db.ts'
import type { StoredEvent } from '../../../platform/ledger/index.ts'
import type { DossierEvent } from '../../casework/index.ts'

/** Keeps the list of results handed over unpaid in step with the ledger: each on it by its own entry, and off it when that was corrected. */
export async function followReturns(tx: Transaction, stored: StoredEvent): Promise<void> {
  const event = { type: stored.type, payload: stored.payload } as unknown as DossierEvent
  if (event.type === 'Corrected' && event.payload.corrects === 'ResultReturned') {
    await query(
      tx,
      `UPDATE money_unpaid_return SET state = 'void' WHERE dossier_id = $1 AND version = $2 AND state = 'open'`,
      [stored.streamId, event.payload.version],
    )
    return
  }
  if (event.type !== 'ResultReturned' || event.payload.unpaid === undefined) return
  const { amount, ground } = event.payload.unpaid
  await query(
    tx,
    `INSERT INTO money_unpaid_return (dossier_id, version, agency_id, amount, ground, returned_by, returned_at, state)
     SELECT d.id, $2, d.intake_agency_id, $3, $4, (SELECT o.id FROM organisation_officer o WHERE o.user_id = $5), $6, 'open'
     FROM casework_dossier d WHERE d.id = $1 ON CONFLICT DO NOTHING`,
    [stored.streamId, stored.version, amount, JSON.stringify(ground), stored.actorId, stored.recordedAt],
  )
}
