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
  /** The field of the input, where it is neither a component nor the result. */
  field?: string
  /** A paper of the store: checked by `requireHeldPapers`, nobody sent it. */
  paperId?: string
}

/**
 * Refuses a file that this actor did not send in: knowing the hash of somebody else's file is not enough to get at it. What is
 * said of its kind and size must be what was found when it came in, because the history will say so for ever.
 */
export async function requireSentFiles(tx: Transaction, actor: Actor, named: readonly NamedFile[]): Promise<void> {
  const files = named.filter((file) => file.paperId === undefined)
  if (files.length === 0) return
  const userId = userIdOf(actor)
  const hashes = files.map((file) => file.fileHash)
  const sent = userId === null ? new Map<FileHash, FileRecord>() : await filesSentBy(tx, userId, hashes)
  const unknown = files.filter((file) => !describes(file, sent.get(file.fileHash as FileHash)))
  if (unknown.length === 0) return
  const faults = unknown.map((file) => ({
    path: file.componentKey === undefined ? (file.field ?? 'result') : `components/${file.componentKey}`,
    code: 'casework.file_unknown',
  }))
  throw refusals.file_unknown({}, faults)
}

function describes(file: NamedFile, record: FileRecord | undefined): boolean {
  if (record === undefined) return false
  return file.mediaType === record.mediaType && (file.size === undefined || file.size === record.size)
}

/** The files that a verb's input names: what is supplied, the result, an authorisation, a signature. */
export function filesNamedIn(input: unknown): NamedFile[] {
  const {
    attachments = [],
    result,
    ...more
  } = input as {
    attachments?: NamedFile[]
    result?: NamedFile
    authorisation?: NamedFile
    signature?: NamedFile
  }
  const named = (['authorisation', 'signature'] as const).flatMap((field) => {
    const file = more[field]
    return file === undefined ? [] : [{ ...file, field }]
  })
  const results = result === undefined ? [] : [{ fileHash: result.fileHash, mediaType: result.mediaType }]
  return [...attachments, ...results, ...named]
}
