import { hash } from 'node:crypto'
import { query, type Reader, type Transaction } from '../../../platform/db.ts'
import type { AgencyId, OfficerId } from '../../../platform/ids.ts'
import { canonicalJson } from '../../../platform/ledger/index.ts'
import { periodWord, type ReportingPeriod } from '../reporting-period.ts'
import type { ReportKind, ReportSnapshot } from './report.ts'
import type { SolvingColumns } from './solving-columns.ts'
import type { TypedFigure } from './typed-figure.ts'

export interface ReportRow {
  id: string
  kind: ReportKind
  agencyId: AgencyId
  period: string
  createdBy: OfficerId
  createdAt: Date
}

export interface SectionRow {
  section: string
  revision: number
  narrative: string
  figures: TypedFigure[]
  savedBy: OfficerId
  savedAt: Date
}

export interface SignedRow {
  snapshot: string
  hash: string
  signedBy: OfficerId
  position: string
  signedAt: Date
}

const REPORT =
  'r.id, r.kind, r.agency_id AS "agencyId", r.period, r.created_by AS "createdBy", r.created_at AS "createdAt"'

/** Adds a report and gives its id; the one that is there when there is one. */
export async function insertReport(tx: Transaction, report: Omit<ReportRow, 'createdAt'>): Promise<string> {
  const { id, kind, agencyId, period, createdBy } = report
  await query(
    tx,
    `INSERT INTO indicators_report (id, kind, agency_id, period, created_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (agency_id, kind, period) DO NOTHING`,
    [id, kind, agencyId, period, createdBy],
  )
  const [row] = await query<{ id: string }>(
    tx,
    'SELECT id FROM indicators_report WHERE agency_id = $1 AND kind = $2 AND period = $3',
    [agencyId, kind, period],
  )
  return row?.id ?? id
}

export async function findReport(reader: Reader, id: string): Promise<ReportRow | undefined> {
  const rows = await query<ReportRow>(reader, `SELECT ${REPORT} FROM indicators_report r WHERE r.id = $1`, [id])
  return rows[0]
}

/** One at a time writes to a report or signs it. */
export async function lockReport(tx: Transaction, id: string): Promise<void> {
  await query(tx, `SELECT pg_advisory_xact_lock(hashtextextended('report:' || $1::text, 0))`, [id])
}

export interface ListedReport extends ReportRow {
  signedAt: Date | null
  hash: string | null
}

/** The reports of these agencies on a period. */
export async function listReports(
  reader: Reader,
  agencyIds: readonly AgencyId[],
  period: ReportingPeriod,
): Promise<ListedReport[]> {
  return query<ListedReport>(
    reader,
    `SELECT ${REPORT}, s.signed_at AS "signedAt", s.hash
     FROM indicators_report r LEFT JOIN indicators_report_signed s ON s.report_id = r.id
     WHERE r.agency_id = ANY ($1::uuid[]) AND r.period = $2 ORDER BY r.id`,
    [agencyIds, periodWord(period)],
  )
}

export async function findSections(reader: Reader, id: string): Promise<SectionRow[]> {
  return query<SectionRow>(
    reader,
    `SELECT section, revision, narrative, figures, saved_by AS "savedBy", saved_at AS "savedAt"
     FROM indicators_report_section WHERE report_id = $1 ORDER BY section`,
    [id],
  )
}

/** Keeps a section that was written on `revision` (0: on none) and gives the new one; undefined: somebody else wrote it meanwhile. */
export async function keepSection(
  tx: Transaction,
  { reportId, ...kept }: Omit<SectionRow, 'savedAt'> & { reportId: string },
): Promise<number | undefined> {
  const rows = await query<{ revision: number }>(
    tx,
    `INSERT INTO indicators_report_section AS s (report_id, section, revision, narrative, figures, saved_by)
     SELECT $1::uuid, $2::text, 1, $4::text, $5::jsonb, $6::uuid WHERE $3::int = 0 OR EXISTS (
       SELECT FROM indicators_report_section WHERE report_id = $1 AND section = $2 AND revision = $3)
     ON CONFLICT (report_id, section) DO UPDATE
       SET revision = s.revision + 1, narrative = EXCLUDED.narrative, figures = EXCLUDED.figures,
         saved_by = EXCLUDED.saved_by, saved_at = platform_now()
       WHERE s.revision = $3
     RETURNING revision`,
    [reportId, kept.section, kept.revision, kept.narrative, JSON.stringify(kept.figures), kept.savedBy],
  )
  return rows[0]?.revision
}

