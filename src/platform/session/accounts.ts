import { isAPIError } from 'better-auth/api'
import { type Db, query } from '../db.ts'
import type { UserId } from '../ids.ts'
import { type Auth, type AuthOptions, createAuth } from './auth.ts'
import { sessionRefusals } from './errors.ts'
import { clearAttempts, countAttempt, LOCK_MINUTES } from './login-attempts.ts'
import { LONGEST_PASSWORD, LONGEST_TYPED_NAME, normaliseLoginName } from './login-name.ts'
import { type KnownSession, SessionMemory } from './session-memory.ts'

/** Where a login comes from, kept with the session. */
export interface ClientOrigin {
  ipAddress?: string | undefined
  userAgent?: string | undefined
}

export interface OpenedSession {
  userId: UserId
  /** Values of the `Set-Cookie` headers to send. */
  setCookies: string[]
}

/** `wrong` says neither which of name and password was wrong nor whether the account exists or is disabled. */
export type SignInOutcome =
  | ({ kind: 'opened' } & OpenedSession)
  | { kind: 'wrong' }
  | { kind: 'locked'; minutes: number }

export interface Accounts {
  /** Opens a session by login name or e-mail address and password. After five wrong ones in a row the name is locked. */
  signIn(attempt: { loginName: string; password: string }, origin?: ClientOrigin): Promise<SignInOutcome>
  /** Opens a session of a demonstration account. Refuses `session.demo_unknown`, always outside demonstration mode. */
  signInDemo(key: string, origin?: ClientOrigin): Promise<OpenedSession>
  /** Opens a session without asking anything; for tests and for code that has proved who it is otherwise. */
  openSession(userId: UserId, origin?: ClientOrigin): Promise<OpenedSession>
  /** The session a `Cookie` header stands for, with cookies to renew; null when there is none (any more). */
  findSession(cookies: string | undefined): Promise<KnownSession | null>
  hasSessionCookie(cookies: string | undefined): boolean
  /** Ends the session and returns the cookies that take it from the browser. */
  signOut(cookies: string | undefined): Promise<string[]>
}

export interface AccountsOptions extends Pick<AuthOptions, 'db' | 'secret' | 'publicUrl'> {
  demo: boolean
  /** Length of a session; 12 by default, a working day with its evening. */
  sessionHours?: number
  lockMinutes?: number
}

const COOKIE_CACHE_SECONDS = 60
const SESSION_HOURS = 12

/** Accounts and sessions on better-auth. One object per process. */
export function createAccounts(options: AccountsOptions): Accounts {
  const { db } = options
  const auth = createAuth({
    ...options,
    sessionHours: options.sessionHours ?? SESSION_HOURS,
    cookieCacheSeconds: COOKIE_CACHE_SECONDS,
  })
  const memory = new SessionMemory({
    secure: options.publicUrl.startsWith('https:'),
    cookieCacheSeconds: COOKIE_CACHE_SECONDS,
  })
  const openSession = async (userId: UserId, origin?: ClientOrigin): Promise<OpenedSession> => {
    const { headers } = await auth.api.openSession({
      body: { userId },
      headers: headersOf(origin),
      returnHeaders: true,
    })
    return { userId, setCookies: headers.getSetCookie() }
  }
  return {
    openSession,
    signIn: (attempt, origin) =>
      signIn({ auth, db, lockMinutes: options.lockMinutes ?? LOCK_MINUTES }, attempt, origin),
    signInDemo: async (key, origin) => {
      const userId = options.demo ? await findDemoUser(db, key) : null
      if (userId === null) throw sessionRefusals.demo_unknown()
      return openSession(userId, origin)
    },
    findSession: (cookies) => memory.find(cookies, () => findSession(auth, cookies ?? '')),
    hasSessionCookie: (cookies) => memory.tokenOf(cookies) !== null,
    signOut: async (cookies) => {
      memory.forget(cookies)
      const headers = new Headers({ cookie: cookies ?? '' })
      const answer = await auth.api.signOut({ headers, returnHeaders: true })
      return answer.headers.getSetCookie()
    },
  }
}

interface SignInTools {
  auth: Auth
  db: Db
  lockMinutes: number
}

async function signIn(
  tools: SignInTools,
  attempt: { loginName: string; password: string },
  origin?: ClientOrigin,
): Promise<SignInOutcome> {
  const loginName = normaliseLoginName(attempt.loginName)
  const { password } = attempt
  if (loginName === '' || loginName.length > LONGEST_TYPED_NAME || loginName.includes('\0')) return { kind: 'wrong' }
  if (password === '' || password.length > 4 * LONGEST_PASSWORD) return { kind: 'wrong' }
  const counted = await countAttempt(tools.db, loginName, tools.lockMinutes)
  if (!counted.allowed) return { kind: 'locked', minutes: minutesUntil(counted.lockedUntil) }
  const opened = await proveByPassword(tools.auth, { loginName, password }, origin)
  if (opened === null) {
    return counted.lockedUntil === null
      ? { kind: 'wrong' }
      : { kind: 'locked', minutes: minutesUntil(counted.lockedUntil) }
  }
  await tools.db.write((tx) => clearAttempts(tx, loginName))
  return { kind: 'opened', ...opened }
}

async function proveByPassword(
  auth: Auth,
  attempt: { loginName: string; password: string },
  origin?: ClientOrigin,
): Promise<OpenedSession | null> {
  const { loginName, password } = attempt
  const call = { headers: headersOf(origin), returnHeaders: true } as const
  try {
    const answer = loginName.includes('@')
      ? await auth.api.signInEmail({ ...call, body: { email: loginName, password } })
      : await auth.api.signInUsername({ ...call, body: { username: loginName, password } })
    return { userId: answer.response.user.id as UserId, setCookies: answer.headers.getSetCookie() }
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500) return null
    throw error
  }
}

async function findSession(auth: Auth, cookies: string): Promise<KnownSession | null> {
  const answer = await auth.api.getSession({ headers: new Headers({ cookie: cookies }), returnHeaders: true })
  if (answer.response === null) return null
  return {
    userId: answer.response.user.id as UserId,
    name: answer.response.user.name,
    expiresAt: answer.response.session.expiresAt,
    setCookies: answer.headers.getSetCookie(),
  }
}

async function findDemoUser(db: Db, key: string): Promise<UserId | null> {
  const rows = await query<{ id: UserId }>(
    db.read,
    'SELECT id FROM account_user WHERE demo_key = $1 AND disabled_at IS NULL',
    [key],
  )
  return rows[0]?.id ?? null
}

function headersOf(origin: ClientOrigin | undefined): Headers {
  const headers = new Headers()
  if (origin?.ipAddress !== undefined) headers.set('x-forwarded-for', origin.ipAddress)
  if (origin?.userAgent !== undefined) headers.set('user-agent', origin.userAgent.slice(0, 300))
  return headers
}

function minutesUntil(instant: Date | null): number {
  return instant === null ? 0 : Math.max(1, Math.ceil((instant.getTime() - Date.now()) / 60_000))
}
