import type { UserId } from '../ids.ts'

export interface KnownSession {
  userId: UserId
  /** What the account calls itself. */
  name: string
  expiresAt: Date
  /** Values of `Set-Cookie` headers to send along; empty when nothing is to be renewed. */
  setCookies: readonly string[]
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

  constructor(secure: boolean) {
    this.#cookieName = `${secure ? '__Secure-' : ''}motcua.session_token`
  }

  /** The signed session token in a `Cookie` header. */
  tokenOf(cookies: string | undefined): string | null {
    if (cookies === undefined || !cookies.includes(this.#cookieName)) return null
    for (const part of cookies.split(';')) {
      const [name, value] = part.split('=', 2)
      if (name?.trim() === this.#cookieName && value !== undefined && value !== '') return value.trim()
    }
    return null
  }

  async find(cookies: string | undefined, load: () => Promise<KnownSession | null>): Promise<KnownSession | null> {
    const token = this.tokenOf(cookies)
    if (token === null) return null
    const now = Date.now()
    const known = this.#remembered.get(token)
    if (known !== undefined && known.until > now) return known.session
    this.#remembered.delete(token)
    const session = await load()
    if (session === null) return null
    this.#makeRoom()
    const until = Math.min(now + REMEMBERED_MS, session.expiresAt.getTime())
    this.#remembered.set(token, { session: { ...session, setCookies: [] }, until })
    return session
  }

  forget(cookies: string | undefined): void {
    const token = this.tokenOf(cookies)
    if (token !== null) this.#remembered.delete(token)
  }

  #makeRoom(): void {
    if (this.#remembered.size < MOST_REMEMBERED) return
    const oldest = this.#remembered.keys().next()
    if (!oldest.done) this.#remembered.delete(oldest.value)
  }
}
