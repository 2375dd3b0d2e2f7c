import type { Transaction } from '../../../platform/db.ts'
import { type DossierId, isUuid, type PersonId } from '../../../platform/ids.ts'
import type { Keyring } from '../../../platform/sealing/keyring.ts'
import type { HeldPaper } from './paper.ts'
import { type PaperReader, readPapers } from './paper-rows.ts'

export interface HeldQuestion {
  personId: PersonId
  /** Only these: nobody is shown a person's whole store (purpose limitation). */
  typeCodes: readonly string[]
  /** `YYYY-MM-DD`. */
  onDate: string
  /** Papers of anybody that were shared with this dossier are among the answers. */
  dossierId?: DossierId
}

const STANDS = `p.revoked_at IS NULL AND p.replaced_by IS NULL AND p.valid_from <= $3::date
  AND (p.valid_to IS NULL OR p.valid_to >= $3::date)`
const SHARED = `EXISTS (SELECT FROM vault_paper_share h WHERE h.paper_id = p.id AND h.dossier_id = $4 AND h.revoked_at IS NULL)`

/** Valid papers of those types, neither revoked nor replaced, newest first. Nothing for an erased person. */
export async function findHeldPapers(
  reader: PaperReader,
  keys: Keyring,
  { personId, typeCodes, onDate, dossierId }: HeldQuestion,
): Promise<HeldPaper[]> {
  if (typeCodes.length === 0) return []
  return readPapers(reader, keys, {
    condition: `(p.person_id = $1 OR ${SHARED}) AND p.type_code = ANY ($2::text[]) AND ${STANDS}`,
    values: [personId, [...new Set(typeCodes)], onDate, dossierId ?? null],
    tail: 'ORDER BY coalesce(p.issued_on, p.valid_from) DESC, p.id DESC LIMIT 200',
  })
}

/**
 * Those of the named papers that may be used now for this person: valid, theirs or shared with the dossier. Held until the
 * transaction ends, so that none is taken back between the look and the use.
 */
export async function admitPapers(
  tx: Transaction,
  keys: Keyring,
  asked: { paperIds: readonly string[]; personId: PersonId; onDate: string; dossierId?: DossierId },
): Promise<Map<string, HeldPaper>> {
  const ids = [...new Set(asked.paperIds.filter(isUuid))].sort()
  if (ids.length === 0) return new Map()
  const papers = await readPapers(tx, keys, {
    condition: `p.id = ANY ($2::uuid[]) AND (p.person_id = $1 OR ${SHARED}) AND ${STANDS}`,
    values: [asked.personId, ids, asked.onDate, asked.dossierId ?? null],
    tail: 'ORDER BY p.id FOR SHARE OF p FOR KEY SHARE OF s',
  })
  return new Map(papers.map((paper) => [paper.id, paper]))
}

/** A paper by id, whatever its state; null for one that is not there or whose person was erased. */
export async function findPaper(reader: PaperReader, keys: Keyring, id: string): Promise<HeldPaper | null> {
  if (!isUuid(id)) return null
  const [paper] = await readPapers(reader, keys, { condition: 'p.id = $1', values: [id] })
  return paper ?? null
}
