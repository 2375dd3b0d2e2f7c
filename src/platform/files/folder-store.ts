import { createReadStream } from 'node:fs'
import { chmod, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FileHash } from '../ids.ts'
import { fileRefusals } from './file-faults.ts'
import {
  type ArrivedFile,
  type FileStore,
  isFileHash,
  matchesHash,
  receiveInto,
  type StoredFile,
} from './file-store.ts'

const LEFTOVER_AFTER_MILLISECONDS = 24 * 60 * 60 * 1000

/**
 * A file store in a folder: `sha256/ab/cd/abcd…`. A file is written aside, brought to the disk, then moved to its name, so
 * that a kill at any moment leaves it whole or absent. What a killed process left aside is removed after a day.
 */
export async function openFolderStore(root: string): Promise<FileStore> {
  const incoming = join(root, 'incoming')
  await mkdir(incoming, { recursive: true })
  await removeLeftovers(incoming)
  const pathOf = (hash: FileHash): string => {
    if (!isFileHash(hash)) throw fileRefusals.not_found()
    return join(root, 'sha256', hash.slice(0, 2), hash.slice(2, 4), hash)
  }
  const keep = (file: ArrivedFile): Promise<StoredFile> => moveTo(pathOf(file.hash), file)
  return {
    receive: (source, limits) => receiveInto(incoming, source, limits),
    keep,
    put: async (source, limits) => keep(await receiveInto(incoming, source, limits)),
    async open(hash) {
      const handle = await open(pathOf(hash), 'r').catch(notFound)
      return handle.createReadStream()
    },
    has: (hash) => stat(pathOf(hash)).then(() => true, isAbsent),
    isIntact: (hash) => matchesHash(createReadStream(pathOf(hash)), hash).catch(isAbsent),
    remove: (hash) => rm(pathOf(hash), { force: true }),
  }
}

async function moveTo(path: string, file: ArrivedFile): Promise<StoredFile> {
  const { hash, size } = file
  await mkdir(dirname(path), { recursive: true })
  await chmod(file.path, 0o440).catch(unlessKept(path))
  await rename(file.path, path).catch(unlessKept(path))
  await syncFolder(dirname(path))
  return { hash, size }
}

/** Moving a second time finds the file moved already, which is as it should be. */
function unlessKept(path: string): (error: unknown) => Promise<void> {
  return async (error) => {
    const kept = await stat(path).catch(() => null)
    if (kept === null) throw error
  }
}

/** Brings a folder's own entries to the disk: without it a rename can be forgotten when the machine stops. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function removeLeftovers(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name)
    const found = await stat(path).catch(() => null)
    if (found !== null && Date.now() - found.mtimeMs > LEFTOVER_AFTER_MILLISECONDS) await rm(path, { force: true })
  }
}

function notFound(error: unknown): never {
  if (isMissing(error)) throw fileRefusals.not_found()
  throw error
}

function isAbsent(error: unknown): false {
  if (isMissing(error)) return false
  throw error
}

function isMissing(error: unknown): boolean {
  return (error as { code?: string }).code === 'ENOENT'
}
