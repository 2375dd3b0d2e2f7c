import { query } from '../../platform/db.ts'
import { type FileHash, isUuid } from '../../platform/ids.ts'
import type { SubjectKey } from '../../platform/sealing/keyring.ts'
import { type Actor, officerNames } from '../organisation/index.ts'
import type { DigitisationContext } from './context.ts'
import { findDuplicates } from './duplicates.ts'
import { refusals } from './errors.ts'
import { fieldShapes } from './fields/extract-fields.ts'
import { searchWords } from './fields/search-words.ts'
import { mayConfirmScan, maySeeScan, seenAgencies } from './policy.ts'
import { openScanText, scanKey, wordIndex } from './scan-seal.ts'
import { findScan, listPageRows, listScanRows, type PageRow, type ScanRow } from './scan-store.ts'
import type { ExtractedField, PaperKind } from './schemas.ts'
import type { FieldView, ScanLine, ScanList, ScanPage, ScanView } from './view-types.ts'

const LINES = 30

/** The scan, if this actor sees it; else it is not found. */
export async function getSeenScan(context: DigitisationContext, actor: Actor, scanId: string): Promise<ScanRow> {
  const scan = isUuid(scanId) ? await findScan(context.db.read, scanId) : undefined
  if (scan === undefined || !maySeeScan(actor, scan.agencyId)) throw refusals.scan_not_found()
  return scan
}

/**
 * The scans of the actor's agencies, the newest first. With `text`: those on whose paper every one of its words was read, diacritics aside; no parts
 * of words, no words that are printed on every form.
 */
export async function listScans(
  context: DigitisationContext,
  { actor, text = '', before = null }: { actor: Actor; text?: string; before?: string | null },
): Promise<ScanList> {
  const asked = searchWords(text)
  if (text.trim() !== '' && asked.length === 0) return { rows: [], next: null }
  const rows = await listScanRows(context.db.read, {
    agencyIds: seenAgencies(actor),
    words: asked.map((word) => wordIndex(context.keys, word)),
    before: isUuid(before) ? before : null,
    limit: LINES + 1,
  })
  const shown = rows.slice(0, LINES)
  return { rows: await linesOf(context, shown), next: rows.length > LINES ? (shown.at(-1)?.id ?? null) : null }
}

async function linesOf({ db }: DigitisationContext, scans: readonly ScanRow[]): Promise<ScanLine[]> {
  const counts = await query<{ id: string; pages: number; done: number; confirmed: boolean }>(
    db.read,
    `SELECT p.scan_id AS id, count(*) AS pages, count(*) FILTER (WHERE p.state NOT IN ('queued', 'reading')) AS done,
       EXISTS (SELECT FROM digitisation_confirmation c WHERE c.scan_id = p.scan_id) AS confirmed
     FROM digitisation_page p WHERE p.scan_id = any($1::uuid[]) GROUP BY p.scan_id`,
    [scans.map((scan) => scan.id)],
  )
  const names = await officerNames(db.read, [...new Set(scans.map((scan) => scan.scannedBy))])
  return scans.map((scan) => {
    const count = counts.find((one) => one.id === scan.id)
    return {
      id: scan.id,
      state: scan.state,
      kind: scan.foundKind ?? scan.toldKind,
      startedAt: scan.startedAt.getTime(),
      scannedBy: names.get(scan.scannedBy) ?? null,
      pages: count?.pages ?? 0,
      pagesDone: count?.done ?? 0,
      isConfirmed: count?.confirmed ?? false,
    }
  })
}

/**
 * All that the clerk's page shows of a scan. `asKind`: the fields as those of this kind, where the clerk knows better. Refuses
 * `digitisation.scan_not_found`.
 */
export async function readScan(
  context: DigitisationContext,
  { actor, scanId, asKind }: { actor: Actor; scanId: string; asKind?: PaperKind },
): Promise<ScanView> {
  const scan = await getSeenScan(context, actor, scanId)
  const reader = context.db.read
  const [[line], pages, key, sources, output, duplicates] = await Promise.all([
    linesOf(context, [scan]),
    listPageRows(reader, scan.id),
    scanKey(reader, context.keys, scan),
    readSources(context, scan.id),
    readOutput(context, scan.id),
    findDuplicates(context, actor, scan),
  ])
  const found = fieldsOf(scan, key)
  const kind = asKind ?? scan.foundKind ?? scan.toldKind
  return {
    ...(line as ScanLine),
    kind,
    dossierId: scan.dossierId,
    hasPerson: scan.personId !== null,
    isForgotten: key === null,
    pageList: pages.map(pageOf),
    fields: kind === null ? [] : fieldViews(kind, found),
    duplicates,
    sources,
    output,
    mayConfirm: mayConfirmScan(actor, scan.agencyId),
    confirmation: await readConfirmation(context, scan, key),
  }
}

