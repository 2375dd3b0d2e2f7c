import { claimedExtension, type FileExtension } from './file-types.ts'

const LONGEST = 200
const NOT_SHOWN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/gu

/**
 * The name a file is shown and downloaded under: the last part of what was sent, NFC, without control or invisible
 * characters, at most 200 characters, ending in the extension of its real type. `..\\..\\Đơn\u202efdp.exe` of a PDF gives `Đơnfdp.exe.pdf`.
 */
export function cleanFileName(sent: string, extension: FileExtension): string {
  const last = sent.slice(-2000).split(/[/\\]/).at(-1) ?? ''
  const readable = last
    .replace(NOT_SHOWN, '')
    .normalize('NFC')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/gu, ' ')
  const trimmed = readable.replace(/^[. ]+|[. ]+$/g, '')
  const stem = claimedExtension(trimmed) === extension ? trimmed.slice(0, trimmed.lastIndexOf('.')) : trimmed
  const most = LONGEST - extension.length - 1
  const cut =
    stem.length <= most
      ? stem
      : [...stem].reduce((kept, part) => (kept.length + part.length > most ? kept : kept + part), '')
  return `${cut.replace(/[. ]+$/, '') || 'file'}.${extension}`
}

/** The `Content-Disposition` header for a clean file name (RFC 6266, RFC 8187). */
export function contentDisposition(name: string, kind: 'inline' | 'attachment'): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`
}
