import { createReadStream } from 'node:fs'
import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { query, type Transaction } from '../../../platform/db.ts'
import { Refusal } from '../../../platform/errors.ts'
import { type AcceptedFile, acceptUpload } from '../../../platform/files/accept-upload.ts'
import type { FileInspector } from '../../../platform/files/file-inspector.ts'
import { insertFiles } from '../../../platform/files/file-records.ts'
import type { FileExtension } from '../../../platform/files/file-types.ts'
import { isUuid, newId } from '../../../platform/ids.ts'
import type { DigitisationContext } from '../context.ts'
import { refusals } from '../errors.ts'
import { MOST_PAGES } from '../start-scan.ts'
import { type Glance, isSettled, isTemporary, mayBeHalfWritten, REFUSED, TAKING } from './scanner-folder.ts'
import { listScannersInUse, type ScannerInUse } from './scanner-store.ts'

/** What taking files from scanners stands on: only the worker has it. */
export interface ScannerContext extends Pick<DigitisationContext, 'db' | 'files'> {
  inspector: FileInspector
  /** The folder below which each counter has its own. */
  folder: string
  /** Bytes of the largest file. */
  mostBytes: number
}

const SCANS: readonly FileExtension[] = ['pdf', 'jpg', 'png']
const AT_ONCE = 50
const NOBODY_AT_IT_MS = 120_000

/** One look into the folders of all scanners, again and again by the same `pass`: what it saw the last time it remembers. */
export function openScannerFolders(context: ScannerContext) {
  let seen = new Map<string, Glance>()
  let isFirst = true
  return {
    /** Takes every file that is whole; returns how many were taken or refused. */
    async pass(): Promise<number> {
      const now = new Map<string, Glance>()
      let done = 0
      for (const scanner of await listScannersInUse(context.db.read)) {
        const place = join(context.folder, ...scanner.folder.split('/'))
        await mkdir(join(place, TAKING), { recursive: true })
        done += await finishTaking(context, scanner, { place, all: isFirst })
        for (const name of await namesIn(place)) {
          const path = join(place, name)
          const glance = await glanceAt(path)
          if (glance === null) continue
          const before = seen.get(path)
          if (isSettled(before, glance) && (await isWhole(context, path, { name, glance }))) {
            done += await takeFile(context, scanner, { place, name })
          } else now.set(path, glance)
        }
      }
      seen = now
      isFirst = false
      return done
    },
  }
}

async function namesIn(place: string): Promise<string[]> {
  const entries = await readdir(place, { withFileTypes: true })
  // A link could lead anywhere on this machine: only what lies here itself is looked at.
  const names = entries.filter((entry) => entry.isFile() && !isTemporary(entry.name)).map(({ name }) => name)
  return names.sort(new Intl.Collator('en', { numeric: true }).compare).slice(0, AT_ONCE)
}

/** Null where it has gone meanwhile. */
async function glanceAt(path: string): Promise<Glance | null> {
  const found = await lstat(path).catch(() => null)
  return found?.isFile() ? { size: found.size, changedAt: found.mtimeMs } : null
}

async function isWhole(
  { inspector, mostBytes }: ScannerContext,
  path: string,
  { name, glance }: { name: string; glance: Glance },
): Promise<boolean> {
  if (glance.size > mostBytes) return true
  const found = await inspector.inspect(path, { claimedName: name, mostBytes, allowed: SCANS }).catch(async (error) => {
    if ((await glanceAt(path)) === null) return null
    throw error
  })
  // Another worker has taken it meanwhile.
  if (found === null) return false
  return found.ok || !mayBeHalfWritten(found.code, glance, Date.now())
}

/** Moves a file where nobody else takes it, under an id it keeps; of two that move it at once one does. */
async function takeFile(
  context: ScannerContext,
  scanner: ScannerInUse,
  { place, name }: { place: string; name: string },
): Promise<number> {
  const id = newId()
  const taking = join(place, TAKING, id)
  await mkdir(taking)
  try {
    await rename(join(place, name), join(taking, name))
  } catch {
    // Another worker has it, or the scanner holds it open: the next look will tell.
    await rm(taking, { recursive: true, force: true })
    return 0
  }
  await settleTaken(context, scanner, { id, place })
  return 1
}

