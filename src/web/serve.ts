import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createRequestHandler, RouterContextProvider, type ServerBuild } from 'react-router'
import { Refusal } from '../platform/errors.ts'
import { spentFlashCookie } from './flash.ts'
import type { Locale } from './locales/translate.ts'
import type { PageContext, Posted, pageContextKey, RequestOutcome, requestOutcomeKey } from './page-context.ts'
import { chooseLocale } from './server/choose-locale.ts'
import { compressPage } from './server/compress-page.ts'
import { type LastResortKind, sendLastResort } from './server/last-resort-page.ts'
import { SECURITY_HEADERS } from './server/security-headers.ts'
import { serveRules } from './server/shared-rules.ts'
import { findAddress, isForged, toPageRequest, toWebRequest } from './server/web-request.ts'

export interface WebOptions {
  /** Builds what the pages of one request know. The language is already chosen. May throw: the answer is then a 500. */
  loadContext(request: FastifyRequest, locale: Locale): Promise<PageContext>
  /** Where `npm run build` put the web (`build/`). */
  buildDir: string
  /** Development: a newer build is taken up at the next request. */
  dev: boolean
  /** Most bytes one form may send, files included. */
  maxBodyBytes?: number
}

interface WebEntry {
  pageContextKey: typeof pageContextKey
  requestOutcomeKey: typeof requestOutcomeKey
}

interface LoadedWeb {
  handle: ReturnType<typeof createRequestHandler>
  /** The context keys of the bundle's own copy of our modules. */
  entry: WebEntry
}

const DEFAULT_MAX_BODY_BYTES = 64 * 1024 * 1024
/** The page that works without network, and all that its service worker may look after (decision 0019). */
const OFFLINE_PAGES = '/lam-viec/'
const STATIC_FOLDERS = ['assets', 'enhance'] as const

/** A page as the answer to a form that a route of its own took: the login, an upload. */
export interface PageAnswer {
  /** The page's address, with its search. */
  path: string
  status: number
  /** What that page's loader finds as `posted`. */
  posted: Posted
}

export interface Pages {
  /** Answers a request with a page at another address; for routes that take a form which pages cannot (a stream of files). */
  send(request: FastifyRequest, reply: FastifyReply, answer: PageAnswer): Promise<FastifyReply>
  /** Answers what such a route threw, as the pages do: never with JSON, which nobody at a browser can read. */
  fail(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply
}

/**
 * Serves all pages: a catch-all in its own encapsulated plugin, so that the body parsers and error format of the API
 * stay as they are. Register it after every other route. Throws when the web has not been built.
 */
export async function registerWeb(app: FastifyInstance, options: WebOptions): Promise<Pages> {
  const takeWeb = await webLoader(options)
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.addHook('onRequest', async (_request, reply) => {
      reply.headers(SECURITY_HEADERS)
    })
    scope.setErrorHandler((error, request, reply) => answerFault(request, reply, error))
    await serveFiles(scope, options.buildDir)
    scope.route({
      method: ['GET', 'HEAD', 'POST'],
      url: '/*',
      handler: async (request, reply) => answerPage({ request, reply, options, web: await takeWeb() }),
    })
  })
  return {
    send: async (request, reply, answer) => {
      reply.headers(SECURITY_HEADERS)
      return answerPage({ request, reply, options, web: await takeWeb(), answer })
    },
    fail: (error, request, reply) => answerFault(request, reply, error),
  }
}

async function serveFiles(scope: FastifyInstance, buildDir: string): Promise<void> {
  serveRules(scope)
  for (const [position, folder] of STATIC_FOLDERS.entries()) {
    const hashed = folder === 'assets'
    await scope.register(fastifyStatic, {
      root: resolve(buildDir, 'client', folder),
      prefix: `/${folder}/`,
      decorateReply: position === 0,
      preCompressed: true,
      // Names of built assets hold their hash; the few plain scripts do not.
      immutable: hashed,
      maxAge: hashed ? '365d' : 0,
      setHeaders: (reply, path) => {
        // It looks after the page that asks for it alone, which does not lie beside it.
        if (path.endsWith('service-worker.js')) reply.header('service-worker-allowed', OFFLINE_PAGES)
      },
    })
  }
  // The script that shows notices stands at the root: a service worker sees only what lies below it.
  for (const name of ['favicon.svg', 'robots.txt', 'thong-bao-sw.js']) {
    scope.get(`/${name}`, (_request, reply) => reply.sendFile(name, resolve(buildDir, 'client'), { maxAge: '1d' }))
  }
}

interface PageRequest {
  request: FastifyRequest
  reply: FastifyReply
  options: WebOptions
  web: LoadedWeb
  /** Set where another route took the form. */
  answer?: PageAnswer
}

