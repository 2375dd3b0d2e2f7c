import { type Db, query, type Transaction } from '../../../platform/db.ts'
import { isUuid } from '../../../platform/ids.ts'
import type { Keyring } from '../../../platform/sealing/keyring.ts'
import { refusals } from '../errors.ts'
import { logAccess } from './access-log.ts'
import type { Access, HeldPaper } from './paper.ts'
import { readPapers } from './paper-rows.ts'
import type { PaperOwner } from './share-paper.ts'

/** A file to hand out, after the look at it was written down. */
export interface OpenedFile {
  fileHash: string
  mediaType: string
  size: number
}

/**
 * Opens one's own paper, whatever its state, and writes it down. Refuses `vault.paper_not_found`. Opening writes, so it is
 * always a POST; its answer is the file itself.
 */
export function openOwnPaper(
  context: { db: Db; keys: Keyring },
  { owner, paperId }: { owner: PaperOwner; paperId: string },
): Promise<OpenedFile> {
  return context.db.write(async (tx) => {
    const [paper] = isUuid(paperId)
      ? await readPapers(tx, context.keys, {
          condition: 'p.id = $1 AND p.person_id = $2',
          values: [paperId, owner.personId],
        })
      : []
    if (paper === undefined) throw refusals.paper_not_found()
    await logOpening(tx, paper, accessOfOwner(owner))
    return paper
  })
}

/** Opens one's own copy of one's own paper, and writes it down. Refuses `vault.copy_not_found`. */
export function openOwnCopy(
  context: { db: Db },
  { owner, copyId }: { owner: PaperOwner; copyId: string },
): Promise<OpenedFile> {
  return context.db.write(async (tx) => {
    if (!isUuid(copyId)) throw refusals.copy_not_found()
    const [copy] = await query<{ paperId: string; fileHash: string; size: number }>(
      tx,
      `SELECT c.paper_id AS "paperId", c.file_hash AS "fileHash", c.size FROM vault_paper_copy c
       JOIN vault_paper p ON p.id = c.paper_id WHERE c.id = $1 AND p.person_id = $2`,
      [copyId, owner.personId],
    )
    if (copy === undefined) throw refusals.copy_not_found()
    await logAccess(tx, [copy.paperId], { ...accessOfOwner(owner), purpose: 'certified_copy' })
    return { fileHash: copy.fileHash, size: copy.size, mediaType: 'application/pdf' }
  })
}

/** Writes an opening down in the transaction that decided that it may be opened. */
export async function logOpening(tx: Transaction, paper: HeldPaper, access: Access): Promise<void> {
  await logAccess(tx, [paper.id], { ...access, act: 'opened' })
}

function accessOfOwner({ userId }: PaperOwner): Access {
  return {
    act: 'opened',
    purpose: 'owner',
    userId,
    officerId: null,
    agencyId: null,
    dossierId: null,
    procedureCode: null,
  }
}
