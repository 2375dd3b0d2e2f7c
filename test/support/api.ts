import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { buildApp } from '../../src/app.ts'
import type { Actor } from '../../src/modules/organisation/index.ts'
import { openParts, type Parts } from '../../src/parts.ts'
import { readConfig } from '../../src/platform/config.ts'
import type { UserId } from '../../src/platform/ids.ts'
import type { TestDatabase } from './database.ts'
import type { TestProvince } from './province.ts'

/** The JSON API over a test's own database, called without a port. */
export interface TestApi {
  app: FastifyInstance
  parts: Parts
  /** The caller's headers: a session's cookie, or nothing for a visitor. */
  headersOf(actor: Actor): Promise<Record<string, string>>
  call(request: ApiRequest): Promise<LightMyRequestResponse>
  close(): Promise<void>
}

export interface ApiRequest {
  method?: 'GET' | 'POST'
  url: string
  headers?: Record<string, string>
  body?: unknown
}

/** Builds the product as it runs, without its pages, with the keys of the test province. `environment` as on the command line. */
export async function openTestApi(
  database: TestDatabase,
  province: TestProvince,
  environment: Record<string, string> = {},
): Promise<TestApi> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-api-'))
  const config = readConfig({
    MOTCUA_VAR: folder,
    MOTCUA_LOG_LEVEL: 'silent',
    MOTCUA_RATE_LIMIT: '1000000',
    ...environment,
  })
  const opened = await openParts(config, database.url)
  const { keys } = province.context
  const casework = { ...opened.casework, keys }
  const notices = { ...opened.notices, keys, casework }
  const parts: Parts = { ...opened, keys, casework, notices, money: { ...opened.money, casework } }
  const app = await buildApp(parts, { web: false })
  const sessions = new Map<UserId, string>()
  return {
    app,
    parts,
    async headersOf(actor) {
      if (actor.kind === 'anonymous') return {}
      const cookie = sessions.get(actor.userId) ?? (await openSession(parts, actor.userId))
      sessions.set(actor.userId, cookie)
      return { cookie, origin: config.publicUrl }
    },
    call: ({ method = 'GET', url, headers = {}, body }) => app.inject({ method, url, headers, ...payloadOf(body) }),
    async close() {
      await app.close()
      await opened.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function openSession(parts: Parts, userId: UserId): Promise<string> {
  const { setCookies } = await parts.accounts.openSession(userId)
  return setCookies.map((cookie) => cookie.split(';')[0]).join('; ')
}

function payloadOf(body: unknown): Pick<InjectOptions, 'payload'> {
  return body === undefined ? {} : { payload: body as NonNullable<InjectOptions['payload']> }
}

export interface Operation {
  method: 'GET' | 'POST'
  /** With `{name}` for each parameter. */
  path: string
}

/** Every operation of `/api/openapi.json` by its id. */
export async function operationsOf(app: FastifyInstance): Promise<Map<string, Operation>> {
  const { paths } = (await app.inject('/api/openapi.json')).json<{
    paths: Record<string, Record<string, { operationId?: string }>>
  }>()
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]): [string, Operation] => [
        operationId ?? `${method} ${path}`,
        { method: method.toUpperCase() as Operation['method'], path },
      ]),
    ),
  )
}
