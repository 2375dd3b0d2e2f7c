import { createHmac } from 'node:crypto'
import type { Keyring } from './keyring.ts'

/** Bytes of a blind index: enough that two texts never meet, short enough to index by the million. */
export const BLIND_INDEX_BYTES = 16

/**
 * A keyed fingerprint by which an exact text can be searched without being stored. The same text under another `purpose`
 * (a word such as `name`) gives an unrelated index, so that two columns cannot be joined.
 */
export function blindIndex(keyring: Keyring, purpose: string, text: string): Buffer {
  const mac = createHmac('sha256', keyring.indexKey).update(`${purpose}\n${text}`).digest()
  return Buffer.from(mac.subarray(0, BLIND_INDEX_BYTES))
}
