import type { FileHash } from '../ids.ts'
import { refusalOf } from './file-faults.ts'
import type { FileInspector } from './file-inspector.ts'
import { cleanFileName } from './file-name.ts'
import type { ByteSource, FileStore } from './file-store.ts'
import { DEFAULT_MOST_BYTES, type FileExtension, type MediaType } from './file-types.ts'

export interface Upload {
  content: ByteSource
  /** The name the sender gave it. */
  name: string
}

export interface AcceptOptions {
  store: FileStore
  inspector: FileInspector
  /** Bytes; 20 MB when not given. */
  mostBytes?: number
  allowed?: readonly FileExtension[]
}

/** A file that was looked into and is in the store. */
export interface AcceptedFile {
  hash: FileHash
  size: number
  mediaType: MediaType
  extension: FileExtension
  pages: number | null
  /** The clean name to show. */
  name: string
  /** Whether the store had no such content before: only then may whoever brought it take it out again. */
  isNew: boolean
}

/**
 * Takes one upload: to the disk under the size limit, inspected by content, then into the store. Throws the refusal of
 * `error.files.…` that fits; then nothing of it is kept. Outside any transaction: record the result with `insertFiles`.
 */
export async function acceptUpload(upload: Upload, options: AcceptOptions): Promise<AcceptedFile> {
  const { store, inspector, mostBytes = DEFAULT_MOST_BYTES, allowed } = options
  const arrived = await store.receive(upload.content, { mostBytes })
  try {
    const asked = { claimedName: upload.name, mostBytes }
    const found = await inspector.inspect(arrived.path, allowed === undefined ? asked : { ...asked, allowed })
    if (!found.ok) throw refusalOf(found)
    const isNew = !(await store.has(arrived.hash))
    const { hash, size } = await store.keep(arrived)
    const { mediaType, extension, pages } = found
    return { hash, size, mediaType, extension, pages, name: cleanFileName(upload.name, extension), isNew }
  } finally {
    await arrived.drop()
  }
}
