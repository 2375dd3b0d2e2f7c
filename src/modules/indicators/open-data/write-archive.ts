import { createReadStream, createWriteStream } from 'node:fs'
import { open, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Unzip, UnzipInflate, Zip, ZipDeflate } from 'fflate'

/** The same bytes for the same files: a zip keeps a time of each. */
const TIME = new Date(1980, 0, 1)

/** Packs files of a folder into one archive, piece by piece: none is in memory whole. */
export async function writeArchive(folder: string, names: readonly string[], path: string): Promise<void> {
  await pipeline(Readable.from(packed(folder, names)), createWriteStream(path))
}

async function* packed(folder: string, names: readonly string[]): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  let fault: Error | null = null
  const zip = new Zip((error, chunk) => {
    if (error !== null) fault = error
    else ready.push(chunk)
  })
  for (const name of names) {
    const entry = new ZipDeflate(name, { level: 6 })
    entry.mtime = TIME
    zip.add(entry)
    for await (const chunk of createReadStream(join(folder, name))) {
      entry.push(chunk as Buffer)
      if (fault !== null) throw fault
      yield* ready.splice(0)
    }
    entry.push(new Uint8Array(0), true)
  }
  zip.end()
  yield* ready
}

/** Unpacks an archive into a folder: plain names only, whatever the archive says. Throws for what is no archive. */
export async function readArchive(path: string, folder: string): Promise<void> {
  const writes: Promise<void>[] = []
  const unzip = new Unzip((file) => {
    const pieces: Uint8Array[] = []
    file.ondata = (error, chunk, isLast) => {
      if (error !== null) throw error
      pieces.push(chunk)
      if (isLast) writes.push(writeFile(join(folder, basename(file.name)), Buffer.concat(pieces)))
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  for await (const chunk of createReadStream(path)) unzip.push(chunk as Buffer)
  unzip.push(new Uint8Array(0), true)
  await Promise.all(writes)
}

/** Whether a file begins as a zip archive does. */
export async function isArchive(path: string): Promise<boolean> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && buffer.toString('latin1') === 'PK\u0003\u0004'
  } finally {
    await handle.close()
  }
}
