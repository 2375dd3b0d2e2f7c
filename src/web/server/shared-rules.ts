import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'

const SOURCE = new URL('../../', import.meta.url)
const PREFIX = '/enhance/rules/'

/** The pure files that a page without network decides by, the very ones the server uses; what they import comes along. */
const WANTED = [
  'modules/vault/person-check.ts',
  'modules/catalogue/component.ts',
  'modules/catalogue/limit.ts',
  'modules/catalogue/fee.ts',
  'modules/organisation/working-calendar.ts',
  'modules/casework/deadlines/deadline.ts',
  'modules/casework/offline/journal.ts',
  'modules/casework/offline/numbering.ts',
  'modules/casework/offline/card-text.ts',
  'modules/surveys/answers.ts',
  'modules/surveys/blind-token.ts',
  'platform/civil-date.ts',
  'web/format.ts',
]
/** Draws QR codes; one file without imports. */
const QR = 'uqr.mjs'

export interface SharedRule {
  /** Its address on this site. */
  url: string
  text: string
  etag: string
}

let read: ReadonlyMap<string, SharedRule> | undefined

/** Each shared rule by its path, its types taken off (decision 0019): read once a process. */
export function sharedRules(): ReadonlyMap<string, SharedRule> {
  if (read !== undefined) return read
  const rules = new Map<string, SharedRule>()
  const add = (path: string, text: string) => {
    const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 32)}"`
    rules.set(path, { url: `${PREFIX}${path}`, text, etag })
  }
  const visit = (path: string): void => {
    if (rules.has(path)) return
    const text = stripTypeScriptTypes(readFileSync(new URL(path, SOURCE), 'utf8'))
    add(path, text)
    for (const target of importsOf(text)) visit(posix.join(posix.dirname(path), target))
  }
  for (const path of WANTED) visit(path)
  add(QR, readFileSync(fileURLToPath(import.meta.resolve('uqr')), 'utf8'))
  read = rules
  return rules
}

function importsOf(text: string): string[] {
  return [...text.matchAll(/^(?:import|export)\b[^'"]*?from\s+'(\.[^']+)'/gm)].map((match) => match[1] ?? '')
}

/** Every script that the page without network runs, for its service worker to keep. */
export function offlineScripts(): string[] {
  const own = scriptsOf('offline').filter((url) => !url.endsWith('service-worker.js'))
  return [...own, ...[...sharedRules().values()].map(({ url }) => url)].sort()
}

/** The same for the page of an interviewer. */
export function interviewScripts(): string[] {
  const rules = [...sharedRules().values()].map(({ url }) => url).filter((url) => url.includes('/modules/surveys/'))
  return [...scriptsOf('interview'), ...rules].sort()
}

function scriptsOf(folder: string): string[] {
  return globSync(`public/enhance/${folder}/*.js`).map(
    (path) => `/enhance/${folder}/${posix.basename(path.replaceAll('\\', '/'))}`,
  )
}

/** Serves the rules as scripts. They change with the program, so a browser asks each time whether they did. */
export function serveRules(scope: FastifyInstance): void {
  scope.get<{ Params: { '*': string } }>(`${PREFIX}*`, (request, reply) => {
    const rule = sharedRules().get(request.params['*'])
    if (rule === undefined) return reply.callNotFound()
    reply.headers({ etag: rule.etag, 'cache-control': 'no-cache' })
    if (request.headers['if-none-match'] === rule.etag) return reply.code(304).send()
    return reply.type('text/javascript; charset=utf-8').send(rule.text)
  })
}
