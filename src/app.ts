import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { actorPlugin } from './modules/organisation/index.ts'
import { registerApi } from './modules.ts'
import { type Parts, petitionsOf, ratingsOf } from './parts.ts'
import { healthRoutes } from './platform/http/health.ts'
import { loggerOptions } from './platform/http/log.ts'
import { metricsPlugin } from './platform/http/metrics.ts'
import { answerProblem, httpRefusals } from './platform/http/problem.ts'
import { readMigrations } from './platform/migrate.ts'
import { sessionPlugin } from './platform/session/index.ts'
import { translator } from './web/locales/read-dictionary.ts'
import type { DemoMailbox } from './web/notices/notice-services.ts'
import { chooseLocale } from './web/server/choose-locale.ts'
import { sendLastResort } from './web/server/last-resort-page.ts'
import { registerSite } from './web/site.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

const SLOWEST_REQUEST_MS = 10 * 60_000
const ANY_ADDRESS = new URL('http://localhost')

export interface AppOptions {
  /** Whether the pages are served too; the API alone needs no built web. */
  web: boolean
  /** The demonstration's gateways, for their page. */
  demoMailbox?: DemoMailbox
}

/**
 * The whole product behind one HTTP server: health, metrics, sessions, the JSON API with its description, and the pages. Does not listen
 * yet. Closing it lets requests in flight finish.
 */
export async function buildApp(parts: Parts, { web, demoMailbox }: AppOptions): Promise<FastifyInstance> {
  const { config } = parts
  const app = Fastify({
    logger: loggerOptions(config.logLevel) ?? false,
    genReqId: () => randomUUID(),
    logController: new LogController({
      requestIdLogLabel: 'requestId',
      disableRequestLogging: config.logLevel !== 'debug',
    }),
    trustProxy: config.trustProxy,
    bodyLimit: 1024 * 1024,
    forceCloseConnections: 'idle',
    // Long enough for twenty megabytes over a poor line, and an end to what only keeps a connection busy.
    requestTimeout: SLOWEST_REQUEST_MS,
    frameworkErrors: answerUnroutable,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array', allErrors: true } },
  }).withTypeProvider<TypeBoxTypeProvider>()

  app.setErrorHandler(answerProblem(translate))
  await app.register(metricsPlugin, { token: config.metricsToken, gauges: [] })
  await app.register(rateLimit, {
    max: config.rateLimit,
    timeWindow: '1 minute',
    keyGenerator: (request) => request.ip,
    allowList: (request) => isStatic(request),
  })
  const migrations = (await readMigrations('migrations')).length
  await app.register(healthRoutes, { db: parts.db, migrations })
  await app.register(sessionPlugin, { accounts: parts.accounts, publicUrl: config.publicUrl })
  await app.register(actorPlugin, { resolver: parts.resolver })
  app.addHook('onRequest', async (request, reply) => {
    addActorToLog(request)
    if (isApi(request)) reply.headers({ 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' })
  })
  // A little above our own limit, so that the plugin never cuts a file short before we refuse it.
  const fileSize = config.uploadBytes + 1024 * 1024
  await app.register(multipart, { limits: { fileSize, files: 20, fields: 200, fieldSize: 100_000 } })
  await app.register(swagger, {
    hideUntagged: true,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Một Cửa',
        version,
        description: 'The same use cases as the pages. Errors are RFC 9457 problems.',
      },
      servers: [{ url: config.publicUrl }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      security: [{ bearer: [] }],
    },
  })
  await app.register((api) => registerApi(api, parts))
  app.all('/api/*', { schema: { hide: true } }, async () => {
    throw httpRefusals.not_found()
  })
  app.setNotFoundHandler(async () => {
    throw httpRefusals.not_found()
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  if (web)
    await registerSite(app, {
      ...parts,
      petitions: petitionsOf(parts),
      ratings: ratingsOf(parts),
      ...(demoMailbox === undefined ? {} : { demoMailbox }),
    })
  return app
}

function isApi(request: FastifyRequest): boolean {
  return request.url.startsWith('/api/')
}

/** An address that cannot be read is answered before any route: as a problem to a program, as a page to a person. */
function answerUnroutable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  if (isApi(request)) answerProblem(translate)(error, request, reply)
  else sendLastResort(reply, 'invalid', request.id)
}

function isStatic(request: FastifyRequest): boolean {
  return request.url.startsWith('/assets/') || request.url.startsWith('/enhance/')
}

function translate(request: FastifyRequest, key: string, params?: Record<string, string | number>): string {
  const { locale } = chooseLocale(URL.parse(request.url, 'http://localhost') ?? ANY_ADDRESS, request.headers.cookie)
  return translator(locale)(key, params)
}

function addActorToLog(request: FastifyRequest): void {
  const { actor } = request
  if (actor.kind === 'anonymous') return
  const agencyId = actor.kind === 'officer' ? (actor.mandates[0]?.agencyId ?? null) : null
  request.log = request.log.child({ actorId: actor.userId, agencyId })
}
