import { timingSafeEqual } from 'node:crypto'
import type { DossierId } from '../../platform/ids.ts'
import { blindIndex } from '../../platform/sealing/blind-index.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'
import { type RatingEvent, ratingEvents } from './rating.ts'

/** A slip that was handed over: of which dossier, at what. */
export interface Slip {
  dossierId: DossierId
  event: RatingEvent
}

const ID_BYTES = 16
const MAC_BYTES = 13
const TOKEN = /^[A-Za-z0-9_-]{40}$/
/** Crockford's base 32: no letter that is read as another. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LETTERS = 8

/**
 * What the QR code of a slip says: the slip, signed. Printing is a reading, so nothing is written down for it; who cannot sign cannot make
 * one (104 bits), and one of another dossier is another signature.
 */
export function slipToken(keys: Keyring, slip: Slip): string {
  return signedToken(keys, slip, 'feedback/slip')
}

/** What the QR code on the person's own page says: as `slipToken`, under another signature, for it counts as the person's own link. */
export function ownToken(keys: Keyring, slip: Slip): string {
  return signedToken(keys, slip, 'feedback/own')
}

type Purpose = 'feedback/slip' | 'feedback/own'

function signedToken(keys: Keyring, { dossierId, event }: Slip, purpose: Purpose): string {
  const id = Buffer.from(dossierId.replaceAll('-', ''), 'hex')
  const said = Buffer.concat([id, Buffer.from([ratingEvents.indexOf(event)])])
  return Buffer.concat([said, macOf(keys, said, purpose)]).toString('base64url')
}

/** The slip that a token is of; undefined when it was not made here. */
export function readSlipToken(keys: Keyring, token: string): Slip | undefined {
  return readToken(keys, token, 'feedback/slip')
}

/** The same of the code on the person's own page. */
export function readOwnToken(keys: Keyring, token: string): Slip | undefined {
  return readToken(keys, token, 'feedback/own')
}

function readToken(keys: Keyring, token: string, purpose: Purpose): Slip | undefined {
  if (!TOKEN.test(token)) return undefined
  const bytes = Buffer.from(token, 'base64url')
  const said = bytes.subarray(0, ID_BYTES + 1)
  const event = ratingEvents[said.readUInt8(ID_BYTES)]
  if (event === undefined || !timingSafeEqual(macOf(keys, said, purpose), bytes.subarray(ID_BYTES + 1)))
    return undefined
  const hex = said.toString('hex', 0, ID_BYTES)
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
  return { dossierId: parts.join('-') as DossierId, event }
}

function macOf(keys: Keyring, said: Buffer, purpose: Purpose): Buffer {
  return blindIndex(keys, purpose, said.toString('hex')).subarray(0, MAC_BYTES)
}

/** What is typed at the kiosk beside the dossier's code: eight letters, 40 bits, in two groups. */
export function slipCode(keys: Keyring, { dossierId, event }: Slip): string {
  const mac = blindIndex(keys, 'feedback/slip-code', `${dossierId} ${event}`)
  const letters = Array.from(mac.subarray(0, CODE_LETTERS), (byte) => LETTERS[byte & 31]).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}

/** The one form of a code typed by hand; letters that look like digits are read as them. */
export function typedCode(typed: string): string {
  return typed
    .slice(0, 40)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
}