/** How far a scan is, without opening what was read. Refuses `digitisation.scan_not_found`. */
export async function readScanProgress(context: DigitisationContext, actor: Actor, scanId: string) {
  const [line] = await linesOf(context, [await getSeenScan(context, actor, scanId)])
  const { state, pages, pagesDone } = line as ScanLine
  return { state, pages, pagesDone }
}

export function fieldsOf(scan: ScanRow, key: SubjectKey | null): ExtractedField[] {
  if (scan.fields === null || key === null) return []
  return JSON.parse(openScanText(key, scan.id, { of: 'fields' }, scan.fields)) as ExtractedField[]
}

function fieldViews(kind: PaperKind, found: readonly ExtractedField[]): FieldView[] {
  return fieldShapes(kind).map((shape) => ({ ...shape, found: found.find((one) => one.key === shape.key) ?? null }))
}

function pageOf({ number, state, reason, imageHash, measures, turn }: PageRow): ScanPage {
  const across = turn === 90 || turn === 270
  const [width, height] = across ? [measures?.height, measures?.width] : [measures?.width, measures?.height]
  return { number, state, reason, hasImage: imageHash !== null, width: width ?? null, height: height ?? null }
}

function readSources({ db }: DigitisationContext, scanId: string) {
  return query<{ position: number; mediaType: string; size: number }>(
    db.read,
    `SELECT s.position, f.media_type AS "mediaType", f.size FROM digitisation_source s
     JOIN platform_file f ON f.hash = s.file_hash WHERE s.scan_id = $1 ORDER BY s.position`,
    [scanId],
  )
}

async function readOutput({ db }: DigitisationContext, scanId: string) {
  const [row] = await query<{ size: number; pages: number }>(
    db.read,
    `SELECT f.size, o.page_count AS pages FROM digitisation_output o JOIN platform_file f ON f.hash = o.file_hash
     WHERE o.scan_id = $1`,
    [scanId],
  )
  return row ?? null
}

async function readConfirmation({ db }: DigitisationContext, scan: ScanRow, key: SubjectKey | null) {
  const [row] = await query<{ by: string; at: Date; kind: PaperKind; fields: Buffer; keptAs: string | null }>(
    db.read,
    `SELECT confirmed_by AS by, confirmed_at AS at, paper_kind AS kind, fields, kept_as AS "keptAs"
     FROM digitisation_confirmation WHERE scan_id = $1`,
    [scan.id],
  )
  if (row === undefined) return null
  const names = await officerNames(db.read, [row.by as never])
  const text = key === null ? '{}' : openScanText(key, scan.id, { of: 'confirmed' }, row.fields)
  const fields = JSON.parse(text) as Record<string, string>
  return {
    at: row.at.getTime(),
    by: names.get(row.by as never) ?? null,
    kind: row.kind,
    fields,
    isKept: row.keptAs !== null,
  }
}

/** A file of a scan as it is served. */
export interface ScanFile {
  hash: FileHash
  mediaType: string
  size: number
}

/** Which of a scan's files: a page's upright picture, the PDF/A, or a file as it came. */
export type WantedFile = { of: 'page'; number: number } | { of: 'output' } | { of: 'source'; position: number }

/** A file of a scan, for those who see it. Refuses `digitisation.scan_not_found`, also where there is no such file. */
export async function getScanFile(
  context: DigitisationContext,
  { actor, scanId, wanted }: { actor: Actor; scanId: string; wanted: WantedFile },
): Promise<ScanFile> {
  const scan = await getSeenScan(context, actor, scanId)
  const file = await findFile(context, scan.id, wanted)
  if (file === undefined) throw refusals.scan_not_found()
  return file
}

async function findFile(
  { db }: DigitisationContext,
  scanId: string,
  wanted: WantedFile,
): Promise<ScanFile | undefined> {
  const place = wanted.of === 'page' ? wanted.number : wanted.of === 'source' ? wanted.position : 0
  if (!Number.isSafeInteger(place) || place > 1000) return undefined
  const hashes = {
    page: 'SELECT image_hash FROM digitisation_page WHERE scan_id = $1 AND number = $2',
    source: 'SELECT file_hash FROM digitisation_source WHERE scan_id = $1 AND position = $2',
    output: 'SELECT file_hash FROM digitisation_output WHERE scan_id = $1 AND $2 = 0',
  }
  const [row] = await query<ScanFile>(
    db.read,
    `SELECT hash, media_type AS "mediaType", size FROM platform_file WHERE hash = (${hashes[wanted.of]})`,
    [scanId, place],
  )
  return row
}
