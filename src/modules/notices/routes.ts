import { createHash, timingSafeEqual } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { NoticesContext } from './context.ts'
import { takeBounce } from './delivery/take-bounce.ts'
import { refusals } from './errors.ts'

/** A report with the whole message in it: more than any mail of ours. */
const MOST_BYTES = 1024 * 1024

/**
 * Where the mail server hands over what came to the bounce mailbox, one message a request, as it came (`message/rfc822`), with the password
 * of the configuration (HTTP Basic, any name). The answer says what was made of it; a server has nothing to try again. Without the password
 * there is no such address (`notices.bounces_closed`).
 */
export async function noticeRoutes(
  app: FastifyInstance,
  { context, bounceToken }: { context: NoticesContext; bounceToken: string | null },
): Promise<void> {
  app.register(async (own) => {
    own.removeAllContentTypeParsers()
    own.addContentTypeParser('*', (_request: unknown, payload: Readable) => readAtMost(payload, MOST_BYTES))
    own.addHook('onRequest', async (request) => {
      if (bounceToken === null || !isPassword(request.headers.authorization, bounceToken)) {
        throw refusals.bounces_closed()
      }
    })
    own.post('/api/v1/notices/bounces', { schema: { hide: true } }, async (request) => {
      const message = request.body as Buffer | null | undefined
      const verdict = await takeBounce(context, message === undefined ? Buffer.alloc(0) : message)
      if (verdict === 'too_large') throw refusals.bounce_too_large({ most: MOST_BYTES })
      return { verdict }
    })
  })
}

/** Null for more than that: what is left is not kept. */
async function readAtMost(payload: Readable, most: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of payload as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function isPassword(authorization: string | undefined, password: string): boolean {
  const [, encoded = ''] = /^Basic ([A-Za-z0-9+/=]{1,2000})$/i.exec(authorization ?? '') ?? []
  const typed = Buffer.from(encoded, 'base64').toString('utf8')
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(typed.slice(typed.indexOf(':') + 1)), digest(password))
}
