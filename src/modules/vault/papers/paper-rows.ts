import { query, type Reader } from '../../../platform/db.ts'
import type { PersonId } from '../../../platform/ids.ts'
import type { Keyring } from '../../../platform/sealing/keyring.ts'
import { openSealed } from '../../../platform/sealing/seal.ts'
import type { HeldPaper, PaperDetails } from './paper.ts'

export type PaperReader = Pick<Reader, 'executeQuery'>

interface PaperRow extends Omit<HeldPaper, 'details'> {
  valueId: string
  sealed: Buffer
  commitment: Buffer
  wrappedKey: Buffer
}

const COLUMNS = `p.id, p.person_id AS "personId", p.type_code AS "typeCode", p.kind, p.issuer_agency_id AS "issuerAgencyId",
  p.procedure_code AS "procedureCode", p.dossier_id AS "dossierId", p.digitised_by AS "digitisedBy", p.issued_on AS "issuedOn",
  p.valid_from AS "validFrom", p.valid_to AS "validTo", p.file_hash AS "fileHash", p.media_type AS "mediaType", p.size,
  p.page_count AS pages, p.kept_at AS "keptAt", p.replaced_by AS "replacedBy", p.revoked_at AS "revokedAt",
  p.revoked_because AS "revokedBecause", v.id AS "valueId", v.sealed, v.commitment, s.wrapped_key AS "wrappedKey"`

/** An erased person's papers are not there: their key, and with it what the papers say, is gone. */
const FROM = `FROM vault_paper p JOIN vault_person s ON s.id = p.person_id AND s.erased_at IS NULL
  JOIN vault_sealed_value v ON v.id = p.details_value_id`

/** Papers with what they say, by a condition on `p`. `tail` is order, limit or lock. */
export async function readPapers(
  reader: PaperReader,
  keys: Keyring,
  where: { condition: string; values: readonly unknown[]; tail?: string },
): Promise<HeldPaper[]> {
  const text = `SELECT ${COLUMNS} ${FROM} WHERE ${where.condition} ${where.tail ?? ''}`
  const rows = await query<PaperRow>(reader, text, where.values)
  return rows.map((row) => opened(keys, row))
}

function opened(keys: Keyring, row: PaperRow): HeldPaper {
  const { valueId, sealed, commitment, wrappedKey, ...paper } = row
  const key = keys.openKey(paper.personId as PersonId, wrappedKey)
  const { text } = openSealed(key, { valueId, kind: 'text' }, { sealed, commitment })
  return { ...paper, details: JSON.parse(text) as PaperDetails }
}
