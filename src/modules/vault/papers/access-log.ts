import { query, type Transaction } from '../../../platform/db.ts'
import { refusals } from '../errors.ts'
import type { Access } from './paper.ts'

/** Writes down that papers were looked at: one row a paper, in the transaction of what was done with them. */
export async function logAccess(tx: Transaction, paperIds: readonly string[], access: Access): Promise<void> {
  if (paperIds.length === 0) return
  if (access.officerId !== null && access.agencyId === null) throw refusals.paper_not_found()
  await query(
    tx,
    `INSERT INTO vault_paper_access (paper_id, act, purpose, user_id, officer_id, agency_id, dossier_id, procedure_code)
     SELECT paper_id, $2, $3, $4::uuid, $5::uuid, $6::uuid, $7::uuid, $8 FROM unnest($1::uuid[]) AS paper_id`,
    [
      [...new Set(paperIds)],
      access.act,
      access.purpose,
      access.userId,
      access.officerId,
      access.agencyId,
      access.dossierId,
      access.procedureCode,
    ],
  )
}
