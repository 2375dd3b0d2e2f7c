import { DAY_MS } from '../../../platform/civil-date.ts'
import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId, DossierId, PersonId } from '../../../platform/ids.ts'

/** A result that lies ready and that nobody has fetched. */
export interface UnclaimedResult {
  dossierId: DossierId
  code: string | null
  procedureCode: string
  applicantId: PersonId
  returnAgencyId: AgencyId
  /** When the result was there. */
  since: Date
  /** Whole days since then. */
  days: number
  /** The procedure's own rule (domain: P15): when, and what then. Null where the law names none. */
  rule: { days: number; outcome: 'cancel' | 'archive'; endsOn: Date; source: string; unsure: boolean } | null
}

export interface UnclaimedQuestion {
  /** Only results to be returned by these; null: all, for reminders. */
  returnAgencyIds: readonly AgencyId[] | null
  /** Ready for at least so many days. */
  days: number
  /** Epoch milliseconds. */
  now: number
  limit: number
  /** After this one, for the next page. */
  after?: { since: Date; dossierId: DossierId }
}

interface Row extends Omit<UnclaimedResult, 'days' | 'rule'> {
  unclaimedDays: number | null
  unclaimedThen: 'cancel' | 'archive' | null
  source: string | null
  unsure: boolean | null
}

/** Results that wait to be fetched, the oldest first: the desk's list, and what reminders are sent from. */
export async function resultUnclaimedSince(
  reader: Pick<Reader, 'executeQuery'>,
  asked: UnclaimedQuestion,
): Promise<UnclaimedResult[]> {
  const rows = await query<Row>(
    reader,
    `SELECT d.id AS "dossierId", d.code, d.procedure_code AS "procedureCode", d.applicant_id AS "applicantId",
       d.return_agency_id AS "returnAgencyId", d.finished_at AS since, r.unclaimed_days AS "unclaimedDays",
       r.unclaimed_then AS "unclaimedThen", r.source, r.unsure
     FROM casework_dossier d LEFT JOIN casework_result_rule r ON r.procedure_code = d.procedure_code
     WHERE d.legal_state = 'resolved' AND ($1::uuid[] IS NULL OR d.return_agency_id = ANY ($1::uuid[]))
       AND d.finished_at <= $2::timestamptz AND (d.finished_at, d.id) > ($3::timestamptz, $4::uuid)
     ORDER BY d.finished_at, d.id LIMIT $5`,
    [
      asked.returnAgencyIds,
      new Date(asked.now - asked.days * DAY_MS),
      asked.after?.since ?? '-infinity',
      asked.after?.dossierId ?? '00000000-0000-0000-0000-000000000000',
      asked.limit,
    ],
  )
  return rows.map(({ unclaimedDays, unclaimedThen, source, unsure, ...row }) => ({
    ...row,
    days: Math.floor((asked.now - row.since.getTime()) / DAY_MS),
    rule:
      unclaimedDays === null || unclaimedThen === null
        ? null
        : {
            days: unclaimedDays,
            outcome: unclaimedThen,
            endsOn: new Date(row.since.getTime() + unclaimedDays * DAY_MS),
            source: source ?? '',
            unsure: unsure ?? true,
          },
  }))
}

/** A result that is ready before its day: the applicant may come earlier (NĐ 61/2018 Art. 20.4). */
export interface EarlyResult {
  dossierId: DossierId
  code: string | null
  applicantId: PersonId
  returnAgencyId: AgencyId
  finishedAt: Date
  dueAt: Date
}

/** Results that became ready early since an instant and were not fetched yet: what a prior notice is sent from. */
export function earlyResultsSince(
  reader: Pick<Reader, 'executeQuery'>,
  asked: { since: Date; limit: number },
): Promise<EarlyResult[]> {
  return query<EarlyResult>(
    reader,
    `SELECT id AS "dossierId", code, applicant_id AS "applicantId", return_agency_id AS "returnAgencyId",
       finished_at AS "finishedAt", due_at AS "dueAt"
     FROM casework_dossier WHERE legal_state = 'resolved' AND punctuality = 'early' AND finished_at >= $1::timestamptz
     ORDER BY finished_at, id LIMIT $2`,
    [asked.since, asked.limit],
  )
}
