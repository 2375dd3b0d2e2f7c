import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { localDate } from '../../platform/civil-date.ts'
import { query, type Transaction } from '../../platform/db.ts'
import { insertFiles } from '../../platform/files/file-records.ts'
import type { StoredFile } from '../../platform/files/file-store.ts'
import type { SubjectKey } from '../../platform/sealing/keyring.ts'
import type { ReadingContext } from './context.ts'
import { detectKindOf, extractFields } from './fields/extract-fields.ts'
import { searchWords } from './fields/search-words.ts'
import { type PageReading, textOf, unpackReading } from './reading/page-reading.ts'
import { PDF_MADE_WITH } from './reading/searchable-pdf.ts'
import { numberIndex, openScanText, scanKey, sealScanText, wordIndex } from './scan-seal.ts'
import { findScan, listPageRows, MOST_ATTEMPTS, type PageRow, type ScanRow } from './scan-store.ts'
import type { ExtractedField, PaperKind, ScanState } from './schemas.ts'

/** A page with what was read on it. */
interface OpenedPage {
  row: PageRow
  reading: PageReading
}

/**
 * After the last page: tells the kind, finds the fields, makes the PDF/A, and says what became of the scan. Slow work is done outside the
 * transaction; of two workers that do it at once one writes.
 */
export async function finishScan(context: ReadingContext, scanId: string): Promise<void> {
  const attempts = await countAttempt(context, scanId)
  const scan = await findScan(context.db.read, scanId)
  if (attempts === null || scan === undefined) return
  const rows = await listPageRows(context.db.read, scanId)
  const key = await scanKey(context.db.read, context.keys, scan)
  const state = stateOf(rows)
  if (key === null || state === 'failed' || attempts > MOST_ATTEMPTS) return finishAs(context, scanId, 'failed')
  const pages = openPages(scan, key, rows)
  const found = understand(scan, pages)
  const output = state === 'read' ? await makePdf(context, scan, pages) : null
  await context.db.write(async (tx) => {
    if (!(await closeScan(tx, scan, { state, key, found, pages }, context))) return
    if (output !== null) await recordOutput(tx, scanId, output, pages.length)
  })
}

/** Which time this is; null when the scan is finished already. */
async function countAttempt(context: ReadingContext, scanId: string): Promise<number | null> {
  const [row] = await context.db.write((tx) =>
    query<{ attempts: number }>(
      tx,
      `UPDATE digitisation_scan SET finish_attempts = finish_attempts + 1, changed_at = platform_now()
       WHERE id = $1 AND state IN ('queued', 'reading') RETURNING finish_attempts AS attempts`,
      [scanId],
    ),
  )
  return row?.attempts ?? null
}

/**
 * What the pages make of the scan. An empty back of a sheet is no fault; a scan of empty pages alone is. One page that cannot stand for the
 * paper makes the whole scan one that is to be made anew.
 */
export function stateOf(pages: readonly Pick<PageRow, 'state' | 'reason'>[]): ScanState {
  const isRead = pages.some((page) => page.state === 'read')
  if (pages.length === 0 || pages.some((page) => page.state === 'failed')) return 'failed'
  const refused = pages.filter((page) => page.state === 'refused')
  return isRead && refused.every((page) => page.reason === 'blank') ? 'read' : 'refused'
}

function openPages(scan: ScanRow, key: SubjectKey, rows: readonly PageRow[]): OpenedPage[] {
  return rows.flatMap((row) => {
    if (row.reading === null || row.reason === 'blank') return []
    const text = openScanText(key, scan.id, { of: 'page', number: row.number }, row.reading)
    return [{ row, reading: unpackReading(text) }]
  })
}

interface Understood {
  kind: PaperKind | null
  fields: ExtractedField[]
}

function understand(scan: ScanRow, pages: readonly OpenedPage[]): Understood {
  const readings = pages.map((page) => page.reading)
  const kind = scan.toldKind ?? detectKindOf(readings)
  const today = localDate(scan.startedAt.getTime())
  const fields = kind === null ? [] : extractFields(kind, readings, today)
  // Pages left out for being empty still have their number.
  return { kind, fields: fields.map((field) => ({ ...field, page: pages[field.page - 1]?.row.number ?? field.page })) }
}

/** The pages as one PDF/A in the store. */
async function makePdf(context: ReadingContext, scan: ScanRow, pages: readonly OpenedPage[]): Promise<StoredFile> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-pdf-'))
  try {
    for (const [at, { row }] of pages.entries()) {
      const image = await context.files.open(row.imageHash as never)
      await pipeline(image, createWriteStream(join(folder, `${at}.jpg`), { mode: 0o600 }))
    }
    const scannedOn = localDate(scan.startedAt.getTime())
    const path = await context.reader.compose({ folder, scannedOn, readings: pages.map((page) => page.reading) })
    const { size } = await stat(path)
    return await context.files.put(createReadStream(path), { mostBytes: size })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Outcome {
  state: ScanState
  key: SubjectKey
  found: Understood
  pages: readonly OpenedPage[]
}

/** Writes the outcome; false when another worker has. */
async function closeScan(tx: Transaction, scan: ScanRow, outcome: Outcome, { keys }: ReadingContext): Promise<boolean> {
  const { kind, fields } = outcome.found
  const number = fields.find((field) => field.key === 'number')?.value
  const words = searchWords(outcome.pages.map(({ reading }) => textOf(reading)).join('\n'))
  const closed = await query<{ id: string }>(
    tx,
    `UPDATE digitisation_scan SET state = $2, found_kind = $3, fields = $4, words = $5, number_index = $6,
       changed_at = platform_now(), finished_at = platform_now()
     WHERE id = $1 AND state IN ('queued', 'reading') RETURNING id`,
    [
      scan.id,
      outcome.state,
      kind,
      sealScanText(outcome.key, scan.id, { of: 'fields' }, JSON.stringify(fields)),
      words.map((word) => wordIndex(keys, word)),
      kind === null || number === undefined ? null : numberIndex(keys, kind, number),
    ],
  )
  return closed.length === 1
}

async function recordOutput(tx: Transaction, scanId: string, file: StoredFile, pages: number): Promise<void> {
  await insertFiles(tx, [{ ...file, mediaType: 'application/pdf', pages }])
  await query(
    tx,
    `INSERT INTO digitisation_output (scan_id, file_hash, page_count, made_with) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [scanId, file.hash, pages, PDF_MADE_WITH],
  )
}

async function finishAs(context: ReadingContext, scanId: string, state: 'failed'): Promise<void> {
  await context.db.write((tx) =>
    query(
      tx,
      `UPDATE digitisation_scan SET state = $2, changed_at = platform_now(), finished_at = platform_now()
       WHERE id = $1 AND state IN ('queued', 'reading')`,
      [scanId, state],
    ),
  )
}
