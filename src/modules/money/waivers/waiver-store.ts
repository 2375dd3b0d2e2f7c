import { query, type Reader, type Transaction } from '../../../platform/db.ts'
import type { AgencyId, DossierId, OfficerId } from '../../../platform/ids.ts'
import type { ValueRef } from '../../vault/index.ts'
import { refusals } from '../errors.ts'
import type { PersonGroup } from '../fee-table.ts'

export interface StoredWaiver {
  id: string
  dossierId: DossierId
  agencyId: AgencyId
  groups: PersonGroup[]
  percent: number | null
  amount: number
  legalBasis: ValueRef
  evidence: ValueRef
  paperHash: string | null
  outright: boolean
  state: 'proposed' | 'confirmed' | 'refused'
  proposedBy: OfficerId
  proposedAt: Date
  decisionReason: ValueRef | null
}

export const WAIVER_COLUMNS = `w.id, w.dossier_id AS "dossierId", w.agency_id AS "agencyId", w.groups, w.percent, w.amount,
  w.legal_basis AS "legalBasis", w.evidence, w.paper_hash AS "paperHash", w.outright, w.state, w.proposed_by AS "proposedBy",
  w.proposed_at AS "proposedAt", w.decision_reason AS "decisionReason"`

/** Refuses `waiver_waiting` while another of the same dossier waits for a decision. */
export async function insertWaiver(tx: Transaction, waiver: Omit<StoredWaiver, 'decisionReason'>): Promise<void> {
  const rows = await query(
    tx,
    `INSERT INTO money_waiver (id, dossier_id, agency_id, groups, percent, amount, legal_basis, evidence, paper_hash, outright, state,
       proposed_by, proposed_at, decided_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, CASE WHEN $10 THEN $13::timestamptz END)
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      waiver.id,
      waiver.dossierId,
      waiver.agencyId,
      waiver.groups,
      waiver.percent,
      waiver.amount,
      JSON.stringify(waiver.legalBasis),
      JSON.stringify(waiver.evidence),
      waiver.paperHash,
      waiver.outright,
      waiver.state,
      waiver.proposedBy,
      waiver.proposedAt,
    ],
  )
  if (rows.length === 0) throw refusals.waiver_waiting()
}

export async function findWaiver(reader: Pick<Reader, 'executeQuery'>, id: string): Promise<StoredWaiver | undefined> {
  const [waiver] = await query<StoredWaiver>(reader, `SELECT ${WAIVER_COLUMNS} FROM money_waiver w WHERE w.id = $1`, [
    id,
  ])
  return waiver
}

/** Refuses `waiver_decided` for one that does not wait any more. Its dossier is held by the caller, so nobody decides beside. */
export async function updateDecided(
  tx: Transaction,
  id: string,
  decision: { state: 'confirmed' | 'refused'; amount: number; by: OfficerId; at: Date; reason: ValueRef | null },
): Promise<void> {
  const rows = await query(
    tx,
    `UPDATE money_waiver SET state = $2, amount = $3, decided_by = $4, decided_at = $5, decision_reason = $6
     WHERE id = $1 AND state = 'proposed' RETURNING id`,
    [
      id,
      decision.state,
      decision.amount,
      decision.by,
      decision.at,
      decision.reason === null ? null : JSON.stringify(decision.reason),
    ],
  )
  if (rows.length === 0) throw refusals.waiver_decided()
}
