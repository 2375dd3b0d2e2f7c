import { query, type Transaction } from '../../platform/db.ts'
import { type AgencyId, newId, type OfficerId } from '../../platform/ids.ts'
import type { EntryKind, Posting } from './journal.ts'

export interface EntryDraft {
  agencyId: AgencyId
  kind: EntryKind
  /** What is booked: a second entry of the same cause is refused by the database. */
  cause: string
  drawerId?: string | null
  officerId?: OfficerId | null
  /** The day in Viet Nam on which it counts. */
  on: string
  at: Date
  postings: readonly Posting[]
}

/** Writes an entry with its postings. That it balances is checked again by the database when the transaction ends. */
export async function bookEntry(tx: Transaction, draft: EntryDraft): Promise<void> {
  if (draft.postings.length === 0) return
  const kinds = [...new Set(draft.postings.map((posting) => posting.account))]
  await query(
    tx,
    `INSERT INTO money_account (id, agency_id, kind) SELECT gen_random_uuid(), $1, kind FROM unnest($2::text[]) AS kind
     ON CONFLICT (agency_id, kind) DO NOTHING`,
    [draft.agencyId, kinds],
  )
  const id = newId(draft.at.getTime())
  await query(
    tx,
    `INSERT INTO money_entry (id, agency_id, kind, cause, drawer_id, booked_on, booked_at, officer_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, draft.agencyId, draft.kind, draft.cause, draft.drawerId ?? null, draft.on, draft.at, draft.officerId ?? null],
  )
  await query(
    tx,
    `INSERT INTO money_posting (entry_id, line, account_id, debit, credit)
     SELECT $1, p.line, a.id, p.debit, p.credit
     FROM unnest($3::int[], $4::text[], $5::bigint[], $6::bigint[]) AS p(line, kind, debit, credit)
     JOIN money_account a ON a.agency_id = $2 AND a.kind = p.kind`,
    [
      id,
      draft.agencyId,
      draft.postings.map((_, index) => index + 1),
      draft.postings.map((posting) => posting.account),
      draft.postings.map((posting) => posting.debit),
      draft.postings.map((posting) => posting.credit),
    ],
  )
}
