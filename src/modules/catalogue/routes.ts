import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import type { Db } from '../../platform/db.ts'
import { listFields, listLifeEvents, searchProcedures } from './procedure-views.ts'
import { getCurrentProcedure } from './reader.ts'
import { FieldListing, LEVELS, LifeEventListing, ProcedureCode, ProcedureDocument, ProcedurePage } from './schemas.ts'

const SearchQuerystring = Type.Object(
  {
    text: Type.Optional(Type.String({ maxLength: 300 })),
    field: Type.Optional(Type.String({ maxLength: 64 })),
    lifeEvent: Type.Optional(Type.String({ maxLength: 64 })),
    agency: Type.Optional(Type.String({ maxLength: 64 })),
    level: Type.Optional(Type.Unsafe<(typeof LEVELS)[number]>(Type.String({ enum: [...LEVELS] }))),
    whole: Type.Optional(Type.Boolean()),
    after: Type.Optional(Type.String({ maxLength: 40 })),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
  },
  { additionalProperties: false },
)

const PublishedProcedure = Type.Object(
  {
    versionId: Type.String({ format: 'uuid' }),
    version: Type.Integer({ minimum: 1 }),
    documentHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    document: ProcedureDocument,
  },
  { additionalProperties: false },
)

const tags = ['catalogue']

/** The public catalogue, under `/api/v1`. Everyone may read it. */
export const catalogueRoutes: FastifyPluginAsyncTypebox<{ db: Pick<Db, 'read'> }> = async (app, { db }) => {
  app.get(
    '/api/v1/procedures',
    {
      schema: {
        tags,
        operationId: 'searchProcedures',
        querystring: SearchQuerystring,
        response: { 200: ProcedurePage },
      },
    },
    async ({ query: { agency, whole, ...search } }) =>
      searchProcedures(db.read, { ...search, agencySlug: agency, wholeOnly: whole }),
  )
  app.get(
    '/api/v1/procedures/:code',
    {
      schema: {
        tags,
        operationId: 'getProcedure',
        params: Type.Object({ code: ProcedureCode }),
        response: { 200: PublishedProcedure },
      },
    },
    async ({ params }) => {
      const { id, version, documentHash, document } = await getCurrentProcedure(db.read, params.code, null)
      return { versionId: id, version, documentHash, document }
    },
  )
  app.get(
    '/api/v1/fields',
    { schema: { tags, operationId: 'listFields', response: { 200: Type.Array(FieldListing) } } },
    async () => listFields(db.read),
  )
  app.get(
    '/api/v1/life-events',
    { schema: { tags, operationId: 'listLifeEvents', response: { 200: Type.Array(LifeEventListing) } } },
    async () => listLifeEvents(db.read),
  )
}
