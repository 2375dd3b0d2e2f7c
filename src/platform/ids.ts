import { randomBytes } from 'node:crypto'

/** A string that may only be made by the function that checked it. */
export type Branded<Name extends string> = string & { readonly __brand: Name }

export type DossierId = Branded<'DossierId'>
export type PersonId = Branded<'PersonId'>
export type UserId = Branded<'UserId'>
export type AgencyId = Branded<'AgencyId'>
export type OfficerId = Branded<'OfficerId'>
export type MandateId = Branded<'MandateId'>
export type ProcedureVersionId = Branded<'ProcedureVersionId'>
export type FlowVersionId = Branded<'FlowVersionId'>
export type FileHash = Branded<'FileHash'>

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value)
}

/** A UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, the rest random. Sorts by time of making. */
export function newId<Id extends string = string>(atMilliseconds: number = Date.now()): Id {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(atMilliseconds, 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id
}

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Sixteen letters of Crockford's base 32 (80 bits) from the random part of a UUID, in groups of four: `7K3M-…`. Pure. */
export function letterCode(uuid: string): string {
  const random = BigInt(`0x${uuid.replaceAll('-', '').slice(12)}`)
  const letters = Array.from({ length: 16 }, (_, place) => LETTERS[Number((random >> BigInt(place * 5)) & 31n)])
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-')
}
