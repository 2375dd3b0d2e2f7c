import type { PersonId } from '../../platform/ids.ts'
import { blindIndex } from '../../platform/sealing/blind-index.ts'
import type { Keyring, SubjectKey } from '../../platform/sealing/keyring.ts'
import { openSealed, sealText } from '../../platform/sealing/seal.ts'
import { loadPersonKeys } from '../vault/index.ts'
import type { PaperKind } from './schemas.ts'

const COMMITMENT_BYTES = 32

/** Whose key a scan's contents are under. */
export interface SealedUnder {
  id: string
  personId: PersonId | null
  ownKey: Buffer | null
}

/** The key of a scan's contents: the person's once one is known, else its own. Null when the person is erased or the contents are forgotten. */
export async function scanKey(reader: Parameters<typeof loadPersonKeys>[0], keys: Keyring, scan: SealedUnder) {
  if (scan.personId !== null) return (await loadPersonKeys(reader, keys, [scan.personId])).get(scan.personId) ?? null
  return scan.ownKey === null ? null : keys.openKey(scan.id, scan.ownKey)
}

type Place = { of: 'page'; number: number } | { of: 'fields' } | { of: 'confirmed' }

/** Commitment, then the sealed text, as one column holds it. */
export function sealScanText(key: SubjectKey, scanId: string, place: Place, text: string): Buffer {
  const { commitment, sealed } = sealText(key, sealPlace(scanId, place), text)
  return Buffer.concat([commitment, sealed])
}

export function openScanText(key: SubjectKey, scanId: string, place: Place, stored: Buffer): string {
  const [commitment, sealed] = [stored.subarray(0, COMMITMENT_BYTES), stored.subarray(COMMITMENT_BYTES)]
  return openSealed(key, sealPlace(scanId, place), { commitment, sealed }).text
}

/** The commitment of a sealed text, which may stand where the text may not. */
export function commitmentIn(stored: Buffer): Buffer {
  return stored.subarray(0, COMMITMENT_BYTES)
}

function sealPlace(scanId: string, place: Place) {
  return place.of === 'page'
    ? { valueId: `${scanId}/${place.number}`, kind: 'scan-page' }
    : { valueId: scanId, kind: `scan-${place.of}` }
}

/** The blind index of one searched word. */
export function wordIndex(keys: Keyring, word: string): Buffer {
  return blindIndex(keys, 'digitisation/word', word)
}

/** The blind index by which another scan of the same paper is found. */
export function numberIndex(keys: Keyring, kind: PaperKind, number: string): Buffer {
  return blindIndex(keys, 'digitisation/number', `${kind}\n${number.toUpperCase().replace(/[^0-9A-ZĐ/]/g, '')}`)
}
