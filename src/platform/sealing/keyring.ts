import { createCipheriv, createDecipheriv, hash, hkdfSync } from 'node:crypto'
import { takeRandom } from './random-pool.ts'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const FORMAT = 1
/** A wrapped key: format byte, nonce, sealed key, tag. */
export const WRAPPED_KEY_BYTES = 1 + NONCE_BYTES + KEY_BYTES + TAG_BYTES
const DEFAULT_CACHE_SIZE = 10_000

/** A key that was opened or freshly made for one subject; it lives in memory only. */
export interface SubjectKey {
  readonly subjectId: string
  readonly bytes: Buffer
}

/** Everything derived from the master key: what wraps subjects' keys, what makes blind indexes, and the opened keys. */
export interface Keyring {
  /** Eight hex digits that name the master key without revealing it; for logs and for finding a wrong configuration. */
  readonly fingerprint: string
  readonly indexKey: Buffer
  /** A fresh key for a subject and its wrapped form (61 bytes), the only form that is stored. */
  makeKey(subjectId: string): { key: SubjectKey; wrapped: Buffer }
  /** Opens a wrapped key. Throws when it was wrapped for another subject, by another master key, or was changed. */
  openKey(subjectId: string, wrapped: Uint8Array): SubjectKey
  /** How many opened keys are remembered now. */
  cachedKeys(): number
}

/** A value, key or master key that does not fit: never expected, so a bug or tampering, not a refusal. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken'
}

/**
 * The keyring of a 32-byte master key given in base64 (`openssl rand -base64 32`). `cacheSize` bounds the opened keys
 * held in memory. Throws SealBroken when the text is not 32 bytes of base64.
 */
export function openKeyring(masterKey: string, { cacheSize = DEFAULT_CACHE_SIZE } = {}): Keyring {
  const master = decodeMasterKey(masterKey)
  const wrappingKey = deriveKey(master, 'motcua/wrap-subject-key/1')
  const opened = new Map<string, SubjectKey>()
  return {
    fingerprint: hash('sha256', deriveKey(master, 'motcua/fingerprint/1'), 'hex').slice(0, 8),
    indexKey: deriveKey(master, 'motcua/blind-index/1'),
    makeKey(subjectId) {
      const key = { subjectId, bytes: takeRandom(KEY_BYTES) }
      return { key, wrapped: wrapKey(wrappingKey, key) }
    },
    openKey(subjectId, wrapped) {
      const cacheKey = `${subjectId}${Buffer.from(wrapped.buffer, wrapped.byteOffset, wrapped.byteLength).toString('latin1')}`
      const known = opened.get(cacheKey)
      const key = known ?? { subjectId, bytes: unwrapKey(wrappingKey, subjectId, wrapped) }
      if (known !== undefined) opened.delete(cacheKey)
      opened.set(cacheKey, key)
      if (opened.size > cacheSize) opened.delete(opened.keys().next().value ?? '')
      return key
    },
    cachedKeys: () => opened.size,
  }
}

function decodeMasterKey(text: string): Buffer {
  const master = Buffer.from(text.trim(), 'base64')
  const sound = /^[A-Za-z0-9+/_-]{43}=?$/.test(text.trim()) && master.length === KEY_BYTES
  if (!sound) throw new SealBroken('the master key must be 32 bytes in base64')
  return master
}

function deriveKey(master: Buffer, label: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, new Uint8Array(0), label, KEY_BYTES))
}

function wrapKey(wrappingKey: Buffer, key: SubjectKey): Buffer {
  const nonce = takeRandom(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', wrappingKey, nonce)
  cipher.setAAD(Buffer.from(key.subjectId))
  const sealed = cipher.update(key.bytes)
  cipher.final()
  return Buffer.concat([Buffer.of(FORMAT), nonce, sealed, cipher.getAuthTag()], WRAPPED_KEY_BYTES)
}

function unwrapKey(wrappingKey: Buffer, subjectId: string, wrapped: Uint8Array): Buffer {
  if (wrapped.length !== WRAPPED_KEY_BYTES || wrapped[0] !== FORMAT) throw new SealBroken('not a wrapped key')
  const sealedAt = 1 + NONCE_BYTES
  const decipher = createDecipheriv('aes-256-gcm', wrappingKey, wrapped.subarray(1, sealedAt))
  decipher.setAAD(Buffer.from(subjectId))
  decipher.setAuthTag(wrapped.subarray(sealedAt + KEY_BYTES))
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(sealedAt, sealedAt + KEY_BYTES)), decipher.final()])
  } catch {
    throw new SealBroken('the wrapped key does not open: another master key, another subject, or changed')
  }
}
