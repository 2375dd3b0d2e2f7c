import { query, type Transaction } from '../../../platform/db.ts'
import type { AgencyId, DossierId, UserId } from '../../../platform/ids.ts'

export type PaperChangeKind =
  | 'kept'
  | 'recognised'
  | 'replaced'
  | 'restored'
  | 'revoked'
  | 'shared'
  | 'unshared'
  | 'copied'

export interface PaperChange {
  paperId: string
  change: PaperChangeKind
  otherPaperId?: string
  dossierId?: DossierId | null
  by?: PaperActor
}

/** Whose act it was; null parts where the system acted by itself. */
export interface PaperActor {
  userId: UserId | null
  agencyId: AgencyId | null
}

export async function insertChange(tx: Transaction, { paperId, change, ...more }: PaperChange): Promise<void> {
  await query(
    tx,
    `INSERT INTO vault_paper_change (paper_id, change, other_paper_id, dossier_id, user_id, agency_id)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      paperId,
      change,
      more.otherPaperId ?? null,
      more.dossierId ?? null,
      more.by?.userId ?? null,
      more.by?.agencyId ?? null,
    ],
  )
}