export async function insertSigned(
  tx: Transaction,
  id: string,
  { headHash, ...signed }: SignedRow & { headHash: Uint8Array },
): Promise<void> {
  await query(
    tx,
    `INSERT INTO indicators_report_signed (report_id, snapshot, hash, signed_by, position, signed_at, head_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, signed.snapshot, signed.hash, signed.signedBy, signed.position, signed.signedAt, headHash],
  )
}

export async function findSigned(reader: Reader, id: string): Promise<SignedRow | undefined> {
  const rows = await query<SignedRow>(
    reader,
    `SELECT snapshot, hash, signed_by AS "signedBy", position, signed_at AS "signedAt"
     FROM indicators_report_signed WHERE report_id = $1`,
    [id],
  )
  return rows[0]
}

/** What was signed for a period; undefined when nothing was. */
export async function findSnapshotOf(
  reader: Reader,
  place: { agencyId: AgencyId; kind: ReportKind; period: ReportingPeriod },
): Promise<ReportSnapshot | undefined> {
  const rows = await query<{ snapshot: string }>(
    reader,
    `SELECT s.snapshot FROM indicators_report r JOIN indicators_report_signed s ON s.report_id = r.id
     WHERE r.agency_id = $1 AND r.kind = $2 AND r.period = $3`,
    [place.agencyId, place.kind, periodWord(place.period)],
  )
  return rows[0] === undefined ? undefined : (JSON.parse(rows[0].snapshot) as ReportSnapshot)
}

/** The frozen line of form II.06a of each of these agencies that has signed its own. */
export async function listSignedGrids(
  reader: Reader,
  agencyIds: readonly AgencyId[],
  period: ReportingPeriod,
): Promise<Map<string, { columns: SolvingColumns; hash: string }>> {
  const rows = await query<{ agencyId: AgencyId; columns: SolvingColumns | null; hash: string }>(
    reader,
    `SELECT r.agency_id AS "agencyId", s.snapshot::jsonb -> 'grid' -> 0 -> 'columns' AS columns, s.hash
     FROM indicators_report r JOIN indicators_report_signed s ON s.report_id = r.id
     WHERE r.agency_id = ANY ($1::uuid[]) AND r.kind = 'solving' AND r.period = $2`,
    [agencyIds, periodWord(period)],
  )
  return new Map(
    rows.flatMap(({ agencyId, columns, hash }) => (columns === null ? [] : [[agencyId, { columns, hash }]])),
  )
}

/** What the agencies wrote into a section of their signed reports on a period, in the order of their names. */
export async function listSignedWords(
  reader: Reader,
  agencyIds: readonly AgencyId[],
  asked: { kind: ReportKind; period: ReportingPeriod; section: string },
): Promise<{ agencyId: AgencyId; name: string; narrative: string }[]> {
  return query(
    reader,
    `SELECT r.agency_id AS "agencyId", s.snapshot::jsonb #>> '{agency,name}' AS name, part ->> 'narrative' AS narrative
     FROM indicators_report r JOIN indicators_report_signed s ON s.report_id = r.id
     CROSS JOIN jsonb_array_elements(s.snapshot::jsonb -> 'sections') AS part
     WHERE r.agency_id = ANY ($1::uuid[]) AND r.kind = $2 AND r.period = $3 AND part ->> 'key' = $4
       AND btrim(part ->> 'narrative') <> ''
     ORDER BY name, r.agency_id`,
    [agencyIds, asked.kind, periodWord(asked.period), asked.section],
  )
}

/** The one text of a snapshot and its SHA-256 (hex). */
export function sealSnapshot(snapshot: ReportSnapshot): { text: string; hash: string } {
  const text = canonicalJson(snapshot)
  return { text, hash: hashOfText(text) }
}

export function hashOfText(text: string): string {
  return hash('sha256', text, 'hex')
}
