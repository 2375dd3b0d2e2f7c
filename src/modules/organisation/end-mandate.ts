import { type Db, query } from '../../platform/db.ts'
import type { AgencyId, MandateId } from '../../platform/ids.ts'
import type { Actor } from './actor.ts'
import { agencyTree } from './directory.ts'
import { organisationRefusals } from './errors.ts'
import { mayGrantMandatesIn } from './policy.ts'

/**
 * Ends a mandate: `on` is its first day without validity (Viet Nam). One that has already ended stays as it is. Refuses
 * `organisation.mandate_not_found` (also where the actor may not end it) and `mandate_period_reversed`.
 */
export async function endMandate(db: Db, actor: Actor, command: { mandateId: MandateId; on: string }): Promise<void> {
  const tree = await agencyTree(db.read)
  await db.write(async (tx) => {
    const rows = await query<{ agencyId: AgencyId; validFrom: string }>(
      tx,
      `SELECT agency_id AS "agencyId", valid_from AS "validFrom" FROM organisation_mandate WHERE id = $1 FOR UPDATE`,
      [command.mandateId],
    )
    const mandate = rows[0]
    if (mandate === undefined || !mayGrantMandatesIn(tree, actor, mandate.agencyId)) {
      throw organisationRefusals.mandate_not_found()
    }
    if (command.on <= mandate.validFrom) throw organisationRefusals.mandate_period_reversed()
    await query(
      tx,
      'UPDATE organisation_mandate SET valid_to = $2::date WHERE id = $1 AND (valid_to IS NULL OR valid_to > $2::date)',
      [command.mandateId, command.on],
    )
  })
}
