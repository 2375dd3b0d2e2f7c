import type { FastifyServerOptions } from 'fastify'

/** Paths that may hold personal data or secrets: the logger takes them out, whoever logs. */
const REDACTED = [
  'req.headers.authorization',
  'req.headers.cookie',
  'res.headers["set-cookie"]',
  '*.identityNumber',
  '*.fullName',
  '*.phone',
  '*.email',
  '*.password',
  '*.address',
  '*.applicant',
]

/** Structured logs, one JSON object a line. The address of a request is logged without its query, which may name somebody. */
export function loggerOptions(level: string): FastifyServerOptions['logger'] {
  return {
    level,
    redact: { paths: REDACTED, censor: '[…]' },
    serializers: {
      req: (request) => ({ method: request.method, path: request.url.split('?', 1)[0] }),
      res: (reply) => ({ statusCode: reply.statusCode }),
    },
  }
}
