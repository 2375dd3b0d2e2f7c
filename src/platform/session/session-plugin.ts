import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { UserId } from '../ids.ts'
import type { Accounts } from './accounts.ts'
import { sessionRefusals } from './errors.ts'
import { isOwnRequest } from './same-origin.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The account logged in by cookie; null for a visitor and for a bearer of a token. */
    userId: UserId | null
    /** What that account calls itself. */
    userName: string | null
    /** The token of an `Authorization: Bearer` header, not yet checked. */
    bearerToken: string | null
    /** The browser still has a session cookie, but the session is over. */
    sessionEnded: boolean
  }
}

export interface SessionPluginOptions {
  accounts: Accounts
  /** Scheme, host and port under which people reach this site. */
  publicUrl: string
}

/**
 * Gives every request its account: a bearer token, else the session cookie. With a token the cookie is not looked at.
 * A request that would change something and comes from a page of another site is refused (`session.foreign_origin`).
 */
export async function sessionPlugin(app: FastifyInstance, options: SessionPluginOptions): Promise<void> {
  const ownOrigin = new URL(options.publicUrl).origin
  app.decorateRequest('userId', null)
  app.decorateRequest('userName', null)
  app.decorateRequest('bearerToken', null)
  app.decorateRequest('sessionEnded', false)
  app.addHook('onRequest', async (request, reply) => {
    request.bearerToken = bearerTokenOf(request)
    if (request.bearerToken !== null) return
    const hasCookie = options.accounts.hasSessionCookie(request.headers.cookie)
    if (!isOwnRequest({ ...originOf(request), ownOrigin, hasCookie })) throw sessionRefusals.foreign_origin()
    if (hasCookie) await attachSession(options.accounts, request, reply)
  })
}

// Fastify's documented way for a plugin to work on the whole application rather than on a scope of its own.
Object.assign(sessionPlugin, { [Symbol.for('skip-override')]: true })

async function attachSession(accounts: Accounts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const session = await accounts.findSession(request.headers.cookie)
  request.sessionEnded = session === null
  if (session === null) return
  request.userId = session.userId
  request.userName = session.name
  sendCookies(reply, session.setCookies)
}

/** Adds `Set-Cookie` headers to an answer. */
export function sendCookies(reply: FastifyReply, setCookies: readonly string[]): void {
  for (const cookie of setCookies) reply.header('set-cookie', cookie)
}

function bearerTokenOf(request: FastifyRequest): string | null {
  const match = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')
  return match?.[1] ?? null
}

function originOf(request: FastifyRequest): {
  method: string
  fetchSite: string | undefined
  origin: string | undefined
} {
  const fetchSite = request.headers['sec-fetch-site']
  return {
    method: request.method,
    fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined,
    origin: request.headers.origin,
  }
}
