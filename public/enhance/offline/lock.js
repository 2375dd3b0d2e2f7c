// @ts-check
// The key of this machine's journal. It lies here only sealed twice: under the PIN, and under the machine's own key that cannot be
// read out, so that a copy of the database opens nowhere else however many PINs are tried. The tab holds it in memory while it is open.
import { device, find, put } from './store.js'

const PIN = /^\d{6,12}$/
const ROUNDS = 600_000
const TRIES = 5
const FIRST_WAIT_MS = 5 * 60_000

/** @type {CryptoKey | null} */
let dataKey = null

export function isOpen() {
  return dataKey !== null
}

/**
 * Six to twelve digits, not all alike, not a plain row.
 * @param {string} pin
 */
export function isGoodPin(pin) {
  return PIN.test(pin) && !/^(\d)\1+$/.test(pin) && !'01234567890123'.includes(pin) && !'98765432109876'.includes(pin)
}

/**
 * A new key for a new journal; gives the lock's row to store together with the kit.
 * @param {string} pin
 * @param {string} recoveryKey base64, 32 bytes; never stored here
 */
export async function makeLock(pin, recoveryKey) {
  const raw = crypto.getRandomValues(new Uint8Array(32))
  const row = await lockRow(raw, pin, recoveryKey)
  const key = await asDataKey(raw)
  raw.fill(0)
  return {
    row,
    use: () => {
      dataKey = key
    },
  }
}

/**
 * @param {Uint8Array<ArrayBuffer>} raw
 * @param {string} pin
 * @param {string} recoveryKey
 * @returns {Promise<import('./store.js').LockRow>}
 */
async function lockRow(raw, pin, recoveryKey) {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const own = (await device()).key
  const twice = async (/** @type {CryptoKey} */ key) => {
    const inner = await encrypt(key, raw)
    const packed = new Uint8Array(inner.iv.length + inner.data.byteLength)
    packed.set(inner.iv)
    packed.set(new Uint8Array(inner.data), inner.iv.length)
    return encrypt(own, packed)
  }
  return {
    salt,
    byPin: await twice(await keyOfPin(pin, salt)),
    byRecovery: await twice(await keyOfRecovery(recoveryKey)),
    tries: 0,
    lockedUntil: 0,
  }
}

/**
 * @typedef {{ kind: 'open' } | { kind: 'wrong', left: number } | { kind: 'locked', until: number }} Unlocking
 */

/**
 * Tries a PIN. After five wrong ones the machine waits, longer each time; nothing is ever deleted for it.
 * @param {string} pin
 * @returns {Promise<Unlocking>}
 */
export async function openWithPin(pin) {
  return navigator.locks.request('motcua-ngoai-tuyen-pin', async () => {
    const row = await theLock()
    if (row.lockedUntil > Date.now()) return { kind: 'locked', until: row.lockedUntil }
    // Counted before it is tried: closing the tab in between does not give another try.
    const tries = row.tries + 1
    const wait = tries < TRIES ? 0 : FIRST_WAIT_MS * 2 ** (tries - TRIES)
    const lockedUntil = wait === 0 ? 0 : Date.now() + wait
    await put('lock', { ...row, tries, lockedUntil }, 'lock')
    const raw = await openTwice(await keyOfPin(pin, row.salt), row.byPin)
    if (raw === null) {
      return lockedUntil > 0 ? { kind: 'locked', until: lockedUntil } : { kind: 'wrong', left: TRIES - tries }
    }
    await put('lock', { ...row, tries: 0, lockedUntil: 0 }, 'lock')
    dataKey = await asDataKey(raw)
    raw.fill(0)
    return { kind: 'open' }
  })
}

/**
 * Opens with the key that the server gives to who is logged in, and sets a new PIN. False: it is another kit's key.
 * @param {string} recoveryKey
 * @param {string} pin
 */
export async function openWithRecovery(recoveryKey, pin) {
  const row = await theLock()
  const raw = await openTwice(await keyOfRecovery(recoveryKey), row.byRecovery)
  if (raw === null) return false
  await put('lock', await lockRow(raw, pin, recoveryKey), 'lock')
  dataKey = await asDataKey(raw)
  raw.fill(0)
  return true
}

/** @returns {Promise<import('./store.js').LockRow>} */
async function theLock() {
  const row = await find('lock', 'lock')
  if (row === undefined) throw new Error('this machine is not prepared')
  return /** @type {import('./store.js').LockRow} */ (row)
}

/**
 * @param {CryptoKey} key
 * @param {import('./store.js').Sealed} sealed
 * @returns {Promise<Uint8Array<ArrayBuffer> | null>}
 */
async function openTwice(key, sealed) {
  try {
    const packed = new Uint8Array(await decrypt((await device()).key, sealed))
    return new Uint8Array(await decrypt(key, { iv: packed.slice(0, 12), data: packed.slice(12).buffer }))
  } catch {
    return null
  }
}

/**
 * @param {string} pin
 * @param {Uint8Array<ArrayBuffer>} salt
 */
async function keyOfPin(pin, salt) {
  const typed = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveKey'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS }
  return crypto.subtle.deriveKey(how, typed, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

/** @param {string} base64 */
async function keyOfRecovery(base64) {
  const raw = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  return asDataKey(raw)
}

/** @param {Uint8Array<ArrayBuffer>} raw */
function asDataKey(raw) {
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/**
 * @param {CryptoKey} key
 * @param {BufferSource} content
 * @returns {Promise<import('./store.js').Sealed>}
 */
async function encrypt(key, content) {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, content) }
}

/**
 * @param {CryptoKey} key
 * @param {import('./store.js').Sealed} sealed
 */
function decrypt(key, { iv, data }) {
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data)
}

function opened() {
  if (dataKey === null) throw new Error('the journal is locked')
  return dataKey
}

/** @param {string} text */
export function seal(text) {
  return encrypt(opened(), new TextEncoder().encode(text))
}

/** @param {import('./store.js').Sealed} sealed */
export async function unseal(sealed) {
  return new TextDecoder().decode(await decrypt(opened(), sealed))
}

/** @param {ArrayBuffer} content */
export function sealBytes(content) {
  return encrypt(opened(), content)
}

/** @param {import('./store.js').Sealed} sealed */
export function unsealBytes(sealed) {
  return decrypt(opened(), sealed)
}
