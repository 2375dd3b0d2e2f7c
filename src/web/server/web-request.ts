import { Readable, Transform } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** How much a form may send, and who is told when it sends more. */
export interface BodyLimit {
  maxBytes: number
  onExceeded(): void
}

/** The address as the browser sees it: behind a trusted proxy, the proxy's. Null when path or host can be no address. */
export function findAddress(request: FastifyRequest): URL | null {
  // Joined, not resolved: a path that begins with two slashes is no other host.
  return URL.parse(`${request.protocol}://${request.host || 'localhost'}${request.url}`)
}

function addressOf(request: FastifyRequest): URL {
  const address = findAddress(request)
  if (address === null) throw new TypeError('the request has no address')
  return address
}

/**
 * A Fastify request as a web `Request`. The body is handed on as a stream, never collected here, and breaks off past
 * the limit. The signal fires when the browser goes away.
 */
export function toWebRequest(request: FastifyRequest, reply: FastifyReply, limit: BodyLimit): Request {
  const gone = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort()
  })
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (name.startsWith(':') || value === undefined) continue
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one)
  }
  const init: RequestInit & { duplex?: 'half' } = { method: request.method, headers, signal: gone.signal }
  if (request.method === 'POST') {
    const counted = request.raw.pipe(byteLimit(limit))
    init.body = Readable.toWeb(counted) as unknown as ReadableStream<Uint8Array>
    init.duplex = 'half'
  }
  return new Request(addressOf(request), init)
}

/** A reading request for a page of this site, with the cookies and language of a request whose body was taken already. */
export function toPageRequest(request: FastifyRequest, path: string): Request {
  const headers = new Headers()
  for (const name of ['cookie', 'accept-language', 'user-agent']) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  return new Request(new URL(path, addressOf(request)), { headers })
}

/**
 * Whether a form was sent by another site. Browsers name the origin on every POST and say in `Sec-Fetch-Site` where a
 * request began; together with `SameSite` cookies this takes the place of a token in each form.
 */
export function isForged(request: FastifyRequest): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return false
  const site = request.headers['sec-fetch-site']
  if (typeof site === 'string' && site !== 'same-origin' && site !== 'none') return true
  const origin = request.headers.origin
  return origin !== undefined && origin !== addressOf(request).origin
}

function byteLimit({ maxBytes, onExceeded }: BodyLimit): Transform {
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length
      if (seen <= maxBytes) return done(null, chunk)
      onExceeded()
      return done(new RangeError('the body is larger than allowed'))
    },
  })
}
