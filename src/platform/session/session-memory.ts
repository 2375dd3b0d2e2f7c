import type { UserId } from '../ids.ts'

export interface KnownSession {
  userId: UserId
  /** What the account calls itself. */
  name: string
  expiresAt: Date
  /** Values of `Set-Cookie` headers to send along; empty when nothing is to be renewed. */
  setCookies: readonly string[]
}

/** Where the signed value stands in for the session row: a logout in this process is kept in mind for that long. */
export interface MemoryOptions {
  secure: boolean
  cookieCacheSeconds: number
}

interface Remembered {
  session: KnownSession
  until: number
}

const REMEMBERED_MS = 10_000
const MOST_REMEMBERED = 10_000

/**
 * Sessions already checked a moment ago, by the signed value of their cookie, so that a busy session costs neither a
 * query nor a signature check on each request. A logout in this process is seen at once, elsewhere after ten seconds
 * (or when the signed cookie that stands for the session row has run out).
 */
export class SessionMemory {
  readonly #cookieName: string
  readonly #remembered = new Map<string, Remembered>()
  /** Sessions logged out, with the instant from which no signed cookie can stand for them any more. */
  readonly #ended = new Map<string, number>()
  readonly #endedMs: number

  constructor({ secure, cookieCacheSeconds }: MemoryOptions) {
    this.#endedMs = cookieCacheSeconds * 1000
    this.#cookieName = `${secure ? '__Secure-' : ''}motcua.session_token`
  }

  /** The signed session token in a `Cookie` header; null also when there are two of them, for nobody can say which counts. */
  tokenOf(cookies: string | undefined): string | null {
    if (cookies === undefined || !cookies.includes(this.#cookieName)) return null
    const tokens = cookies.split(';').flatMap((part) => {
      const [name, ...value] = part.split('=')
      return name?.trim() === this.#cookieName ? [value.join('=').trim()] : []
    })
    const [token = ''] = tokens
    return tokens.length === 1 && token !== '' ? token : null
  }

  async find(cookies: string | undefined, load: () => Promise<KnownSession | null>): Promise<KnownSession | null> {
    const token = this.tokenOf(cookies)
    if (token === null) return null
    const now = Date.now()
    if ((this.#ended.get(nameOf(token)) ?? 0) > now) return null
    const known = this.#remembered.get(token)
    if (known !== undefined && known.until > now) return known.session
    this.#remembered.delete(token)
    const session = await load()
    if (session === null) return null
    makeRoom(this.#remembered)
    const until = Math.min(now + REMEMBERED_MS, session.expiresAt.getTime())
    this.#remembered.set(token, { session: { ...session, setCookies: [] }, until })
    return session
  }

  forget(cookies: string | undefined): void {
    const token = this.tokenOf(cookies)
    if (token === null) return
    this.#remembered.delete(token)
    makeRoom(this.#ended)
    this.#ended.set(nameOf(token), Date.now() + this.#endedMs)
  }
}

/** What is before the signature, however the cookie was written: one session has one. */
function nameOf(token: string): string {
  const name = token.replace(/(\.|%2e).*$/i, '')
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

function makeRoom(map: Map<string, unknown>): void {
  if (map.size < MOST_REMEMBERED) return
  const oldest = map.keys().next()
  if (!oldest.done) map.delete(oldest.value)
}
