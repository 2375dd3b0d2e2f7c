import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Refusal } from '../../platform/errors.ts'
import { Problem } from '../../platform/http/problem.ts'
import type { AgencyId } from '../../platform/ids.ts'
import type { Actor } from '../organisation/index.ts'
import * as shapes from './api-shapes.ts'
import { confirmScan } from './confirm-scan.ts'
import type { DigitisationContext } from './context.ts'
import { listScans, readScan, readScanProgress } from './scan-views.ts'
import { readScannerInbox, takeFromScanner } from './scanner/inbox.ts'
import { startScan } from './start-scan.ts'

const tags = ['digitisation']
const root = '/api/v1/scans'
const problems = { 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem }

interface DigitisationRoutesOptions {
  context: DigitisationContext
}

/** Nobody logged in is asked to log in; what others may not do, the use cases refuse. */
function known(actor: Actor): Actor {
  if (actor.kind === 'anonymous') throw new Refusal('session.required', 'unauthenticated')
  return actor
}

/**
 * The JSON API of digitisation: files are uploaded (`/api/v1/files`) or taken from the scanner, a scan is begun, its progress followed, what was
 * read is shown with how sure it is, and confirmed.
 */
export const digitisationRoutes: FastifyPluginAsyncTypebox<DigitisationRoutesOptions> = async (app, options) => {
  await app.register(scanRoutes, options)
  await app.register(scannerRoutes, options)
}

const scanRoutes: FastifyPluginAsyncTypebox<DigitisationRoutesOptions> = async (app, { context }) => {
  const { ScanParams: params } = shapes
  app.post(
    root,
    {
      schema: {
        tags,
        operationId: 'startScan',
        headers: shapes.CommandIdHeaders,
        body: shapes.StartBody,
        response: { 201: shapes.Started, ...problems },
      },
    },
    async ({ actor, headers, body: { agencyId, ...body } }, reply) => {
      const agency = agencyId === undefined ? {} : { agencyId: agencyId as AgencyId }
      const request = { actor: known(actor), ...body, ...agency, commandId: headers['idempotency-key'] }
      return reply.code(201).send(await startScan(context, request))
    },
  )
  app.get(
    root,
    {
      schema: {
        tags,
        operationId: 'listScans',
        querystring: shapes.ListQuery,
        response: { 200: shapes.ScanList, ...problems },
      },
    },
    ({ actor, query: { text = '', before = null } }) => listScans(context, { actor: known(actor), text, before }),
  )
  app.get(
    `${root}/:id`,
    {
      schema: {
        tags,
        operationId: 'getScan',
        params,
        querystring: shapes.KindQuery,
        response: { 200: shapes.ScanView, ...problems },
      },
    },
    ({ actor, params: { id }, query: { kind } }) =>
      readScan(context, { actor: known(actor), scanId: id, ...(kind === undefined ? {} : { asKind: kind }) }),
  )
  app.get(
    `${root}/:id/progress`,
    { schema: { tags, operationId: 'getScanProgress', params, response: { 200: shapes.Progress, ...problems } } },
    ({ actor, params: { id } }) => readScanProgress(context, known(actor), id),
  )
  app.post(
    `${root}/:id/confirm`,
    {
      schema: {
        tags,
        operationId: 'confirmScan',
        params,
        body: shapes.ConfirmBody,
        response: { 200: shapes.Confirmed, ...problems },
      },
    },
    ({ actor, params: { id }, body }) => confirmScan(context, { actor: known(actor), scanId: id, ...body }),
  )
}

const scannerRoutes: FastifyPluginAsyncTypebox<DigitisationRoutesOptions> = async (app, { context }) => {
  app.get(
    '/api/v1/scanner-files',
    { schema: { tags, operationId: 'listScannerFiles', response: { 200: shapes.ScannerInbox, ...problems } } },
    ({ actor }) => readScannerInbox(context, known(actor)),
  )
  app.post(
    '/api/v1/scanner-files/take',
    {
      schema: {
        tags,
        operationId: 'takeScannerFiles',
        body: shapes.TakeBody,
        response: { 200: shapes.TakenFiles, ...problems },
      },
    },
    ({ actor, body: { ids } }) => takeFromScanner(context, known(actor), ids),
  )
}
