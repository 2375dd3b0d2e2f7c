/**
 * RSABSSA-SHA384-PSS-Randomized (RFC 9474): the client's side, for browsers and for the server alike. The signer sees only the blinded message,
 * for which every message is equally likely: what it signed cannot be found again among what it is later shown.
 */

const HASH = 'SHA-384'
const HASH_BYTES = 48
const SALT_BYTES = 48
const PREFIX_BYTES = 32

/** A public RSA key as numbers. */
export interface BlindKey {
  n: bigint
  e: bigint
  bytes: number
}

/** A message that waits for its blind signature. `message` is what will be shown with the signature. */
export interface Blinded {
  message: Uint8Array
  blinded: Uint8Array
  inverse: bigint
}

/** The key out of the two parts of a JSON Web Key, each base64url. */
export function blindKeyOf({ n, e }: { n: string; e: string }): BlindKey {
  const bytes = fromBase64Url(n)
  return { n: numberOf(bytes), e: numberOf(fromBase64Url(e)), bytes: bytes.length }
}

/** Blinds a fresh random prefix and the serial (RFC 9474, 4.1 and 4.2). `salt` and `factor` are given only by tests. */
export async function blind(
  key: BlindKey,
  message: Uint8Array = randomBytes(PREFIX_BYTES + 32),
  { salt = randomBytes(SALT_BYTES), factor = randomBelow(key) }: { salt?: Uint8Array; factor?: bigint } = {},
): Promise<Blinded> {
  const encoded = numberOf(await encode(message, salt, key.bytes))
  const blinded = (encoded * power(factor, key.e, key.n)) % key.n
  return { message, blinded: bytesOf(blinded, key.bytes), inverse: inverse(factor, key.n) }
}

/** Takes the factor out of the signature and checks it (RFC 9474, 4.4). Throws when it is none of this message. */
export async function finalize(key: BlindKey, blinded: Blinded, blindSignature: Uint8Array): Promise<Uint8Array> {
  const signature = (numberOf(blindSignature) * blinded.inverse) % key.n
  const bytes = bytesOf(signature, key.bytes)
  if (!(await verify(key, blinded.message, bytes))) throw new Error('the signature does not fit')
  return bytes
}

/** Whether it is a signature of the message (RSASSA-PSS, RFC 8017 8.1.2). */
export async function verify(key: BlindKey, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const value = numberOf(signature)
  if (signature.length !== key.bytes || value >= key.n) return false
  const encoded = bytesOf(power(value, key.e, key.n), key.bytes)
  const at = key.bytes - HASH_BYTES - 1
  if (encoded[key.bytes - 1] !== 0xbc || (encoded[0] ?? 255) > 127) return false
  const digest = encoded.subarray(at, at + HASH_BYTES)
  const db = await masked(encoded.subarray(0, at), digest)
  const padding = at - SALT_BYTES - 1
  if (db[padding] !== 1 || db.subarray(0, padding).some((byte) => byte !== 0)) return false
  const expected = await saltedHash(message, db.subarray(padding + 1))
  return expected.every((byte, place) => byte === digest[place])
}

/** EMSA-PSS (RFC 8017 9.1.1) for a modulus whose length is a multiple of eight bits. */
async function encode(message: Uint8Array, salt: Uint8Array, length: number): Promise<Uint8Array> {
  const digest = await saltedHash(message, salt)
  const at = length - HASH_BYTES - 1
  const db = new Uint8Array(at)
  db[at - SALT_BYTES - 1] = 1
  db.set(salt, at - SALT_BYTES)
  return join(await masked(db, digest), digest, Uint8Array.of(0xbc))
}

async function saltedHash(message: Uint8Array, salt: Uint8Array): Promise<Uint8Array> {
  return sha384(join(new Uint8Array(8), await sha384(message), salt))
}

/** Puts the mask that grows from `seed` (MGF1) on the bytes, or takes it off; the highest bit is cleared. */
async function masked(bytes: Uint8Array, seed: Uint8Array): Promise<Uint8Array> {
  const out = Uint8Array.from(bytes)
  for (let from = 0, round = 0; from < out.length; from += HASH_BYTES, round += 1) {
    const mask = await sha384(join(seed, Uint8Array.of(0, 0, round >> 8, round & 255)))
    for (let place = 0; place < HASH_BYTES && from + place < out.length; place += 1) {
      out[from + place] = (out[from + place] ?? 0) ^ (mask[place] ?? 0)
    }
  }
  out[0] = (out[0] ?? 0) & 127
  return out
}

async function sha384(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(HASH, Uint8Array.from(bytes)))
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  let square = base % modulus
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n]
  while (b !== 0n) {
    const times = a / b
    ;[a, b, x, y] = [b, a - times * b, y, x - times * y]
  }
  if (a !== 1n) throw new Error('no inverse')
  return ((x % modulus) + modulus) % modulus
}

function randomBelow({ n, bytes }: BlindKey): bigint {
  for (;;) {
    const value = numberOf(randomBytes(bytes))
    if (value > 1n && value < n) return value
  }
}

function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length))
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('') || '0'}`)
}

function bytesOf(value: bigint, length: number): Uint8Array {
  const hex = value.toString(16).padStart(length * 2, '0')
  return Uint8Array.from({ length }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16))
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

export function fromBase64Url(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))
}
