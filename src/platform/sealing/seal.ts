import { createCipheriv, createDecipheriv, hash } from 'node:crypto'
import { SealBroken, type SubjectKey } from './keyring.ts'
import { takeRandom } from './random-pool.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16
const SALT_BYTES = 16

/** What a sealed value belongs to; it is bound to all three and opens for no other. */
export interface SealPlace {
  valueId: string
  kind: string
}

/** A value under its subject's key. `sealed` is nonce, ciphertext and tag; `commitment` (32 bytes) may be published. */
export interface Sealed {
  sealed: Buffer
  commitment: Buffer
}

/** An opened value with the salt that proves it against its commitment. */
export interface Opened {
  text: string
  salt: Buffer
}

/**
 * Seals a text with AES-256-GCM. The salt of the commitment is sealed together with the text: when the key is erased,
 * nobody can try likely texts (there are few identity numbers) against the commitment that stays behind.
 */
export function sealText(key: SubjectKey, place: SealPlace, text: string): Sealed {
  const plain = Buffer.allocUnsafe(SALT_BYTES + Buffer.byteLength(text))
  takeRandom(SALT_BYTES).copy(plain)
  plain.write(text, SALT_BYTES)
  const nonce = takeRandom(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce)
  cipher.setAAD(boundTo(key, place))
  const body = cipher.update(plain)
  cipher.final()
  return { sealed: Buffer.concat([nonce, body, cipher.getAuthTag()]), commitment: sha256(plain) }
}

/** Opens a sealed text. Throws SealBroken when the key or place is another, or the value or commitment was changed. */
export function openSealed(
  key: SubjectKey,
  place: SealPlace,
  stored: { sealed: Uint8Array; commitment: Uint8Array },
): Opened {
  const { sealed } = stored
  if (sealed.length < NONCE_BYTES + SALT_BYTES + TAG_BYTES) throw new SealBroken(`value ${place.valueId} is too short`)
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, sealed.subarray(0, NONCE_BYTES))
  decipher.setAAD(boundTo(key, place))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
  let plain: Buffer
  try {
    plain = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES)), decipher.final()])
  } catch {
    throw new SealBroken(`value ${place.valueId} does not open`)
  }
  if (!sha256(plain).equals(stored.commitment))
    throw new SealBroken(`value ${place.valueId} differs from its commitment`)
  return { text: plain.toString('utf8', SALT_BYTES), salt: plain.subarray(0, SALT_BYTES) }
}

/** SHA-256 over the 16-byte salt and the UTF-8 text: what a ledger holds in place of a personal value. */
export function commitmentOf(salt: Uint8Array, text: string): Buffer {
  return sha256(Buffer.concat([salt, Buffer.from(text)]))
}

function boundTo(key: SubjectKey, place: SealPlace): Buffer {
  return Buffer.from(`${key.subjectId}\n${place.kind}\n${place.valueId}`)
}

function sha256(bytes: Buffer): Buffer {
  return hash('sha256', bytes, 'buffer')
}
