import { betterAuth } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { username } from 'better-auth/plugins'
import { type Db, query } from '../db.ts'
import { newId } from '../ids.ts'
import {
  isLoginName,
  LONGEST_LOGIN_NAME,
  LONGEST_PASSWORD,
  normaliseLoginName,
  SHORTEST_LOGIN_NAME,
  SHORTEST_PASSWORD,
} from './login-name.ts'

export interface AuthOptions {
  db: Db
  /** At least 32 characters; signs the cookies. */
  secret: string
  /** Scheme, host and port under which people reach this site; https makes the cookies Secure. */
  publicUrl: string
  sessionHours: number
  /** How long a signed cookie stands for the session row, in seconds. */
  cookieCacheSeconds: number
}

const snakeCase = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]))

const times = ['createdAt', 'updatedAt'] as const

/**
 * better-auth on our tables. None of its routes are mounted: `createAccounts` calls it. It never writes on a reading
 * request (`deferSessionRefresh`), and a session ends when its hours are over.
 */
export function createAuth(options: AuthOptions) {
  return betterAuth({
    appName: 'motcua',
    baseURL: options.publicUrl,
    secret: options.secret,
    database: { db: options.db.read, type: 'postgres', transaction: true },
    logger: { disabled: true },
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
    },
    user: { modelName: 'account_user', fields: snakeCase(['emailVerified', ...times]) },
    session: {
      modelName: 'account_session',
      fields: snakeCase(['expiresAt', 'ipAddress', 'userAgent', 'userId', ...times]),
      expiresIn: options.sessionHours * 3600,
      disableSessionRefresh: true,
      deferSessionRefresh: true,
      cookieCache: { enabled: true, maxAge: options.cookieCacheSeconds },
    },
    account: {
      modelName: 'account_account',
      fields: snakeCase([
        ...['accountId', 'providerId', 'userId', 'accessToken', 'refreshToken', 'idToken'],
        ...['accessTokenExpiresAt', 'refreshTokenExpiresAt', ...times],
      ]),
    },
    verification: { modelName: 'account_verification', fields: snakeCase(['expiresAt', ...times]) },
    advanced: { cookiePrefix: 'motcua', database: { generateId: () => newId() } },
    databaseHooks: { session: { create: { before: (session) => refuseDisabled(options.db, session.userId) } } },
    plugins: [
      username({
        minUsernameLength: SHORTEST_LOGIN_NAME,
        maxUsernameLength: LONGEST_LOGIN_NAME,
        usernameNormalization: normaliseLoginName,
        usernameValidator: isLoginName,
        validationOrder: { username: 'post-normalization' },
        schema: { user: { fields: { displayUsername: 'display_username' } } },
      }),
      openSessionPlugin,
    ],
  })
}

export type Auth = ReturnType<typeof createAuth>

async function refuseDisabled(db: Db, userId: string): Promise<void> {
  const rows = await query<{ open: boolean }>(
    db.read,
    `SELECT disabled_at IS NULL AND kind = 'person' AS open FROM account_user WHERE id = $1`,
    [userId],
  )
  if (rows[0]?.open !== true) throw new APIError('UNAUTHORIZED')
}

interface OpenSessionBody {
  userId: string
}

const bodyOfOpenSession = {
  '~standard': {
    version: 1 as const,
    vendor: 'motcua',
    types: undefined as { input: OpenSessionBody; output: OpenSessionBody } | undefined,
    validate: (value: unknown) =>
      typeof value === 'object' && value !== null && 'userId' in value && typeof value.userId === 'string'
        ? { value: { userId: value.userId } }
        : { issues: [{ message: 'userId is missing' }] },
  },
}

/** Opens a session without a password, for demonstration logins and tests; callable only from the server's own code. */
const openSessionPlugin = {
  id: 'motcua-open-session',
  endpoints: {
    openSession: createAuthEndpoint(
      '/open-session',
      { method: 'POST', body: bodyOfOpenSession, metadata: { SERVER_ONLY: true } },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId)
        if (user === null) throw new APIError('UNAUTHORIZED')
        const session = await ctx.context.internalAdapter.createSession(user.id)
        await setSessionCookie(ctx, { session, user })
        return ctx.json({ userId: user.id })
      },
    ),
  },
}
