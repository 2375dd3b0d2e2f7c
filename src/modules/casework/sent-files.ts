import type { Transaction } from '../../platform/db.ts'
import type { FileRecord } from '../../platform/files/file-records.ts'
import { filesSentBy } from '../../platform/files/file-senders.ts'
import type { FileHash } from '../../platform/ids.ts'
import { type Actor, userIdOf } from '../organisation/index.ts'
import { refusals } from './errors.ts'

interface NamedFile {
  fileHash: string
  mediaType: string
  /** Left out for a result. */
  size?: number
  componentKey?: string
}

/**
 * Refuses a file that this actor did not send in: knowing the hash of somebody else's file is not enough to get at it. What is
 * said of its kind and size must be what was found when it came in, because the history will say so for ever.
 */
export async function requireSentFiles(tx: Transaction, actor: Actor, files: readonly NamedFile[]): Promise<void> {
  if (files.length === 0) return
  const userId = userIdOf(actor)
  const hashes = files.map((file) => file.fileHash)
  const sent = userId === null ? new Map<FileHash, FileRecord>() : await filesSentBy(tx, userId, hashes)
  const unknown = files.filter((file) => !describes(file, sent.get(file.fileHash as FileHash)))
  if (unknown.length === 0) return
  const faults = unknown.map((file) => ({
    path: file.componentKey === undefined ? 'result' : `components/${file.componentKey}`,
    code: 'casework.file_unknown',
  }))
  throw refusals.file_unknown({}, faults)
}

function describes(file: NamedFile, record: FileRecord | undefined): boolean {
  if (record === undefined) return false
  return file.mediaType === record.mediaType && (file.size === undefined || file.size === record.size)
}

/** The files that a verb's input names: what is supplied, or the result. */
export function filesNamedIn(input: unknown): NamedFile[] {
  const { attachments = [], result } = input as { attachments?: NamedFile[]; result?: NamedFile }
  return result === undefined
    ? attachments
    : [...attachments, { fileHash: result.fileHash, mediaType: result.mediaType }]
}
