import formbody from '@fastify/formbody'
import type {} from '@fastify/swagger'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Accounts, ClientOrigin, OpenedSession } from './accounts.ts'
import { localPath } from './local-path.ts'
import { sendCookies } from './session-plugin.ts'

/** What the login page shows again after an attempt that failed. The password is never shown again. */
export interface LoginPageState {
  loginName: string
  /** Where to go after login. */
  next: string
  /** A locale key below `session.login.`: `missing`, `wrong`, `locked`. */
  fault: { code: 'missing' | 'wrong' | 'locked'; params: Record<string, number> }
}

export interface LoginRoutesOptions {
  accounts: Accounts
  /** Sends the login page; the status is already set. */
  sendLoginPage(request: FastifyRequest, reply: FastifyReply, state: LoginPageState): Promise<unknown>
}

/** Where a rate limiter is registered: attempts count by address, whatever else the request claims to be. */
const attemptsByAddress = {
  rateLimit: { max: 30, timeWindow: '1 minute', keyGenerator: (request: FastifyRequest) => request.ip },
}

/** Plain form posts: `/dang-nhap` (fields ten, mat-khau, tiep), `/dang-nhap/thu` (khoa, tiep) and `/dang-xuat`. */
export async function loginRoutes(app: FastifyInstance, options: LoginRoutesOptions): Promise<void> {
  const { accounts } = options
  if (!app.hasContentTypeParser('application/x-www-form-urlencoded')) await app.register(formbody)

  app.post('/dang-nhap', { schema: { hide: true }, config: attemptsByAddress }, async (request, reply) => {
    const typed = { loginName: field(request, 'ten'), password: field(request, 'mat-khau') }
    const next = localPath(field(request, 'tiep'))
    const fault = await attempt(accounts, typed, request, reply)
    if (fault === null) return reply.redirect(next, 303)
    return options.sendLoginPage(request, reply.code(422), { loginName: typed.loginName, next, fault })
  })

  app.post('/dang-nhap/thu', { schema: { hide: true } }, async (request, reply) => {
    const opened = await accounts.signInDemo(field(request, 'khoa'), clientOf(request))
    welcome(request, reply, opened)
    return reply.redirect(localPath(field(request, 'tiep')), 303)
  })

  app.post('/dang-xuat', { schema: { hide: true } }, async (request, reply) => {
    sendCookies(reply, await accounts.signOut(request.headers.cookie))
    request.log.info({ userId: request.userId }, 'logout')
    return reply.redirect('/', 303)
  })
}

async function attempt(
  accounts: Accounts,
  typed: { loginName: string; password: string },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<LoginPageState['fault'] | null> {
  if (typed.loginName.trim() === '' || typed.password === '') return { code: 'missing', params: {} }
  const outcome = await accounts.signIn(typed, clientOf(request))
  if (outcome.kind === 'opened') {
    welcome(request, reply, outcome)
    return null
  }
  request.log.info({ outcome: outcome.kind }, 'login refused')
  return { code: outcome.kind, params: outcome.kind === 'locked' ? { minutes: outcome.minutes } : {} }
}

function welcome(request: FastifyRequest, reply: FastifyReply, opened: OpenedSession): void {
  sendCookies(reply, opened.setCookies)
  request.log.info({ userId: opened.userId }, 'login')
}

function clientOf(request: FastifyRequest): ClientOrigin {
  return { ipAddress: request.ip, userAgent: request.headers['user-agent'] }
}

function field(request: FastifyRequest, name: string): string {
  const { body } = request
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' ? value : ''
}