async function answerPage({ request, reply, options, web, answer }: PageRequest): Promise<FastifyReply> {
  const maxBodyBytes = options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES
  if (answer === undefined && Number(request.headers['content-length'] ?? 0) > maxBodyBytes) {
    return answerLastResort(request, reply, 'too_large')
  }
  const url = findAddress(request)
  if (url === null) return answerLastResort(request, reply, 'invalid')
  if (isForged(request)) return answerLastResort(request, reply, 'forged')
  // The router's data addresses are for hydrated pages; here there are none.
  if (url.pathname.endsWith('.data')) return answerLastResort(request, reply, 'not_found')
  const choice = chooseLocale(url, request.headers.cookie)
  const known = await options.loadContext(request, choice.locale)
  const page = answer === undefined ? known : { ...known, posted: answer.posted }
  let tooLarge = false
  const outcome: RequestOutcome = {
    refusal: null,
    onBug: (error) => {
      // Whoever has gone away waits for nothing: that the work broke off is no bug.
      if (!tooLarge && !asked.signal.aborted)
        request.log.error({ err: error, requestId: page.requestId }, 'page failed')
    },
  }
  const context = new RouterContextProvider()
  context.set(web.entry.pageContextKey, page)
  context.set(web.entry.requestOutcomeKey, outcome)
  const limit = {
    maxBytes: maxBodyBytes,
    onExceeded: () => {
      tooLarge = true
    },
  }
  const asked = answer === undefined ? toWebRequest(request, reply, limit) : toPageRequest(request, answer.path)
  const response = await web.handle(asked, context)
  if (tooLarge) return answerLastResort(request, reply, 'too_large')
  if (choice.cookie !== null) reply.header('set-cookie', choice.cookie)
  const status = answer !== undefined && response.status === 200 ? answer.status : response.status
  return answerResponse({ request, reply, response, status, page, outcome })
}

interface Answer {
  request: FastifyRequest
  reply: FastifyReply
  response: Response
  status: number
  page: PageContext
  outcome: RequestOutcome
}

async function answerResponse({ request, reply, response, status, page, outcome }: Answer): Promise<FastifyReply> {
  reply.code(status)
  for (const [name, value] of response.headers) if (name !== 'set-cookie') reply.header(name, value)
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie)
  const isPage = response.headers.get('content-type')?.startsWith('text/html') === true
  if (!response.headers.has('cache-control')) {
    reply.header('cache-control', page.actor.kind === 'anonymous' ? 'private, no-cache' : 'private, no-store')
  }
  if (isPage && response.body !== null) {
    if (page.flash !== undefined) reply.header('set-cookie', spentFlashCookie())
    const encoded = await compressPage(await response.text(), request.headers['accept-encoding'])
    if (encoded.encoding !== null) reply.header('content-encoding', encoded.encoding)
    return reply.header('vary', 'accept-encoding, cookie').send(encoded.body)
  }
  if (response.status === 500) return answerLastResort(request, reply, outcome.refusal?.kind ?? 'bug', page.requestId)
  if (response.body === null) return reply.send()
  return reply.send(Readable.fromWeb(response.body as import('node:stream/web').ReadableStream))
}

/** What a hook or a file refused is answered as such; only what nobody foresaw is logged as a bug. */
function answerFault(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const kind = kindOfFault(error)
  if (kind !== 'bug') return answerLastResort(request, reply, kind)
  const errorId = randomUUID()
  request.log.error({ err: error, errorId }, 'page failed')
  return answerLastResort(request, reply, 'bug', errorId)
}

function kindOfFault(error: unknown): LastResortKind {
  if (error instanceof Refusal) return error.code === 'session.foreign_origin' ? 'forged' : error.kind
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status === 413) return 'too_large'
  if (status === 429) return 'too_many'
  // Also 403: what a file route forbids is an address outside its folder.
  return status >= 400 && status < 500 ? 'not_found' : 'bug'
}

function answerLastResort(
  request: FastifyRequest,
  reply: FastifyReply,
  kind: LastResortKind,
  errorId: string = request.id,
): FastifyReply {
  if (request.method === 'POST') reply.header('connection', 'close')
  return sendLastResort(reply, kind, errorId)
}

/** Gives the built web; in development looks each time whether a newer build lies there. */
async function webLoader(options: WebOptions): Promise<() => Promise<LoadedWeb>> {
  const file = join(resolve(options.buildDir), 'server', 'index.js')
  let builtAt = statSync(file).mtimeMs
  let loaded = await loadWeb(file, builtAt)
  return async () => {
    if (!options.dev) return loaded
    const nowBuiltAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? builtAt
    if (nowBuiltAt !== builtAt) {
      loaded = await loadWeb(file, nowBuiltAt)
      builtAt = nowBuiltAt
    }
    return loaded
  }
}

async function loadWeb(file: string, version: number): Promise<LoadedWeb> {
  const build = (await import(`${pathToFileURL(file).href}?built=${version}`)) as ServerBuild
  return { handle: createRequestHandler(build, 'production'), entry: build.entry.module as unknown as WebEntry }
}
