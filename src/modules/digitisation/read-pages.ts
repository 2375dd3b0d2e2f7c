import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { insertFiles } from '../../platform/files/file-records.ts'
import type { FileHash } from '../../platform/ids.ts'
import { queueJob } from '../../platform/jobs.ts'
import type { SubjectKey } from '../../platform/sealing/keyring.ts'
import type { ReadingContext } from './context.ts'
import { finishScan } from './finish-scan.ts'
import type { PageAnswer } from './reading/page-reader.ts'
import { packReading } from './reading/page-reading.ts'
import { scanKey, sealScanText } from './scan-seal.ts'
import {
  claimPages,
  countOpenPages,
  dropPage,
  findScan,
  MOST_ATTEMPTS,
  type PageResult,
  type PageRow,
  type ScanRow,
  writePageResult,
} from './scan-store.ts'
import { READ_TASK } from './start-scan.ts'

/** So few that other work of the worker, and other scans, never wait long for one thick paper. */
const PAGES_A_TURN = 4

/**
 * One turn of reading a scan: takes a few pages, reads them side by side, writes each as it is done, then queues the next turn or, after the
 * last page, finishes the scan. Running it twice, or again after a crash, reads no page twice at once and writes each once.
 */
export async function readPages(context: ReadingContext, { scanId }: { scanId: string }): Promise<void> {
  const scan = await findScan(context.db.read, scanId)
  if (scan === undefined || (scan.state !== 'queued' && scan.state !== 'reading')) return
  const key = await scanKey(context.db.read, context.keys, scan)
  const pages = await context.db.write((tx) => claimPages(tx, scanId, PAGES_A_TURN))
  if (pages.length > 0) await readClaimed(context, scan, key, pages)
  const open = await countOpenPages(context.db.read, scanId)
  if (open.waiting > 0) await context.db.write((tx) => queueJob(tx, READ_TASK, { scanId }))
  else if (open.busy === 0) await finishScan(context, scanId)
}

async function readClaimed(
  context: ReadingContext,
  scan: ScanRow,
  key: SubjectKey | null,
  pages: readonly PageRow[],
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-scan-'))
  try {
    const fetched = new Map<FileHash, Promise<string>>()
    const fetchOnce = (hash: FileHash): Promise<string> => {
      const path = fetched.get(hash) ?? fetchFile(context, hash, folder)
      fetched.set(hash, path)
      return path
    }
    await Promise.all(pages.map((page) => readOne(context, { scan, key, page, fetchOnce })))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function fetchFile(context: ReadingContext, hash: FileHash, folder: string): Promise<string> {
  const path = join(folder, hash)
  await pipeline(await context.files.open(hash), createWriteStream(path, { mode: 0o600 }))
  return path
}

interface OnePage {
  scan: ScanRow
  key: SubjectKey | null
  page: PageRow
  fetchOnce(hash: FileHash): Promise<string>
}

async function readOne(context: ReadingContext, { scan, key, page, fetchOnce }: OnePage): Promise<void> {
  const answer = await ask(context, page, fetchOnce)
  if (answer.kind === 'absent') {
    await context.db.write((tx) => dropPage(tx, scan.id, page.number))
    return
  }
  const image = answer.kind === 'read' ? await keepImage(context, answer.page.jpeg) : null
  await context.db.write(async (tx) => {
    if (image !== null) await insertFiles(tx, [{ ...image, mediaType: 'image/jpeg', pages: 1 }])
    await writePageResult(tx, scan.id, page.number, resultOf(answer, { scan, key, page, image: image?.hash ?? null }))
  })
}

async function ask(
  context: ReadingContext,
  page: PageRow,
  fetchOnce: OnePage['fetchOnce'],
): Promise<PageAnswer | { kind: 'fault' }> {
  try {
    const path = await fetchOnce(page.fileHash)
    return await context.reader.read({ path, mediaType: page.mediaType, page: page.sourcePage })
  } catch (error) {
    context.onFault(error)
    return { kind: 'fault' }
  }
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

function keepImage({ files }: ReadingContext, jpeg: Uint8Array) {
  return files.put(whole(jpeg), { mostBytes: jpeg.length })
}

const NOTHING: PageResult = {
  state: 'queued',
  reason: null,
  measures: null,
  turn: null,
  skew: null,
  imageHash: null,
  look: null,
  reading: null,
}

interface ResultFacts {
  scan: ScanRow
  key: SubjectKey | null
  page: PageRow
  image: string | null
}

function resultOf(answer: PageAnswer | { kind: 'fault' }, { scan, key, page, image }: ResultFacts): PageResult {
  if (answer.kind === 'damaged') return { ...NOTHING, state: 'refused', reason: 'damaged' }
  if (answer.kind !== 'read') {
    return page.attempts < MOST_ATTEMPTS ? NOTHING : { ...NOTHING, state: 'failed', reason: 'reader_failed' }
  }
  const { refusal, measures, turn, skew, look, reading } = answer.page
  const sealed =
    key === null ? null : sealScanText(key, scan.id, { of: 'page', number: page.number }, packReading(reading))
  const state = refusal === null ? 'read' : 'refused'
  return { state, reason: refusal, measures, turn, skew, imageHash: image, look, reading: sealed }
}
