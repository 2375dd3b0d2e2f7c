import { open } from 'node:fs/promises'
import { type FileFault, fileFault } from './file-faults.ts'
import {
  claimedExtension,
  DEFAULT_MOST_BYTES,
  type FileExtension,
  type MediaType,
  mediaTypes,
  sniff,
} from './file-types.ts'
import { inspectJpeg, inspectPng } from './inspect-image.ts'
import { inspectOffice } from './inspect-office.ts'
import { inspectPdf } from './inspect-pdf.ts'

export interface InspectOptions {
  /** The name it was sent under: its extension must be that of the content. */
  claimedName?: string
  /** Bytes; 20 MB when not given. */
  mostBytes?: number
  /** The kinds taken here; all when not given. */
  allowed?: readonly FileExtension[]
}

/** What a file is, by its content alone, or why it is not taken. `pages` is null for what has no fixed pages. */
export type Inspection = { ok: true; mediaType: MediaType; extension: FileExtension; pages: number | null } | FileFault

/** Inspects a file on disk or in memory. Work and memory are bounded; it never throws for what the file holds. */
export async function inspectFile(file: string | Uint8Array, options: InspectOptions = {}): Promise<Inspection> {
  if (typeof file !== 'string') return inspectBytes(file, options)
  const most = options.mostBytes ?? DEFAULT_MOST_BYTES
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    return size > most ? tooLarge(most) : inspectBytes(await handle.readFile(), options)
  } finally {
    await handle.close()
  }
}

/** The same for bytes at hand, at once. It may take a good part of a second: see `openFileInspector`. */
export function inspectBytes(bytes: Uint8Array, options: InspectOptions = {}): Inspection {
  const most = options.mostBytes ?? DEFAULT_MOST_BYTES
  if (bytes.length === 0) return fileFault('empty')
  if (bytes.length > most) return tooLarge(most)
  const claimed = options.claimedName === undefined ? null : claimedExtension(options.claimedName)
  const found = inspectContent(bytes)
  if (!found.ok) return found.code === 'type_not_allowed' ? explainUnknown(claimed) : found
  if (claimed !== null && claimed !== found.extension) {
    return fileFault('content_differs', { claimed, found: found.extension })
  }
  const allowed = options.allowed ?? (Object.keys(mediaTypes) as FileExtension[])
  return allowed.includes(found.extension) ? found : fileFault('type_not_allowed')
}

function tooLarge(mostBytes: number): FileFault {
  return fileFault('too_large', { mostMegabytes: Math.floor((mostBytes / 1024 / 1024) * 10) / 10 })
}

/** Content of no kind that is taken: a name that claims one makes it a different matter from a name that does not. */
function explainUnknown(claimed: string | null): FileFault {
  const pretends = claimed !== null && Object.hasOwn(mediaTypes, claimed)
  return pretends ? fileFault('content_differs', { claimed, found: '?' }) : fileFault('type_not_allowed')
}

function inspectContent(bytes: Uint8Array): Inspection {
  switch (sniff(bytes)) {
    case 'pdf': {
      const pdf = inspectPdf(bytes)
      return pdf.ok ? taken('pdf', pdf.pages) : pdf
    }
    case 'jpg': {
      const image = inspectJpeg(bytes)
      return image.ok ? taken('jpg', 1) : image
    }
    case 'png': {
      const image = inspectPng(bytes)
      return image.ok ? taken('png', 1) : image
    }
    case 'zip': {
      const office = inspectOffice(bytes)
      return office.ok ? taken(office.extension, null) : office
    }
    case 'ole':
      return fileFault(isEncryptedOffice(bytes) ? 'office_encrypted' : 'office_old_format')
    case 'heic':
      return fileFault('image_heic')
    case 'other':
      return fileFault('type_not_allowed')
  }
}

function taken(extension: FileExtension, pages: number | null): Inspection {
  return { ok: true, mediaType: mediaTypes[extension], extension, pages }
}

/** Word and Excel put a document with a password into the old container, as a stream of this name. */
function isEncryptedOffice(bytes: Uint8Array): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return view.includes(Buffer.from('EncryptedPackage', 'utf16le'))
}
