import type { Transaction } from '../../platform/db.ts'
import { filesSentBy } from '../../platform/files/file-senders.ts'
import { type Actor, userIdOf } from '../organisation/index.ts'
import { refusals } from './errors.ts'

interface NamedFile {
  fileHash: string
  componentKey?: string
}

/** Refuses a file that this actor did not send in: knowing the hash of somebody else's file is not enough to get at it. */
export async function requireSentFiles(tx: Transaction, actor: Actor, files: readonly NamedFile[]): Promise<void> {
  if (files.length === 0) return
  const userId = userIdOf(actor)
  const hashes = files.map((file) => file.fileHash)
  const sent = userId === null ? new Set<string>() : await filesSentBy(tx, userId, hashes)
  const unknown = files.filter((file) => !sent.has(file.fileHash as never))
  if (unknown.length === 0) return
  const faults = unknown.map((file) => ({
    path: file.componentKey === undefined ? 'result' : `components/${file.componentKey}`,
    code: 'casework.file_unknown',
  }))
  throw refusals.file_unknown({}, faults)
}

/** The files that a verb's input names: what is supplied, or the result. */
export function filesNamedIn(input: unknown): NamedFile[] {
  const { attachments = [], result } = input as { attachments?: NamedFile[]; result?: NamedFile }
  return result === undefined ? attachments : [...attachments, { fileHash: result.fileHash }]
}
