import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import type { Db } from '../db.ts'
import { listCheckpoints } from './checkpoint.ts'

const CheckpointAnswer = Type.Object({
  treeSize: Type.Integer({ minimum: 1 }),
  root: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  madeAt: Type.String({ format: 'date-time' }),
})

const CheckpointPage = Type.Object({
  checkpoints: Type.Array(CheckpointAnswer),
  next: Type.Union([Type.Integer(), Type.Null()]),
})

/** The published tree heads, newest first: what anyone keeps to check later that nothing was changed. Public. */
export const ledgerRoutes: FastifyPluginAsyncTypebox<{ db: Pick<Db, 'read'> }> = async (app, { db }) => {
  app.get(
    '/api/v1/ledger/checkpoints',
    {
      schema: {
        tags: ['ledger'],
        operationId: 'listCheckpoints',
        security: [],
        querystring: Type.Object({
          below: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
          limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
        }),
        response: { 200: CheckpointPage },
      },
    },
    async ({ query }) => {
      const found = await listCheckpoints(db.read, query.limit, query.below)
      const checkpoints = found.map(({ treeSize, root, madeAt }) => ({
        treeSize,
        root: Buffer.from(root).toString('hex'),
        madeAt: new Date(madeAt).toISOString(),
      }))
      return { checkpoints, next: found.length < query.limit ? null : (checkpoints.at(-1)?.treeSize ?? null) }
    },
  )
}
