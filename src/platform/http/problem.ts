import { randomUUID } from 'node:crypto'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { defineRefusals, type FieldFault, Refusal, statusOfKind } from '../errors.ts'

/** RFC 9457. `code` is our stable name of the refusal; `faults` point at fields by JSON pointer without the leading slash. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.Optional(Type.String()),
  errorId: Type.Optional(Type.String()),
  params: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
  faults: Type.Optional(
    Type.Array(
      Type.Object({
        path: Type.String(),
        code: Type.String(),
        detail: Type.Optional(Type.String()),
        params: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
      }),
    ),
  ),
})

/** Text of a locale key for a request's language; the key itself when there is none. */
export type Translate = (request: FastifyRequest, key: string, params?: Record<string, string | number>) => string

/** The one place where an error of the API becomes an answer. Bugs are logged once under an id and say nothing more. */
export function answerProblem(translate: Translate) {
  return (error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const refusal = isDatabaseAway(error) ? DATABASE_AWAY : refusalOf(error)
    if (refusal === null) return answerBug(error, request, reply, translate)
    const { code, kind, params, faults } = refusal
    const status = statusOf(error) ?? statusOfKind[kind]
    return send(reply, status, {
      code,
      title: translate(request, `error.${code}`, params),
      params,
      ...(faults.length === 0 ? {} : { faults: faults.map((fault) => faultOf(fault, request, translate)) }),
    })
  }
}

export const httpRefusals = defineRefusals('http', { not_found: 'not_found', unavailable: 'unavailable' })
const DATABASE_AWAY = httpRefusals.unavailable()
const AWAY_CODES = /^(ECONNREFUSED|ECONNRESET|EPIPE|57P0[123]|08\w{3}|53300)$/

/** The database cannot be reached now: nothing was written, and the caller may try again. */
function isDatabaseAway(error: Error): boolean {
  const { code } = error as { code?: unknown }
  return (typeof code === 'string' && AWAY_CODES.test(code)) || error.message.startsWith('Connection terminated')
}

/** Some faults are told in the words of a form (`identity.…`, `draft.…`), the others as refusals. */
function faultOf(fault: FieldFault, request: FastifyRequest, translate: Translate): object {
  const key = `error.${fault.code}`
  const detail = translate(request, key, fault.params)
  return { ...fault, detail: detail === key ? translate(request, fault.code, fault.params) : detail }
}

function statusOf(error: FastifyError | Error): number | null {
  const status = 'statusCode' in error ? error.statusCode : undefined
  return status === 413 || status === 415 || status === 429 ? status : null
}

function refusalOf(error: FastifyError | Error): Pick<Refusal, 'code' | 'kind' | 'params' | 'faults'> | null {
  if (error instanceof Refusal) return error
  if ('validation' in error && error.validation) {
    const faults = error.validation.map((fault) => ({
      path: fault.instancePath.slice(1),
      code: `input.${fault.keyword}`,
    }))
    return { code: 'input.invalid', kind: 'invalid', params: {}, faults }
  }
  const status = 'statusCode' in error ? error.statusCode : undefined
  if (status === undefined || status >= 500 || status < 400) return null
  const code = status === 413 ? 'http.too_large' : status === 429 ? 'http.too_many' : 'http.bad_request'
  return { code, kind: 'invalid', params: {}, faults: [] }
}

function answerBug(error: Error, request: FastifyRequest, reply: FastifyReply, translate: Translate): FastifyReply {
  const errorId = randomUUID()
  request.log.error({ err: error, errorId }, 'bug')
  return send(reply, 500, { code: 'http.bug', title: translate(request, 'error.http.bug', { id: errorId }), errorId })
}

function send(reply: FastifyReply, status: number, body: Record<string, unknown>): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({ type: 'about:blank', status, ...body })
}
