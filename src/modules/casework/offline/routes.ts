import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { Problem } from '../../../platform/http/problem.ts'
import type { CaseworkContext } from '../context.ts'
import { closeKit } from './close-kit.ts'
import { getOwnKit } from './kit-store.ts'
import { getKitStatus } from './offline-views.ts'
import { type PrepareSettings, prepareKit, recoveryKeyOf } from './prepare-kit.ts'
import { receiveRecord } from './receive-record.ts'
import { KitAnswer, KitParams, KitRequest, KitStatus, RecordAnswer, SentRecord } from './schemas.ts'

const tags = ['offline']
const problems = { 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem }
const path = '/api/v1/counter/offline-kits'
const Nothing = Type.Object({}, { additionalProperties: false })

export interface OfflineRoutesOptions {
  context: CaseworkContext
  settings: PrepareSettings
}

/** A counter without network: what it takes along, and how what it wrote down comes in. */
export const offlineRoutes: FastifyPluginAsyncTypebox<OfflineRoutesOptions> = async (app, { context, settings }) => {
  app.post(
    path,
    { schema: { tags, operationId: 'prepareOfflineKit', body: KitRequest, response: { 201: KitAnswer, ...problems } } },
    async ({ actor, body }, reply) => reply.code(201).send(await prepareKit(context, settings, { actor, ...body })),
  )

  app.get(
    `${path}/:id`,
    { schema: { tags, operationId: 'getOfflineKit', params: KitParams, response: { 200: KitStatus, ...problems } } },
    async ({ actor, params }) => getKitStatus(context, actor, params.id),
  )

  app.post(
    `${path}/:id/records`,
    {
      schema: {
        tags,
        operationId: 'sendOfflineRecord',
        params: KitParams,
        body: SentRecord,
        response: { 200: RecordAnswer, ...problems },
      },
    },
    async ({ actor, params, body }) => receiveRecord(context, actor, { kitId: params.id, sent: body }),
  )

  app.post(
    `${path}/:id/recovery-key`,
    {
      schema: {
        tags,
        operationId: 'recoverOfflineKit',
        params: KitParams,
        body: Nothing,
        response: { 200: Type.Object({ recoveryKey: Type.String() }), ...problems },
      },
    },
    async ({ actor, params }) => {
      const { kit } = await getOwnKit(context, actor, params.id)
      return { recoveryKey: recoveryKeyOf(context.keys, kit.id) }
    },
  )

  app.post(
    `${path}/:id/close`,
    {
      schema: {
        tags,
        operationId: 'closeOfflineKit',
        params: KitParams,
        body: Nothing,
        response: { 204: Type.Null(), ...problems },
      },
    },
    async ({ actor, params }, reply) => {
      await closeKit(context, actor, params.id)
      return reply.code(204).send(null)
    },
  )
}
