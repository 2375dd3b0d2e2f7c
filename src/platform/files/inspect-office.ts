import { crc32, inflateRawSync } from 'node:zlib'
import { type FileFault, fileFault } from './file-faults.ts'
import { readZipDirectory, type ZipEntry } from './zip-directory.ts'

/** The most one part, and all parts, may unpack to; and how many times its size a part over 1 MB may grow. */
const MOST_PART_BYTES = 64 * 1024 * 1024
const MOST_BYTES = 128 * 1024 * 1024
const MOST_GROWTH = 300
const SMALL_PART_BYTES = 1024 * 1024

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'
const MACRO_PART = /(?:^|\/)(?:vbaProject[^/]*\.bin|vbaData\.xml|macrosheets\/|activeX\/)/i
const EMBEDDED_PART = /(?:^|\/)(?:embeddings|oleObjects?)\/[^/]*\.(?:bin|exe|ole|dll|js|vbs|scr|bat|cmd|lnk|msi)$/i
const REMOTE_RELATION = /\/relationships\/(?:attachedTemplate|oleObject|subDocument|frame|externalLinkPath)"/
const EXTERNAL = /TargetMode\s*=\s*["']External["']/

type OfficeResult = { ok: true; extension: 'docx' | 'xlsx' } | FileFault

/**
 * Looks into a ZIP that should be a Word or Excel document. Its sizes are judged from the directory before anything is
 * unpacked; then each part is unpacked up to the size it stated. A ZIP that is neither is `type_not_allowed`.
 */
export function inspectOffice(bytes: Uint8Array): OfficeResult {
  const entries = readZipDirectory(bytes)
  if (entries === null) return fileFault('office_damaged')
  if (entries.some((entry) => entry.isEncrypted)) return fileFault('office_encrypted')
  if (entries.some((entry) => MACRO_PART.test(entry.name))) return fileFault('office_macro')
  if (entries.some((entry) => EMBEDDED_PART.test(entry.name))) return fileFault('office_embedded')
  if (isBomb(entries)) return fileFault('office_too_big')
  const types = entries.find((entry) => entry.name === '[Content_Types].xml')
  if (types === undefined) return fileFault('type_not_allowed')
  const fault = firstFaultOfParts(bytes, entries)
  return fault ?? typeOf(unpack(bytes, types)?.toString('utf8') ?? '')
}

function isBomb(entries: readonly ZipEntry[]): boolean {
  const total = entries.reduce((sum, entry) => sum + entry.size, 0)
  const grows = ({ size, packedSize }: ZipEntry): boolean => size > SMALL_PART_BYTES && size > packedSize * MOST_GROWTH
  return total > MOST_BYTES || entries.some((entry) => entry.size > MOST_PART_BYTES || grows(entry))
}

function typeOf(contentTypes: string): OfficeResult {
  if (/macroEnabled/i.test(contentTypes) || contentTypes.includes('vbaProject')) return fileFault('office_macro')
  if (contentTypes.includes(`"${WORD}"`)) return { ok: true, extension: 'docx' }
  if (contentTypes.includes(`"${SHEET}"`)) return { ok: true, extension: 'xlsx' }
  return fileFault('type_not_allowed')
}

function firstFaultOfParts(bytes: Uint8Array, entries: readonly ZipEntry[]): FileFault | null {
  for (const entry of entries) {
    const content = unpack(bytes, entry)
    if (content === null) return fileFault('office_damaged')
    const isXml = /\.(?:xml|rels|vml)$/i.test(entry.name) || /^\s*</.test(content.toString('latin1', 0, 100))
    const fault = isXml ? faultOfXml(entry.name, content) : null
    if (fault !== null) return fault
  }
  return null
}

function faultOfXml(name: string, content: Buffer): FileFault | null {
  const isRelations = /\.rels$/i.test(name)
  if (isRelations && content.length > SMALL_PART_BYTES) return fileFault('office_damaged')
  const isUtf8 = content.length < 2 || !(content[0] === 0 || content[1] === 0 || (content[0] ?? 0) >= 0xfe)
  const text = content.toString('latin1')
  if (!isUtf8 || text.includes('<!ENTITY') || text.includes('<!DOCTYPE')) return fileFault('office_damaged')
  const remote = (tag: string): boolean => EXTERNAL.test(tag) && REMOTE_RELATION.test(tag)
  return isRelations && text.split('<').some(remote) ? fileFault('office_remote') : null
}

/** A part's content when it is exactly what the directory states; otherwise null. */
function unpack(bytes: Uint8Array, entry: ZipEntry): Buffer | null {
  const packed = bytes.subarray(entry.dataAt, entry.dataAt + entry.packedSize)
  try {
    const content =
      entry.method === 8
        ? inflateRawSync(packed, { maxOutputLength: entry.size + 1 })
        : entry.method === 0
          ? Buffer.from(packed)
          : null
    return content !== null && content.length === entry.size && crc32(content) === entry.crc ? content : null
  } catch {
    return null
  }
}
