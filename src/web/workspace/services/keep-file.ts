import type { OfficerActor } from '../../../modules/organisation/actor.ts'
import { acceptUpload } from '../../../platform/files/accept-upload.ts'
import { recordUploads } from '../../../platform/files/file-senders.ts'
import type { DeskContext } from './desk-context.ts'

/** A file that was looked into and is in the store, as a form carries it on until the whole form is right. */
export interface KeptFile {
  hash: string
  mediaType: string
  /** Bytes. */
  size: number
  name: string
}

/**
 * Takes one file of a form: inspected, stored, recorded as sent by this officer. Throws the refusal of `files.…` that
 * fits; then nothing of it is kept.
 */
export async function keepFile(context: DeskContext, actor: OfficerActor, file: File): Promise<KeptFile> {
  const { store, inspector, mostBytes } = context.files
  const options = mostBytes === undefined ? { store, inspector } : { store, inspector, mostBytes }
  const accepted = await acceptUpload({ content: file.stream(), name: file.name }, options)
  await context.casework.db.write((tx) => recordUploads(tx, [accepted], actor.userId))
  return { hash: accepted.hash, mediaType: accepted.mediaType, size: accepted.size, name: accepted.name }
}
