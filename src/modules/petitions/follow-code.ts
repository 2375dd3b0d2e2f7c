import { letterCode } from '../../platform/ids.ts'
import { blindIndex } from '../../platform/sealing/blind-index.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'

/**
 * The code by which whoever wrote follows a petition: eighty keyed bits that only this office's key gives for the petition, so that it is
 * kept nowhere and can be told again to who sent the same form twice.
 */
export function followCode(keys: Keyring, petitionId: string): string {
  return letterCode(blindIndex(keys, 'petition/follow', petitionId).toString('hex'))
}

/** What is kept to find a petition by its code, however it was typed. */
export function followIndex(keys: Keyring, code: string): Buffer {
  return blindIndex(keys, 'petition/code', code.toUpperCase().replace(/[^0-9A-Z]/g, ''))
}
