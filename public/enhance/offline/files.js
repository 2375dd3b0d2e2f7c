// @ts-check
// Pages and photos of an intake: looked at by size and kind, sealed, kept under the hash of their content until they are sent.
import { sha256Hex } from '/enhance/rules/modules/casework/offline/journal.ts'
import { sealBytes, unsealBytes } from './lock.js'
import { find, put } from './store.js'

/** @typedef {{ componentKey: string, hash: string, name: string, size: number }} KeptFile */

/** The kinds that the server takes, by how they begin and what stands near their end: a name can say anything, half a scan has no end. */
const KINDS = [
  { mediaType: 'application/pdf', begin: '%PDF', end: '%%EOF' },
  { mediaType: 'image/jpeg', begin: '\xff\xd8\xff', end: '\xff\xd9' },
  { mediaType: 'image/png', begin: '\x89PNG', end: 'IEND' },
]
const END_BYTES = 2048

/**
 * @param {File} file
 * @param {string} componentKey
 * @param {number} mostBytes
 * @returns {Promise<{ ok: true, kept: KeptFile } | { ok: false, code: 'empty' | 'too_large' | 'kind' | 'broken' | 'full' }>}
 */
export async function keepFile(file, componentKey, mostBytes) {
  if (file.size === 0) return { ok: false, code: 'empty' }
  if (file.size > mostBytes) return { ok: false, code: 'too_large' }
  const content = await file.arrayBuffer()
  const begin = asLatin(content.slice(0, 8))
  const kind = KINDS.find((one) => begin.startsWith(one.begin))
  if (kind === undefined) return { ok: false, code: 'kind' }
  if (!asLatin(content.slice(-END_BYTES)).includes(kind.end)) return { ok: false, code: 'broken' }
  const hash = await sha256Hex(new Uint8Array(content))
  const { iv, data } = await sealBytes(content)
  /** @type {import('./store.js').FileRow} */
  const row = { hash, size: file.size, mediaType: kind.mediaType, iv, data: new Blob([data]), sent: false }
  try {
    await put('files', row)
  } catch {
    return { ok: false, code: 'full' }
  }
  const name = file.name.normalize('NFC').slice(-200) || 'tep'
  return { ok: true, kept: { componentKey, hash, name, size: file.size } }
}

/** @param {ArrayBuffer} content */
function asLatin(content) {
  return String.fromCharCode(...new Uint8Array(content))
}

/**
 * The file as it was chosen; null when it is not here (any more).
 * @param {string} hash
 * @param {string} name
 * @returns {Promise<File | null>}
 */
export async function readFile(hash, name) {
  /** @type {import('./store.js').FileRow | undefined} */
  const row = await find('files', hash)
  if (row === undefined) return null
  const content = await unsealBytes({ iv: row.iv, data: await row.data.arrayBuffer() })
  return new File([content], name, { type: row.mediaType })
}

/**
 * @param {string} hash
 * @param {boolean} sent
 */
export async function markSent(hash, sent) {
  /** @type {import('./store.js').FileRow | undefined} */
  const row = await find('files', hash)
  if (row !== undefined) await put('files', { ...row, sent })
}

/** @param {string} hash */
export async function isSent(hash) {
  /** @type {import('./store.js').FileRow | undefined} */
  const row = await find('files', hash)
  return row === undefined || row.sent
}
