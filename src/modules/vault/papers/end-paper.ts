import { query, type Transaction } from '../../../platform/db.ts'
import type { PersonId } from '../../../platform/ids.ts'
import { refusals } from '../errors.ts'
import type { Revocation } from './paper.ts'
import { insertChange, type PaperActor } from './paper-changes.ts'

/** A paper by its id, or by the person and what it came from. */
export type NamedPaper = { paperId: string } | { personId: PersonId; source: string }

/**
 * Takes a paper back, for ever; what it had replaced stands again. False when it was taken back before. Refuses
 * `vault.paper_not_found`.
 */
export async function revokePaper(
  tx: Transaction,
  named: NamedPaper,
  { because, by }: { because: Revocation; by?: PaperActor },
): Promise<boolean> {
  const { id, revokedAt } = await lockPaper(tx, named)
  if (revokedAt !== null) return false
  await query(tx, 'UPDATE vault_paper SET revoked_at = platform_now(), revoked_because = $2 WHERE id = $1', [
    id,
    because,
  ])
  const who = by === undefined ? {} : { by }
  await insertChange(tx, { paperId: id, change: 'revoked', ...who })
  const restored = await query<{ id: string }>(
    tx,
    'UPDATE vault_paper SET replaced_by = NULL WHERE replaced_by = $1 AND revoked_at IS NULL RETURNING id',
    [id],
  )
  for (const paper of restored)
    await insertChange(tx, { paperId: paper.id, change: 'restored', otherPaperId: id, ...who })
  return true
}

/**
 * A newer paper of the same person takes the place of an older one. False when the older one has ended already. Refuses
 * `vault.paper_not_found`, also for papers of two persons.
 */
export async function replacePaper(
  tx: Transaction,
  { olderId, newerId, by }: { olderId: string; newerId: string; by?: PaperActor },
): Promise<boolean> {
  if (olderId === newerId) throw refusals.paper_not_found()
  const older = await lockPaper(tx, { paperId: olderId })
  const newer = await lockPaper(tx, { paperId: newerId })
  if (older.personId !== newer.personId) throw refusals.paper_not_found()
  if (older.revokedAt !== null || older.replacedBy !== null || newer.revokedAt !== null) return false
  await query(tx, 'UPDATE vault_paper SET replaced_by = $2 WHERE id = $1', [olderId, newerId])
  const who = by === undefined ? {} : { by }
  await insertChange(tx, { paperId: olderId, change: 'replaced', otherPaperId: newerId, ...who })
  return true
}

interface LockedPaper {
  id: string
  personId: PersonId
  revokedAt: Date | null
  replacedBy: string | null
}

async function lockPaper(tx: Transaction, named: NamedPaper): Promise<LockedPaper> {
  const [condition, values] =
    'paperId' in named
      ? ['id = $1', [named.paperId]]
      : ['person_id = $1 AND source = $2', [named.personId, named.source]]
  const [row] = await query<LockedPaper>(
    tx,
    `SELECT id, person_id AS "personId", revoked_at AS "revokedAt", replaced_by AS "replacedBy" FROM vault_paper
     WHERE ${condition} FOR NO KEY UPDATE`,
    values,
  )
  if (row === undefined) throw refusals.paper_not_found()
  return row
}
