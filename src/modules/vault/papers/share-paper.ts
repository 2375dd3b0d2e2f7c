import { query, type Transaction } from '../../../platform/db.ts'
import { type DossierId, isUuid, newId, type PersonId, type UserId } from '../../../platform/ids.ts'
import type { Keyring } from '../../../platform/sealing/keyring.ts'
import { refusals } from '../errors.ts'
import { paperStateOn } from './paper.ts'
import { insertChange } from './paper-changes.ts'
import { readPapers } from './paper-rows.ts'

/** The owner, as who shares and takes back. */
export interface PaperOwner {
  userId: UserId
  personId: PersonId
}

/**
 * Lets one dossier use a paper of one's own. Sharing again changes nothing. Refuses `vault.paper_not_found` (also for who is not the
 * owner) and `vault.paper_not_valid`.
 */
export async function sharePaper(
  tx: Transaction,
  context: { keys: Keyring },
  given: { owner: PaperOwner; paperId: string; dossier: { id: DossierId; code: string }; onDate: string },
): Promise<void> {
  const { owner, paperId, dossier } = given
  const [paper] = isUuid(paperId)
    ? await readPapers(tx, context.keys, {
        condition: 'p.id = $1 AND p.person_id = $2',
        values: [paperId, owner.personId],
        tail: 'FOR SHARE OF p',
      })
    : []
  if (paper === undefined) throw refusals.paper_not_found()
  const state = paperStateOn(paper, given.onDate)
  if (state !== 'valid') throw refusals.paper_not_valid()
  const written = await query(
    tx,
    `INSERT INTO vault_paper_share (id, paper_id, dossier_id, dossier_code, shared_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (paper_id, dossier_id) WHERE revoked_at IS NULL DO NOTHING RETURNING id`,
    [newId(), paperId, dossier.id, dossier.code, owner.userId],
  )
  if (written.length === 0) return
  const by = { userId: owner.userId, agencyId: null }
  await insertChange(tx, { paperId, change: 'shared', dossierId: dossier.id, by })
}

/** Takes a share back. What that dossier has used already stays in its history. Refuses `vault.share_not_found`. */
export async function revokeShare(
  tx: Transaction,
  { owner, shareId }: { owner: PaperOwner; shareId: string },
): Promise<void> {
  if (!isUuid(shareId)) throw refusals.share_not_found()
  const [row] = await query<{ paperId: string; dossierId: DossierId }>(
    tx,
    `UPDATE vault_paper_share h SET revoked_at = platform_now() FROM vault_paper p
     WHERE h.id = $1 AND h.revoked_at IS NULL AND p.id = h.paper_id AND p.person_id = $2
     RETURNING h.paper_id AS "paperId", h.dossier_id AS "dossierId"`,
    [shareId, owner.personId],
  )
  if (row === undefined) throw refusals.share_not_found()
  const by = { userId: owner.userId, agencyId: null }
  await insertChange(tx, { paperId: row.paperId, change: 'unshared', dossierId: row.dossierId, by })
}
