import { query } from '../../../platform/db.ts'
import { type AgencyId, type DossierId, isUuid, type OfficerId, type PersonId } from '../../../platform/ids.ts'
import type { Keyring } from '../../../platform/sealing/keyring.ts'
import { refusals } from '../errors.ts'
import type { AccessAct, AccessPurpose, HeldPaper } from './paper.ts'
import type { PaperChangeKind } from './paper-changes.ts'
import { type PaperReader, readPapers } from './paper-rows.ts'

export interface PaperPage {
  papers: HeldPaper[]
  /** The `after` of the next page; null on the last. */
  next: string | null
}

/** One's own papers, newest first, all states. */
export async function listOwnPapers(
  reader: PaperReader,
  keys: Keyring,
  asked: { personId: PersonId; after?: string | undefined; limit: number },
): Promise<PaperPage> {
  const [at, id] = (asked.after ?? '').split('_')
  const after = isUuid(id) && /^\d{4}-[\d:.TZ-]{6,24}$/.test(at ?? '') ? [at, id] : ['infinity', null]
  const read = await readPapers(reader, keys, {
    condition: 'p.person_id = $1 AND (p.kept_at, p.id) < ($2::timestamptz, coalesce($3::uuid, p.id))',
    values: [asked.personId, ...after],
    tail: `ORDER BY p.kept_at DESC, p.id DESC LIMIT ${asked.limit + 1}`,
  })
  const papers = read.slice(0, asked.limit)
  const last = papers.at(-1)
  const more = read.length > asked.limit && last !== undefined
  return { papers, next: more ? `${last.keptAt.toISOString()}_${last.id}` : null }
}

export interface PaperAccessLine {
  act: AccessAct
  purpose: AccessPurpose
  at: Date
  /** Null for the owner and for the system. */
  officerId: OfficerId | null
  agencyId: AgencyId | null
  dossierId: DossierId | null
  procedureCode: string | null
}

export interface PaperChangeLine {
  change: PaperChangeKind
  at: Date
  otherPaperId: string | null
  agencyId: AgencyId | null
}

export interface PaperShareLine {
  id: string
  dossierCode: string
  sharedAt: Date
  revokedAt: Date | null
}

export interface PaperCopyLine {
  id: string
  verificationCode: string
  fileHash: string
  size: number
  madeAt: Date
}

/** One's own paper with everything about it. */
export interface OwnPaper {
  paper: HeldPaper
  accesses: PaperAccessLine[]
  changes: PaperChangeLine[]
  shares: PaperShareLine[]
  copies: PaperCopyLine[]
}

const MOST_LINES = 100

/** One's own paper: who looked at it, when and why. Somebody else's is `vault.paper_not_found`. */
export async function getOwnPaper(
  reader: PaperReader,
  keys: Keyring,
  asked: { personId: PersonId; paperId: string },
): Promise<OwnPaper> {
  const [paper] = isUuid(asked.paperId)
    ? await readPapers(reader, keys, {
        condition: 'p.id = $1 AND p.person_id = $2',
        values: [asked.paperId, asked.personId],
      })
    : []
  if (paper === undefined) throw refusals.paper_not_found()
  const lines = <Line>(text: string) => query<Line>(reader, `${text} LIMIT ${MOST_LINES}`, [paper.id])
  const [accesses, changes, shares, copies] = await Promise.all([
    lines<PaperAccessLine>(
      `SELECT act, purpose, accessed_at AS at, officer_id AS "officerId", agency_id AS "agencyId", dossier_id AS "dossierId",
         procedure_code AS "procedureCode" FROM vault_paper_access WHERE paper_id = $1 ORDER BY id DESC`,
    ),
    lines<PaperChangeLine>(
      `SELECT change, changed_at AS at, other_paper_id AS "otherPaperId", agency_id AS "agencyId"
       FROM vault_paper_change WHERE paper_id = $1 ORDER BY id DESC`,
    ),
    lines<PaperShareLine>(
      `SELECT id, dossier_code AS "dossierCode", shared_at AS "sharedAt", revoked_at AS "revokedAt"
       FROM vault_paper_share WHERE paper_id = $1 ORDER BY shared_at DESC, id DESC`,
    ),
    lines<PaperCopyLine>(
      `SELECT id, verification_code AS "verificationCode", file_hash AS "fileHash", size, made_at AS "madeAt"
       FROM vault_paper_copy WHERE paper_id = $1 ORDER BY made_at DESC, id DESC`,
    ),
  ])
  return { paper, accesses, changes, shares, copies }
}
