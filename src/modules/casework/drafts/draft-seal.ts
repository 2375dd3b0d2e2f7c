import type { Keyring, SubjectKey } from '../../../platform/sealing/keyring.ts'
import { openSealed, sealText } from '../../../platform/sealing/seal.ts'
import { type DraftContent, EMPTY_DRAFT } from './draft.ts'

const COMMITMENT_BYTES = 32

/** A draft under the applicant's key, as one column holds it: commitment, then the sealed text. */
export function sealDraft(key: SubjectKey, draftId: string, content: DraftContent): Buffer {
  return sealAt(key, { valueId: draftId, kind: 'draft' }, JSON.stringify(content))
}

/** The content of a draft; a draft that holds nothing yet is empty. */
export function openDraft(key: SubjectKey, draftId: string, sealed: Buffer | null): DraftContent {
  if (sealed === null) return EMPTY_DRAFT
  return JSON.parse(openAt(key, { valueId: draftId, kind: 'draft' }, sealed)) as DraftContent
}

export function sealFileName(key: SubjectKey, fileId: string, name: string): Buffer {
  return sealAt(key, { valueId: fileId, kind: 'draft-file' }, name)
}

export function openFileName(key: SubjectKey, fileId: string, sealed: Buffer): string {
  return openAt(key, { valueId: fileId, kind: 'draft-file' }, sealed)
}

/** Seals what was typed after a session had ended under a key of its own; `wrapped` is for that browser alone. */
export function sealParked(keys: Keyring, id: string, text: string): { sealed: Buffer; wrapped: Buffer } {
  const { key, wrapped } = keys.makeKey(id)
  return { sealed: sealAt(key, { valueId: id, kind: 'parked' }, text), wrapped }
}

export function openParked(keys: Keyring, id: string, parked: { sealed: Buffer; wrapped: Buffer }): string {
  return openAt(keys.openKey(id, parked.wrapped), { valueId: id, kind: 'parked' }, parked.sealed)
}

interface Place {
  valueId: string
  kind: string
}

function sealAt(key: SubjectKey, place: Place, text: string): Buffer {
  const { commitment, sealed } = sealText(key, place, text)
  return Buffer.concat([commitment, sealed])
}

function openAt(key: SubjectKey, place: Place, stored: Buffer): string {
  const [commitment, sealed] = [stored.subarray(0, COMMITMENT_BYTES), stored.subarray(COMMITMENT_BYTES)]
  return openSealed(key, place, { commitment, sealed }).text
}
