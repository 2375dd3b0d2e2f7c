import { constants, inflateSync } from 'node:zlib'
import { type FileFault, fileFault } from './file-faults.ts'
import { namePattern, type PdfDictionary, ReadingBudget, readDictionary, streamStart, TooComplex } from './pdf-lexer.ts'

/** The most that all object streams of one file may unpack to. */
const MOST_UNPACKED_BYTES = 64 * 1024 * 1024
const TAIL = 1024

// In this order the first group that is found names the fault.
const FORBIDDEN = [
  { code: 'pdf_script', names: ['JavaScript', 'Rendition', 'RichMedia', 'XFA', 'OnInstantiate'] },
  { code: 'pdf_launch', names: ['Launch', 'ImportData'] },
  { code: 'pdf_embedded_files', names: ['EmbeddedFile', 'EmbeddedFiles'] },
] as const
const ENCRYPT = namePattern([['Encrypt']])
const OBJECT = /(?<![A-Za-z])obj/g
const PAGE = /\/Type[\0\t\n\f\r ]*\/Page(?![^\0\t\n\f\r ()<>[\]{}/%])/g

/**
 * Looks into a PDF without trusting its tables: every name in the file and in every object stream is seen, wherever it
 * hides. Refuses encryption, scripts, programs to launch, embedded files, and what cannot be looked into.
 */
export function inspectPdf(bytes: Uint8Array): { ok: true; pages: number } | FileFault {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  if (!isWhole(text)) return fileFault('pdf_damaged')
  ENCRYPT.lastIndex = 0
  if (ENCRYPT.test(text)) return fileFault('pdf_encrypted')
  try {
    const unpacked = unpackObjectStreams(bytes, text)
    if (!Array.isArray(unpacked)) return unpacked
    const texts = [text, ...unpacked]
    const fault = texts.map(forbiddenIn).find((found) => found !== null)
    if (fault !== undefined) return fault
    const pages = texts.reduce((sum, part) => sum + countOf(PAGE, part), 0)
    return pages === 0 ? fileFault('pdf_damaged') : { ok: true, pages }
  } catch (error) {
    if (error instanceof TooComplex) return fileFault('too_complex')
    throw error
  }
}

/** Whether the end of the file is there: a file cut off while it was sent has none. */
function isWhole(text: string): boolean {
  const end = text.slice(-TAIL - 4096).replace(/[\0\t\n\f\r ]{0,4096}$/, '')
  return end.slice(-TAIL).includes('%%EOF') && text.includes('startxref')
}

function forbiddenIn(text: string): FileFault | null {
  const pattern = namePattern(FORBIDDEN.map((group) => group.names))
  const found = pattern.exec(text)
  if (found === null) return null
  const group = found.slice(1).findIndex((name) => name !== undefined)
  return fileFault(FORBIDDEN[group]?.code ?? 'pdf_unusual')
}

function countOf(pattern: RegExp, text: string): number {
  pattern.lastIndex = 0
  let count = 0
  while (pattern.test(text)) count++
  return count
}

/**
 * The text of every packed object stream. Each `obj` in the file is tried, inside other streams too: a hostile table can
 * point anywhere. A stream that could hide objects but is packed in an unusual way is refused.
 */
function unpackObjectStreams(bytes: Uint8Array, text: string): string[] | FileFault {
  const budget = new ReadingBudget(text.length * 4 + 1_000_000)
  const unpacked: string[] = []
  let room = MOST_UNPACKED_BYTES
  for (const { index } of text.matchAll(OBJECT)) {
    const dictionary = readDictionary(text, index + 3, budget)
    if (dictionary === null || !holdsObjects(dictionary)) continue
    const start = streamStart(text, dictionary.end, budget)
    if (start === null) continue
    const packing = packingOf(dictionary)
    if (packing === 'unusual') return fileFault('pdf_unusual')
    if (packing === 'none') continue
    const content = inflate(bytes.subarray(start), room)
    if (typeof content !== 'string') return content
    room -= content.length
    unpacked.push(content)
  }
  return unpacked
}

/** Whether a stream can serve as an object stream: it says so, or has the two numbers that every one needs. */
function holdsObjects({ entries }: PdfDictionary): boolean {
  return (entries.has('N') && entries.has('First')) || entries.get('Type')?.[0] === '/ObjStm'
}

function packingOf({ entries, hasDuplicateKeys }: PdfDictionary): 'none' | 'flate' | 'unusual' {
  const filter = (entries.get('Filter') ?? []).filter((token) => token !== '[' && token !== ']')
  const parameters = entries.get('DecodeParms') ?? entries.get('DP') ?? []
  const predictor = parameters.indexOf('/Predictor')
  const plain = predictor < 0 || parameters[predictor + 1] === '1'
  const indirect = parameters.includes('R')
  if (hasDuplicateKeys || entries.has('F') || !plain || indirect) return 'unusual'
  if (filter.length === 0 || (filter.length === 1 && filter[0] === 'null')) return 'none'
  return filter.length === 1 && (filter[0] === '/FlateDecode' || filter[0] === '/Fl') ? 'flate' : 'unusual'
}

function inflate(packed: Uint8Array, room: number): string | FileFault {
  try {
    const options = { maxOutputLength: Math.max(room, 1), finishFlush: constants.Z_SYNC_FLUSH }
    return inflateSync(packed, options).toString('latin1')
  } catch (error) {
    const tooMuch = error instanceof RangeError || (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
    return fileFault(tooMuch ? 'too_complex' : 'pdf_damaged')
  }
}
