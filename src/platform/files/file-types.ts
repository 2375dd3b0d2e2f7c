/** The kinds of file that are taken, by the extension they are kept under. */
export const mediaTypes = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

export type FileExtension = keyof typeof mediaTypes
export type MediaType = (typeof mediaTypes)[FileExtension]

/** For the `accept` attribute of a file field. Phones turn HEIC photographs into JPEG when it is not among these. */
export const acceptedTypes: string = Object.entries(mediaTypes)
  .flatMap(([extension, mediaType]) => [`.${extension}`, mediaType])
  .join(',')

export const DEFAULT_MOST_BYTES = 20 * 1024 * 1024

/** The extension a kind is kept under. */
export function extensionOf(mediaType: MediaType): FileExtension {
  const [found] = Object.entries(mediaTypes).find(([, type]) => type === mediaType) ?? []
  if (found === undefined) throw new Error(`no extension for ${mediaType}`)
  return found as FileExtension
}

const ALIASES: Readonly<Record<string, FileExtension>> = { jpeg: 'jpg', jpe: 'jpg', jfif: 'jpg' }

/** The extension a file name claims, in lower case and with aliases resolved (`Ảnh.JPEG` claims `jpg`); null without one. */
export function claimedExtension(name: string): string | null {
  const extension = /\.([^./\\\s]{1,16})\s*$/u.exec(name)?.[1]?.toLowerCase()
  return extension === undefined ? null : (ALIASES[extension] ?? extension)
}

/** What the first bytes show: one of the kinds that are taken, or one that is known and is not. */
export type Sniffed = 'pdf' | 'jpg' | 'png' | 'zip' | 'ole' | 'heic' | 'other'

/** Recognises a file by its first bytes. */
export function sniff(bytes: Uint8Array): Sniffed {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64)).toString('latin1')
  if (/^(?:\xef\xbb\xbf)?[\0\t\n\f\r ]*%PDF-[12]\.\d/.test(head)) return 'pdf'
  if (head.startsWith('\xff\xd8\xff')) return 'jpg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (head.startsWith('PK\x03\x04')) return 'zip'
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'ole'
  if (/^....ftyp(?:hei[cmsx]|hev[cmsx]|mif1|msf1|avif)/s.test(head)) return 'heic'
  return 'other'
}
