import { crc32, deflateSync } from 'node:zlib'
import { strToU8, type Zippable, zipSync } from 'fflate'

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')

export interface PdfParts {
  /** Further objects, each from `<<` on (or anything else), numbered from 4. */
  objects?: readonly (string | Buffer)[]
  catalog?: string
  trailer?: string
}

/** A one-page PDF with whatever else a test puts into it. Its table is not built: inspection never trusts it. */
export function samplePdf({ objects = [], catalog = '', trailer = '' }: PdfParts = {}): Buffer {
  const bodies: (string | Buffer)[] = [
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
    ...objects,
  ]
  const written = bodies.flatMap((body, index) => [
    latin1(`${index + 1} 0 obj\n`),
    typeof body === 'string' ? latin1(body) : body,
    latin1('\nendobj\n'),
  ])
  const end = `trailer\n<< /Size ${bodies.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n0\n%%EOF\n`
  return Buffer.concat([latin1('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'), ...written, latin1(end)])
}

/** A stream object; with `packed` its data goes through deflate first. */
export function pdfStream(dictionary: string, data: string | Buffer, packed = false): Buffer {
  const plain = typeof data === 'string' ? latin1(data) : data
  const body = packed ? deflateSync(plain) : plain
  const filter = packed ? '/Filter /FlateDecode' : ''
  return Buffer.concat([
    latin1(`<< ${dictionary} ${filter} /Length ${body.length} >>\nstream\n`),
    body,
    latin1('\nendstream'),
  ])
}

export function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([latin1(type), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** A white greyscale PNG; `claimed` sizes are only written into its header. */
export function samplePng(claimed: { width: number; height: number } = { width: 4, height: 3 }): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(claimed.width, 0)
  header.writeUInt32BE(claimed.height, 4)
  header.writeUInt8(8, 8)
  const rows = Math.min(claimed.height, 3)
  const pixels = deflateSync(Buffer.concat(Array.from({ length: rows }, () => Buffer.from([0, 255, 255, 255, 255]))))
  const signature = latin1('\x89PNG\r\n\x1a\n')
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', pixels),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** The skeleton of a baseline JPEG: its segments are in order, its picture is noise. */
export function sampleJpeg({ width, height }: { width: number; height: number } = { width: 16, height: 16 }): Buffer {
  const segment = (marker: number, body: number[]): Buffer =>
    Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff, ...body])
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [...latin1('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xdb, [0, ...new Array<number>(64).fill(1)]),
    segment(0xc0, [8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0]),
    segment(0xc4, [0, ...new Array<number>(16).fill(0)]),
    segment(0xda, [1, 1, 0, 0, 63, 0]),
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0x78]),
    Buffer.from([0xff, 0xd9]),
  ])
}

const MAIN_TYPES = {
  docx: ['/word/document.xml', 'wordprocessingml.document.main+xml'],
  xlsx: ['/xl/workbook.xml', 'spreadsheetml.sheet.main+xml'],
} as const

/** A Word or Excel document; `more` adds or replaces parts. */
export function sampleOffice(kind: keyof typeof MAIN_TYPES = 'docx', more: Zippable = {}): Buffer {
  const [part, type] = MAIN_TYPES[kind]
  const types = `<?xml version="1.0"?><Types><Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}"/></Types>`
  const parts: Zippable = {
    '[Content_Types].xml': strToU8(types),
    '_rels/.rels': strToU8('<?xml version="1.0"?><Relationships/>'),
    [part.slice(1)]: strToU8('<?xml version="1.0"?><body>Đơn đề nghị</body>'),
    ...more,
  }
  return Buffer.from(zipSync(parts, { level: 1, mtime: '2026-01-01T00:00:00Z' }))
}
