import { query, type Transaction } from '../../../platform/db.ts'
import { readFiles } from '../../../platform/files/file-records.ts'
import {
  type AgencyId,
  type DossierId,
  type FileHash,
  newId,
  type OfficerId,
  type PersonId,
} from '../../../platform/ids.ts'
import type { Keyring } from '../../../platform/sealing/keyring.ts'
import { refusals } from '../errors.ts'
import { sealPersonText } from '../person-seal.ts'
import { getPersonKey, insertSealedValues } from '../person-store.ts'
import type { PaperDetails, PaperKind } from './paper.ts'
import { insertChange, type PaperActor } from './paper-changes.ts'

/** A paper to be kept. The file is recorded already (`insertFiles`, `recordUploads`); dates are `YYYY-MM-DD`. */
export interface NewPaper {
  personId: PersonId
  typeCode: string
  kind: PaperKind
  /** What it came from, unique within the person: `result:DOSSIER:VERSION`, `component:…`, `scan:ID`. */
  source: string
  details: PaperDetails
  issuerAgencyId?: AgencyId | null
  procedureCode?: string | null
  dossierId?: DossierId | null
  scanId?: string | null
  digitisedBy?: OfficerId | null
  issuedOn?: string | null
  validFrom: string
  validTo?: string | null
  fileHash: FileHash
  by?: PaperActor
}

export interface KeptPaper {
  paperId: string
  /** `kept` now; `again`: this source was kept before; `recognised`: the same bytes of this type were. */
  outcome: 'kept' | 'again' | 'recognised'
}

/**
 * Puts a paper into its person's store, once: the same source, or the same bytes digitised under the same type, give the paper
 * that is there. Refuses `vault.person_unknown`, `vault.person_erased`, `vault.paper_file_unknown`.
 */
export async function keepPaper(tx: Transaction, context: { keys: Keyring }, paper: NewPaper): Promise<KeptPaper> {
  const key = await getPersonKey(tx, context.keys, paper.personId)
  const before = await findKept(tx, paper)
  if (before !== null) return recognise(tx, before, paper)
  const file = (await readFiles(tx, [paper.fileHash])).get(paper.fileHash)
  if (file === undefined) throw refusals.paper_file_unknown()
  const { number, issuer, title } = paper.details
  const sealed = sealPersonText(key, JSON.stringify({ number, issuer, title }), Date.now())
  await insertSealedValues(tx, [sealed.row])
  const paperId = newId()
  const written = await query<{ id: string }>(
    tx,
    `INSERT INTO vault_paper (id, person_id, type_code, kind, source, details_value_id, issuer_agency_id, procedure_code,
       dossier_id, scan_id, digitised_by, issued_on, valid_from, valid_to, file_hash, media_type, size, page_count)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      paperId,
      paper.personId,
      paper.typeCode,
      paper.kind,
      paper.source,
      sealed.row.id,
      paper.issuerAgencyId ?? null,
      paper.procedureCode ?? null,
      paper.dossierId ?? null,
      paper.scanId ?? null,
      paper.digitisedBy ?? null,
      paper.issuedOn ?? null,
      paper.validFrom,
      paper.validTo ?? null,
      file.hash,
      file.mediaType,
      file.size,
      file.pages,
    ],
  )
  // Somebody kept it between the look and the write: theirs stands.
  if (written.length === 0) return recognise(tx, await getKept(tx, paper), paper)
  await insertChange(tx, { paperId, change: 'kept', dossierId: paper.dossierId ?? null, ...actorOf(paper) })
  return { paperId, outcome: 'kept' }
}

interface KeptRow {
  id: string
  source: string
}

async function findKept(tx: Transaction, paper: NewPaper): Promise<KeptRow | null> {
  const [row] = await query<KeptRow>(
    tx,
    `SELECT id, source FROM vault_paper
     WHERE person_id = $1 AND (source = $2 OR ($3 = 'digitised' AND kind = 'digitised' AND type_code = $4
       AND file_hash = $5 AND revoked_at IS NULL))
     ORDER BY source = $2 DESC LIMIT 1`,
    [paper.personId, paper.source, paper.kind, paper.typeCode, paper.fileHash],
  )
  return row ?? null
}

async function getKept(tx: Transaction, paper: NewPaper): Promise<KeptRow> {
  const row = await findKept(tx, paper)
  if (row === null) throw new Error(`paper ${paper.source} is neither new nor there`)
  return row
}

async function recognise(tx: Transaction, { id, source }: KeptRow, paper: NewPaper): Promise<KeptPaper> {
  if (source === paper.source) return { paperId: id, outcome: 'again' }
  await insertChange(tx, { paperId: id, change: 'recognised', dossierId: paper.dossierId ?? null, ...actorOf(paper) })
  return { paperId: id, outcome: 'recognised' }
}

function actorOf({ by }: NewPaper): { by?: PaperActor } {
  return by === undefined ? {} : { by }
}
