import { createHash, randomBytes } from 'node:crypto'

const PREFIX = 'mc_'
const TOKEN = /^mc_[A-Za-z0-9_-]{43}$/

/** A new bearer token: `mc_` and 32 random bytes in base64url. Shown once; only its hash is kept. */
export function makeToken(): string {
  return PREFIX + randomBytes(32).toString('base64url')
}

/** The SHA-256 under which a token is kept; null for a text that cannot be a token. */
export function tokenHash(token: string): Buffer | null {
  return TOKEN.test(token) ? createHash('sha256').update(token).digest() : null
}
