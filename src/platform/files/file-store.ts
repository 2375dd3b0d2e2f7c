import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { Refusal } from '../errors.ts'
import type { FileHash } from '../ids.ts'
import { fileRefusals } from './file-faults.ts'

export type ByteSource = AsyncIterable<Uint8Array>

export interface PutLimits {
  /** The most bytes taken; reading stops as soon as they are passed. */
  mostBytes: number
}

export interface StoredFile {
  hash: FileHash
  /** Bytes. */
  size: number
}

/** A file that arrived whole and lies on this machine's disk, not yet in the store. `drop` may be called more than once. */
export interface ArrivedFile extends StoredFile {
  path: string
  drop(): Promise<void>
}

/**
 * Files by their content: the SHA-256 is the name, so equal files are one, and nothing is ever overwritten. A file is
 * there whole or not at all, also after a crash.
 */
export interface FileStore {
  /** Takes bytes to the local disk. Throws `files.too_large`, `files.empty`, `files.upload_interrupted`. */
  receive(source: ByteSource, limits: PutLimits): Promise<ArrivedFile>
  /** Moves an arrived file into the store. Doing it again changes nothing. */
  keep(file: ArrivedFile): Promise<StoredFile>
  /** `receive` and `keep` in one. */
  put(source: ByteSource, limits: PutLimits): Promise<StoredFile>
  /** The content. Throws `files.not_found`. */
  open(hash: FileHash): Promise<Readable>
  has(hash: FileHash): Promise<boolean>
  /** Whether the content still has its hash; false also when it is gone. */
  isIntact(hash: FileHash): Promise<boolean>
  /** Removes the content (a person's files are erased); the hash stays wherever it is recorded. */
  remove(hash: FileHash): Promise<void>
}

const HASH = /^[0-9a-f]{64}$/

export function isFileHash(value: unknown): value is FileHash {
  return typeof value === 'string' && HASH.test(value)
}

/** Writes a source to a new file in `folder` while hashing it. Whatever goes wrong, nothing stays behind. */
export async function receiveInto(folder: string, source: ByteSource, limits: PutLimits): Promise<ArrivedFile> {
  const path = join(folder, `${randomUUID()}.part`)
  const handle = await open(path, 'wx', 0o600)
  try {
    const arrived = await writeHashed(handle, source, limits)
    await handle.sync()
    await handle.close()
    return { ...arrived, path, drop: () => rm(path, { force: true }) }
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(path, { force: true })
    throw error
  }
}

async function writeHashed(handle: FileHandle, source: ByteSource, { mostBytes }: PutLimits): Promise<StoredFile> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of interruptible(source)) {
    size += chunk.length
    if (size > mostBytes)
      throw fileRefusals.too_large({ mostMegabytes: Math.floor((mostBytes / 1024 / 1024) * 10) / 10 })
    hash.update(chunk)
    await handle.writeFile(chunk)
  }
  if (size === 0) throw fileRefusals.empty()
  return { hash: hash.digest('hex') as FileHash, size }
}

/** A source that breaks off (the sender went away) is a refusal, not a bug of ours. */
async function* interruptible(source: ByteSource): AsyncGenerator<Uint8Array> {
  try {
    yield* source
  } catch (error) {
    throw error instanceof Refusal ? error : fileRefusals.upload_interrupted()
  }
}

/** Whether a stream's content has this hash. */
export async function matchesHash(content: AsyncIterable<Uint8Array>, expected: FileHash): Promise<boolean> {
  const hash = createHash('sha256')
  for await (const chunk of content) hash.update(chunk)
  return hash.digest('hex') === expected
}
