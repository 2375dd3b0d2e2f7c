import { query, type Reader, type Transaction } from '../../platform/db.ts'
import type { AgencyId, DossierId, FileHash, PersonId, UserId } from '../../platform/ids.ts'
import type { PageMeasures } from './image/page-quality.ts'
import type { PageState, PaperKind, ScanState } from './schemas.ts'

/** A scan as its row has it. */
export interface ScanRow {
  id: string
  agencyId: AgencyId
  scannedBy: UserId
  personId: PersonId | null
  ownKey: Buffer | null
  dossierId: DossierId | null
  componentKey: string | null
  toldKind: PaperKind | null
  foundKind: PaperKind | null
  state: ScanState
  fields: Buffer | null
  numberIndex: Buffer | null
  startedAt: Date
  finishedAt: Date | null
}

const SCAN_COLUMNS = `id, agency_id AS "agencyId", scanned_by AS "scannedBy", person_id AS "personId", own_key AS "ownKey",
  dossier_id AS "dossierId", component_key AS "componentKey", told_kind AS "toldKind", found_kind AS "foundKind", state, fields,
  number_index AS "numberIndex", started_at AS "startedAt", finished_at AS "finishedAt"`

export async function findScan(
  reader: Pick<Reader, 'executeQuery'>,
  id: string,
  lock: '' | 'FOR UPDATE' = '',
): Promise<ScanRow | undefined> {
  const [row] = await query<ScanRow>(reader, `SELECT ${SCAN_COLUMNS} FROM digitisation_scan WHERE id = $1 ${lock}`, [
    id,
  ])
  return row
}

/** Scans of these agencies, the newest first; `words` must all be on the paper. */
export function listScanRows(
  reader: Pick<Reader, 'executeQuery'>,
  wanted: { agencyIds: readonly AgencyId[]; words: readonly Buffer[]; before: string | null; limit: number },
): Promise<ScanRow[]> {
  return query<ScanRow>(
    reader,
    `SELECT ${SCAN_COLUMNS} FROM digitisation_scan
     WHERE agency_id = any($1::uuid[]) AND words @> $2::bytea[] AND ($3::uuid IS NULL OR id < $3::uuid)
     ORDER BY id DESC LIMIT $4`,
    [wanted.agencyIds, wanted.words, wanted.before, wanted.limit],
  )
}

export interface NewScan {
  id: string
  agencyId: AgencyId
  scannedBy: UserId
  commandId: string
  personId: PersonId | null
  ownKey: Buffer | null
  dossierId: DossierId | null
  componentKey: string | null
  toldKind: PaperKind | null
}

/** Writes a new scan; false when this command made one before. */
export async function insertScan(tx: Transaction, scan: NewScan): Promise<boolean> {
  const rows = await query<{ id: string }>(
    tx,
    `INSERT INTO digitisation_scan (id, agency_id, scanned_by, command_id, person_id, own_key, dossier_id, component_key, told_kind)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (scanned_by, command_id) DO NOTHING RETURNING id`,
    [
      scan.id,
      scan.agencyId,
      scan.scannedBy,
      scan.commandId,
      scan.personId,
      scan.ownKey,
      scan.dossierId,
      scan.componentKey,
      scan.toldKind,
    ],
  )
  return rows.length === 1
}

/** The files of a scan in their order, with a page for each of theirs. */
export async function insertSources(
  tx: Transaction,
  scanId: string,
  files: readonly { hash: FileHash; pages: number }[],
): Promise<void> {
  await query(
    tx,
    `INSERT INTO digitisation_source (scan_id, position, file_hash)
     SELECT $1, place, hash FROM unnest($2::text[]) WITH ORDINALITY AS given (hash, place)`,
    [scanId, files.map((file) => file.hash)],
  )
  await query(
    tx,
    `INSERT INTO digitisation_page (scan_id, number, source_position, source_page)
     SELECT $1, row_number() OVER (ORDER BY place, page), place, page
     FROM unnest($2::int[]) WITH ORDINALITY AS given (pages, place), generate_series(1, pages) AS page`,
    [scanId, files.map((file) => file.pages)],
  )
}

