import { query, type Reader } from '../../platform/db.ts'
import { blindIndex } from '../../platform/sealing/blind-index.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'
import { ALIKE, FINGERPRINTS, fingerprints, lettersOf } from './likeness.ts'
import type { PetitionState } from './petition.ts'

/** The fingerprints of a text under this office's key: alike texts share many, and nobody reads a word out of them. */
export function likenessOf(keys: Keyring, text: string): number[] {
  return fingerprints(lettersOf(text).map((triple) => blindIndex(keys, 'petition/likeness', triple).readUInt32LE(0)))
}

const MOST_ALIKE = 500

export interface AlikePetition {
  petition: PetitionState
  /** 0 to 1. */
  share: number
}

/** Open petitions of the same agency that say nearly the same, the most alike first, then the oldest. */
export async function findAlike(reader: Reader, petition: PetitionState): Promise<AlikePetition[]> {
  const rows = await query<{ document: PetitionState; shared: number }>(
    reader,
    `WITH own AS (SELECT likeness FROM petitions_petition WHERE id = $1)
     SELECT p.document, s.shared FROM own, petitions_petition p CROSS JOIN LATERAL (
       SELECT count(*)::int AS shared FROM unnest(p.likeness) l WHERE l = ANY (own.likeness)) s
     WHERE p.likeness && own.likeness AND p.state IN ('received', 'processing', 'waiting', 'drafted')
       AND p.agency_id = $2 AND p.id <> $1 AND s.shared >= $3
     ORDER BY s.shared DESC, p.received_at, p.id LIMIT ${MOST_ALIKE}`,
    [petition.petitionId, petition.agencyId, Math.ceil(ALIKE * FINGERPRINTS)],
  )
  return rows.map(({ document, shared }) => ({ petition: document, share: shared / FINGERPRINTS }))
}
