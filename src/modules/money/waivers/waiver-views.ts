import { query } from '../../../platform/db.ts'
import type { AgencyId, DossierId } from '../../../platform/ids.ts'
import { readTexts } from '../../vault/index.ts'
import type { MoneyContext } from '../context.ts'
import { type StoredWaiver, WAIVER_COLUMNS } from './waiver-store.ts'

export interface WaiverLine extends Omit<StoredWaiver, 'legalBasis' | 'evidence' | 'decisionReason'> {
  dossierCode: string | null
  proposedByName: string
  decidedByName: string | null
  /** Null when the person was erased. */
  basisText: string | null
  evidenceText: string | null
  decisionText: string | null
}

/** Waivers that wait at an agency, the longest first; or all of one dossier, in their order. The caller has been shown them. */
export async function listWaivers(
  context: MoneyContext,
  of: { agencyId: AgencyId } | { dossierId: DossierId },
): Promise<WaiverLine[]> {
  const { db, keys } = context.casework
  const [condition, id] =
    'agencyId' in of ? [`w.agency_id = $1 AND w.state = 'proposed'`, of.agencyId] : ['w.dossier_id = $1', of.dossierId]
  type Row = StoredWaiver & Pick<WaiverLine, 'dossierCode' | 'proposedByName' | 'decidedByName'>
  const rows = await query<Row>(
    db.read,
    `SELECT ${WAIVER_COLUMNS}, d.code AS "dossierCode", p.display_name AS "proposedByName", o.display_name AS "decidedByName"
     FROM money_waiver w JOIN casework_dossier d ON d.id = w.dossier_id JOIN organisation_officer p ON p.id = w.proposed_by
     LEFT JOIN organisation_officer o ON o.id = w.decided_by WHERE ${condition} ORDER BY w.proposed_at, w.id LIMIT 200`,
    [id],
  )
  const refs = rows.flatMap((row) => [
    row.legalBasis,
    row.evidence,
    ...(row.decisionReason ? [row.decisionReason] : []),
  ])
  const texts = await readTexts(
    db.read,
    keys,
    refs.map((ref) => ref.valueId),
  )
  return rows.map(({ legalBasis, evidence, decisionReason, ...row }) => ({
    ...row,
    basisText: texts.get(legalBasis.valueId) ?? null,
    evidenceText: texts.get(evidence.valueId) ?? null,
    decisionText: decisionReason === null ? null : (texts.get(decisionReason.valueId) ?? null),
  }))
}