/** What a worker that died had begun to take: at the first look all there is, later what nobody has been at for two minutes. */
async function finishTaking(
  context: ScannerContext,
  scanner: ScannerInUse,
  { place, all }: { place: string; all: boolean },
): Promise<number> {
  let done = 0
  for (const id of (await readdir(join(place, TAKING))).filter(isUuid)) {
    const begun = await lstat(join(place, TAKING, id)).catch(() => null)
    if (begun === null || (!all && Date.now() - begun.mtimeMs < NOBODY_AT_IT_MS)) continue
    await settleTaken(context, scanner, { id, place })
    done++
  }
  return done
}

/** From the moved file to its row, then the file goes. Running it again, or twice at once, changes nothing: the id is the row's. */
async function settleTaken(
  context: ScannerContext,
  scanner: ScannerInUse,
  { id, place }: { id: string; place: string },
): Promise<void> {
  const taking = join(place, TAKING, id)
  const [name] = await readdir(taking).catch(() => [])
  let isRefused = await stateOf(context, id).then((state) => state === 'refused')
  if (name !== undefined && !isRefused && (await stateOf(context, id)) === null) {
    const outcome = await accept(context, join(taking, name), name)
    await context.db.write((tx) => record(tx, { id, scanner, name, outcome }))
    isRefused = outcome instanceof Refusal
  }
  if (isRefused && name !== undefined) await putAside(place, id)
  await rm(taking, { recursive: true, force: true })
}

async function stateOf({ db }: ScannerContext, id: string): Promise<string | null> {
  const [row] = await query<{ state: string }>(db.read, 'SELECT state FROM digitisation_scanner_file WHERE id = $1', [
    id,
  ])
  return row?.state ?? null
}

/** As every upload is taken; and like one, refused with its reason. */
async function accept(context: ScannerContext, path: string, name: string): Promise<AcceptedFile | Refusal> {
  const { files: store, inspector, mostBytes } = context
  try {
    const file = await acceptUpload(
      { content: createReadStream(path), name },
      { store, inspector, mostBytes, allowed: SCANS },
    )
    const found = file.pages ?? 1
    return found > MOST_PAGES ? refusals.too_many_pages({ most: MOST_PAGES, found }) : file
  } catch (error) {
    if (error instanceof Refusal && error.code !== 'files.upload_interrupted') return error
    throw error
  }
}

interface Recorded {
  id: string
  scanner: ScannerInUse
  name: string
  outcome: AcceptedFile | Refusal
}

async function record(tx: Transaction, { id, scanner, name, outcome }: Recorded): Promise<void> {
  const insert = (state: string, hash: string | null, reason: Refusal | null) =>
    query<{ id: string }>(
      tx,
      `INSERT INTO digitisation_scanner_file (id, scanner_id, name, state, file_hash, reason, reason_params)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`,
      [
        id,
        scanner.id,
        shownName(name, outcome),
        state,
        hash,
        reason?.code ?? null,
        JSON.stringify(reason?.params ?? {}),
      ],
    )
  if (outcome instanceof Refusal) {
    await insert('refused', null, outcome)
    return
  }
  await insertFiles(tx, [outcome])
  // The same bytes wait here already: a sheet that was scanned twice, or a file that was dropped twice.
  if ((await insert('waiting', outcome.hash, null)).length === 0) await insert('repeated', outcome.hash, null)
}

function shownName(name: string, outcome: AcceptedFile | Refusal): string {
  if (!(outcome instanceof Refusal)) return outcome.name
  const clean = name.replace(/\p{C}/gu, '').trim().slice(0, 200)
  return clean === '' ? '?' : clean
}

/** A refused file may be the only one there is: it is left where a technician finds it, not where it is tried again. */
async function putAside(place: string, id: string): Promise<void> {
  await mkdir(join(place, REFUSED), { recursive: true })
  await rename(join(place, TAKING, id), join(place, REFUSED, id)).catch((error: { code?: string }) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTEMPTY') throw error
  })
}
