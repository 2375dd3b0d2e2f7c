import { randomUUID } from 'node:crypto'
import { newId, type PersonId } from '../../platform/ids.ts'
import { blindIndex } from '../../platform/sealing/blind-index.ts'
import type { Keyring, SubjectKey } from '../../platform/sealing/keyring.ts'
import { sealText } from '../../platform/sealing/seal.ts'
import { refusals } from './errors.ts'
import { nameTokens, queryToken } from './name-tokens.ts'
import type { PersonKind, PersonProfile, ValueRef } from './schemas.ts'

/** The longest text one sealed value holds, in UTF-16 units. */
export const LONGEST_TEXT = 1_000_000

export interface PersonRow {
  id: PersonId
  kind: PersonKind
  wrappedKey: Buffer
  identityIndex: Buffer | null
}

export interface SealedValueRow {
  id: string
  personId: PersonId
  kind: string
  sealed: Buffer
  commitment: Buffer
}

export interface SealedValue {
  row: SealedValueRow
  ref: ValueRef
}

export interface SealedPerson {
  /** For sealing further texts of this person in the same transaction. */
  key: SubjectKey
  personRow: PersonRow
  valueRows: SealedValueRow[]
  /** The profile as sealed. */
  ref: ValueRef
  /** For a column of the caller's own by which its records are searched by name (see `nameQueryIndex`). */
  nameIndexes: Buffer[]
}

/**
 * Without a time in it, unlike other ids: whoever files for somebody else finds this id in the dossier's history, and must not
 * read from it whether and since when that person is known here.
 */
function newPersonId(): PersonId {
  return randomUUID() as PersonId
}

/**
 * A new person with a fresh key and the profile sealed under it, as rows for `insertPersons` and `insertSealedValues`.
 * `at` is the instant of the profile in epoch milliseconds.
 */
export function makeSealedPerson(
  keys: Keyring,
  profile: PersonProfile,
  at: number,
  kind: ProfileKind = 'profile',
): SealedPerson {
  const id = newPersonId()
  const { key, wrapped } = keys.makeKey(id)
  const number = profile.kind === 'citizen' ? profile.identityNumber : profile.taxCode
  const sealed = sealProfile(key, profile, at, kind)
  return {
    key,
    personRow: {
      id,
      kind: profile.kind,
      wrappedKey: wrapped,
      identityIndex: number === undefined ? null : identityIndex(keys, profile.kind, number),
    },
    valueRows: [sealed.row],
    ref: sealed.ref,
    nameIndexes: nameIndexes(keys, profile.fullName),
  }
}

/**
 * `profile`: what the person themself, or an officer who saw their papers, has stated; it stands from now on. `declared_profile`: what
 * somebody else has stated about them in a dossier; it belongs to that dossier and never becomes the person's own.
 */
export type ProfileKind = 'profile' | 'declared_profile'

/** A person's profile, to be read by its own reference; earlier ones stay readable by theirs. */
export function sealProfile(
  key: SubjectKey,
  profile: PersonProfile,
  at: number,
  kind: ProfileKind = 'profile',
): SealedValue {
  return sealValue(key, { kind, text: profileText(profile), at })
}

/** Any other personal text (a form's answers as JSON, an explanation). Refuses more than `LONGEST_TEXT`. */
export function sealPersonText(key: SubjectKey, text: string, at: number): SealedValue {
  return sealValue(key, { kind: 'text', text, at })
}

function sealValue(key: SubjectKey, value: { kind: string; text: string; at: number }): SealedValue {
  if (value.text.length > LONGEST_TEXT) throw refusals.text_too_long({ most: LONGEST_TEXT })
  const id = newId(value.at)
  const { sealed, commitment } = sealText(key, { valueId: id, kind: value.kind }, value.text)
  const personId = key.subjectId as PersonId
  return {
    row: { id, personId, kind: value.kind, sealed, commitment },
    ref: { personId, valueId: id, commitment: commitment.toString('hex') },
  }
}

/** The canonical text of a profile: its JSON with keys in a fixed order, so that equal profiles are equal texts. */
export function profileText(profile: PersonProfile): string {
  const { kind, fullName, identityNumber, taxCode, birthDate, sex, phone, email, address } = profile
  const place = address && { communeCode: address.communeCode, line: address.line }
  return JSON.stringify({ kind, fullName, identityNumber, taxCode, birthDate, sex, phone, email, address: place })
}

/**
 * The blind index by which a person is found by number. A citizen's identity number and a household business's tax code
 * may be the same twelve digits; they are different persons.
 */
export function identityIndex(keys: Keyring, kind: PersonKind, number: string): Buffer {
  return blindIndex(keys, `identity/${kind}`, number)
}

/** The blind indexes of `nameTokens(fullName)`, at most five. */
export function nameIndexes(keys: Keyring, fullName: string): Buffer[] {
  return nameTokens(fullName).map((token) => blindIndex(keys, 'name', token))
}

/** The blind index of a typed name, to be looked for among `nameIndexes`; null when there is nothing to look for. */
export function nameQueryIndex(keys: Keyring, typed: string): Buffer | null {
  const token = queryToken(typed)
  return token === null ? null : blindIndex(keys, 'name', token)
}
