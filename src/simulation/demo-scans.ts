import type { Transaction } from '../platform/db.ts'
import { type DemoPage, makeDemoPdf } from '../platform/files/demo-pdf.ts'
import { insertFiles } from '../platform/files/file-records.ts'
import type { FileStore } from '../platform/files/file-store.ts'
import type { FileHash } from '../platform/ids.ts'

const MOST_BYTES = 1_000_000

/** A demonstration page in the file store. */
export interface StoredScan {
  hash: FileHash
  mediaType: 'application/pdf'
  size: number
}

/** Stores pages as PDF files, in their order; equal pages are one file. Outside any transaction. */
export async function storeScans(files: FileStore, pages: readonly DemoPage[]): Promise<StoredScan[]> {
  const stored: StoredScan[] = []
  for (const page of pages) {
    const bytes = makeDemoPdf(page)
    const { hash, size } = await files.put(once(bytes), { mostBytes: MOST_BYTES })
    stored.push({ hash, size, mediaType: 'application/pdf' })
  }
  return stored
}

/** Records stored pages as inspected files. */
export async function recordScans(tx: Transaction, scans: readonly StoredScan[]): Promise<void> {
  await insertFiles(
    tx,
    scans.map((scan) => ({ ...scan, pages: 1 })),
  )
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