export interface PageRow {
  number: number
  state: PageState
  attempts: number
  reason: string | null
  measures: PageMeasures | null
  turn: number | null
  skew: number | null
  imageHash: FileHash | null
  look: string | null
  reading: Buffer | null
  fileHash: FileHash
  mediaType: string
  sourcePage: number
}

const PAGE_COLUMNS = `p.number, p.state, p.attempts, p.reason, p.measures, p.turn, p.skew, p.image_hash AS "imageHash",
  p.look::text AS look, p.reading, s.file_hash AS "fileHash", f.media_type AS "mediaType", p.source_page AS "sourcePage"`

export function listPageRows(reader: Pick<Reader, 'executeQuery'>, scanId: string): Promise<PageRow[]> {
  return query<PageRow>(
    reader,
    `SELECT ${PAGE_COLUMNS} FROM digitisation_page p
     JOIN digitisation_source s ON s.scan_id = p.scan_id AND s.position = p.source_position
     JOIN platform_file f ON f.hash = s.file_hash
     WHERE p.scan_id = $1 ORDER BY p.number`,
    [scanId],
  )
}

/** How long a worker may be at a page before another takes it. */
const LEASE = `interval '6 minutes'`
export const MOST_ATTEMPTS = 3

/** Takes some pages that nobody is at, for this worker alone. */
export async function claimPages(tx: Transaction, scanId: string, most: number): Promise<PageRow[]> {
  const taken = await query<{ number: number }>(
    tx,
    `UPDATE digitisation_page SET state = 'reading', attempts = attempts + 1, leased_until = now() + ${LEASE}
     WHERE scan_id = $1 AND number IN (
       SELECT number FROM digitisation_page
       WHERE scan_id = $1 AND attempts < $3 AND (state = 'queued' OR (state = 'reading' AND leased_until < now()))
       ORDER BY number LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING number`,
    [scanId, most, MOST_ATTEMPTS],
  )
  if (taken.length === 0) return []
  await query(
    tx,
    `UPDATE digitisation_scan SET state = 'reading', changed_at = platform_now() WHERE id = $1 AND state IN ('queued', 'reading')`,
    [scanId],
  )
  const numbers = taken.map((row) => row.number)
  return (await listPageRows(tx, scanId)).filter((page) => numbers.includes(page.number))
}

export interface PageResult {
  state: 'read' | 'refused' | 'failed' | 'queued'
  reason: string | null
  measures: PageMeasures | null
  turn: number | null
  skew: number | null
  imageHash: string | null
  look: string | null
  reading: Buffer | null
}

/** Writes what came of a page, once: a second worker that was at it too changes nothing. */
export async function writePageResult(
  tx: Transaction,
  scanId: string,
  number: number,
  page: PageResult,
): Promise<void> {
  await query(
    tx,
    `UPDATE digitisation_page SET state = $3, reason = $4, measures = $5, turn = $6, skew = $7, image_hash = $8,
       look = ('x' || $9)::bit(256), reading = $10, leased_until = NULL
     WHERE scan_id = $1 AND number = $2 AND state = 'reading'`,
    [
      scanId,
      number,
      page.state,
      page.reason,
      page.measures === null ? null : JSON.stringify(page.measures),
      page.turn,
      page.skew,
      page.imageHash,
      page.look,
      page.reading,
    ],
  )
  await query(tx, 'UPDATE digitisation_scan SET changed_at = platform_now() WHERE id = $1', [scanId])
}

/** A page that the file turned out not to have. */
export async function dropPage(tx: Transaction, scanId: string, number: number): Promise<void> {
  await query(tx, `DELETE FROM digitisation_page WHERE scan_id = $1 AND number = $2 AND state = 'reading'`, [
    scanId,
    number,
  ])
}

/** How many pages wait, how many somebody is at. */
export async function countOpenPages(reader: Pick<Reader, 'executeQuery'>, scanId: string) {
  const [row] = await query<{ waiting: number; busy: number }>(
    reader,
    `SELECT count(*) FILTER (WHERE state = 'queued' OR leased_until < now()) AS waiting,
            count(*) FILTER (WHERE state = 'reading' AND leased_until >= now()) AS busy
     FROM digitisation_page WHERE scan_id = $1 AND state IN ('queued', 'reading')`,
    [scanId],
  )
  return row ?? { waiting: 0, busy: 0 }
}
