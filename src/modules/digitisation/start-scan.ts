import { query, type Transaction } from '../../platform/db.ts'
import type { FileRecord } from '../../platform/files/file-records.ts'
import { filesSentBy } from '../../platform/files/file-senders.ts'
import { type AgencyId, type DossierId, type FileHash, newId, type PersonId } from '../../platform/ids.ts'
import { queueJob } from '../../platform/jobs.ts'
import type { Actor } from '../organisation/index.ts'
import { getPersonKey } from '../vault/index.ts'
import type { DigitisationContext } from './context.ts'
import { refusals } from './errors.ts'
import { scanningMandates } from './policy.ts'
import { insertScan, insertSources } from './scan-store.ts'
import type { PaperKind } from './schemas.ts'

/** The most pages of one scan; a thicker paper comes in parts. */
export const MOST_PAGES = 300
export const MOST_FILES = 50
export const READ_TASK = 'digitisation_read'

const READABLE: readonly string[] = ['application/pdf', 'image/jpeg', 'image/png']

export interface ScanRequest {
  actor: Actor
  /** In the order of the paper; each sent in by this actor. */
  fileHashes: readonly string[]
  /** Client-made: a second press gives the first scan. */
  commandId?: string
  /** Whose paper it is, where that is known. */
  personId?: PersonId | null
  /** Left out: the kind is told by the title of the paper. */
  paperKind?: PaperKind | null
  dossierId?: DossierId | null
  componentKey?: string | null
  /** For which of their agencies an officer with several scans. */
  agencyId?: AgencyId
}

/**
 * Records a scan and queues its reading, in one transaction. Nothing waits for it: the files are usable as they are. Refuses
 * `digitisation.not_yours_to_do`, `no_file`, `file_unknown`, `file_not_scan`, `too_many_pages`, `too_many_files`.
 */
export async function startScan(context: DigitisationContext, request: ScanRequest): Promise<{ scanId: string }> {
  const { actor, fileHashes, personId = null } = request
  const mandates = scanningMandates(actor)
  const mandate =
    request.agencyId === undefined ? mandates[0] : mandates.find((one) => one.agencyId === request.agencyId)
  if (actor.kind !== 'officer' || mandate === undefined) throw refusals.not_yours_to_do()
  if (fileHashes.length === 0) throw refusals.no_file({}, [{ path: 'files', code: 'digitisation.no_file' }])
  if (fileHashes.length > MOST_FILES) throw atFiles('too_many_files', { most: MOST_FILES, found: fileHashes.length })
  const id = newId()
  const commandId = request.commandId ?? newId()
  return context.db.write(async (tx) => {
    const sent = await filesSentBy(tx, actor.userId, fileHashes)
    const files = scannable(fileHashes, sent)
    // Held until the end: the person is not erased meanwhile.
    if (personId !== null) await getPersonKey(tx, context.keys, personId)
    const isNew = await insertScan(tx, {
      id,
      agencyId: mandate.agencyId,
      scannedBy: actor.userId,
      commandId,
      personId,
      ownKey: personId === null ? context.keys.makeKey(id).wrapped : null,
      dossierId: request.dossierId ?? null,
      componentKey: request.componentKey ?? null,
      toldKind: request.paperKind ?? null,
    })
    if (!isNew) return { scanId: await scanOfCommand(tx, actor.userId, commandId) }
    await insertSources(tx, id, files)
    await queueJob(tx, READ_TASK, { scanId: id })
    return { scanId: id }
  })
}

function scannable(hashes: readonly string[], sent: ReadonlyMap<FileHash, FileRecord>) {
  const files = hashes.map((hash) => {
    const file = sent.get(hash as FileHash)
    if (file === undefined) throw atFiles('file_unknown')
    if (!READABLE.includes(file.mediaType)) throw atFiles('file_not_scan')
    return { hash: file.hash, pages: file.pages ?? 1 }
  })
  const found = files.reduce((sum, file) => sum + file.pages, 0)
  if (found > MOST_PAGES) throw atFiles('too_many_pages', { most: MOST_PAGES, found })
  return files
}

function atFiles(code: 'too_many_files' | 'too_many_pages' | 'file_unknown' | 'file_not_scan', params = {}) {
  return refusals[code](params, [{ path: 'files', code: `digitisation.${code}`, params }])
}

async function scanOfCommand(tx: Transaction, userId: string, commandId: string): Promise<string> {
  const [row] = await query<{ id: string }>(
    tx,
    'SELECT id FROM digitisation_scan WHERE scanned_by = $1 AND command_id = $2',
    [userId, commandId],
  )
  if (row === undefined) throw refusals.scan_not_found()
  return row.id
}
