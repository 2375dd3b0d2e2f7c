import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type, { type Static } from 'typebox'
import type { Db } from '../../platform/db.ts'
import { Problem } from '../../platform/http/problem.ts'
import { getExternal, listExternal } from './external/index.ts'
import type { ExternalIndexView, FigureView } from './external/view-types.ts'
import { getPublicRoundLook } from './looks/index.ts'
import type { RoundLook } from './looks/view-types.ts'

const Text = Type.String()
const orNull = <Of extends Type.TSchema>(of: Of) => Type.Union([of, Type.Null()])
const Points = orNull(Type.Number())

const Figure = Type.Object({
  value: orNull(Type.Number({ description: 'Null: not known' })),
  max: orNull(Type.Number({ description: 'The most the value can be' })),
  rank: orNull(Type.Integer()),
  ranked: orNull(Type.Integer({ description: 'How many provinces were ranked' })),
  parts: Type.Array(Type.Object({ key: Text, value: Type.Number(), max: orNull(Type.Number()) })),
  document: Text,
  link: Text,
  page: Text,
  note: Text,
  reason: Type.String({ description: 'Of a correction: why' }),
  confirmedAt: orNull(Type.Integer({ description: 'Milliseconds since 1970, when a second person confirmed it' })),
})

const Year = Type.Object({
  year: Type.Integer(),
  figure: orNull(Figure),
  goal: orNull(Figure),
  replaced: Type.Array(Figure, { description: 'What stood there before corrections, newest first' }),
})

const Index = Type.Object({
  key: Text,
  max: orNull(Type.Number()),
  parts: Type.Array(Type.Object({ key: Text, max: orNull(Type.Number()) })),
  years: Type.Array(Year),
})

const Ranking = Type.Object({
  id: Text,
  scheme: Text,
  schemeVersion: Type.Integer(),
  example: Type.Boolean({ description: 'The scorecard was made up to show how it works' }),
  year: Type.Integer(),
  hash: orNull(Type.String({ description: 'SHA-256 of the published result' })),
  groups: Type.Array(
    Type.Object({
      kind: Text,
      units: Type.Array(
        Type.Object({
          sheetId: Text,
          name: Text,
          place: orNull(Type.Integer({ description: 'Equal points share a place, the next is left free' })),
          self: Points,
          verified: Points,
          survey: Points,
          final: Points,
          corrected: Points,
          lost: Type.Array(Type.Object({ cause: Text, lost: Type.Number() })),
        }),
      ),
      areas: Type.Array(Type.Object({ key: Text, max: Type.Number(), mean: Points, best: Points })),
    }),
  ),
})

const tags = ['scorecards']
const params = <const Key extends string>(key: Key) =>
  Type.Object({ [key]: Type.String({ maxLength: 60 }) } as Record<Key, Type.TString>)

/** The JSON API of what everybody may read of scores: indices that others keep, and the ranking of a published round. */
export const externalRoutes: FastifyPluginAsyncTypebox<{ db: Db }> = async (app, { db }) => {
  app.get(
    '/api/v1/external-indices',
    { schema: { tags, operationId: 'listExternalIndices', response: { 200: Type.Array(Index) } } },
    async () => (await listExternal(db.read)).map(indexOf),
  )
  app.get(
    '/api/v1/external-indices/:key',
    {
      schema: {
        tags,
        operationId: 'getExternalIndex',
        params: params('key'),
        response: { 200: Index, 404: Problem },
      },
    },
    async ({ params: { key } }) => indexOf(await getExternal(db.read, key)),
  )
  app.get(
    '/api/v1/scorecards/rankings/:id',
    {
      schema: {
        tags,
        operationId: 'getScorecardRanking',
        params: params('id'),
        response: { 200: Ranking, 404: Problem },
      },
    },
    async ({ params: { id } }) => rankingOf(await getPublicRoundLook(db.read, id)),
  )
}

function indexOf({ key, max, parts, years }: ExternalIndexView): Static<typeof Index> {
  return {
    key,
    max,
    parts,
    years: years.map(({ year, figure, goal, replaced }) => ({
      year,
      figure: figure === null ? null : figureOf(figure),
      goal: goal === null ? null : figureOf(goal),
      replaced: replaced.map(figureOf),
    })),
  }
}

function figureOf({ value, max, rank, ranked, parts, source, confirmedAt }: FigureView): Static<typeof Figure> {
  return { value, max, rank, ranked, parts, ...source, confirmedAt: confirmedAt?.getTime() ?? null }
}

function rankingOf({ id, scheme, year, published, groups }: RoundLook): Static<typeof Ranking> {
  return {
    id,
    scheme: scheme.key,
    schemeVersion: scheme.version,
    example: scheme.example,
    year,
    hash: published?.hash ?? null,
    groups: groups.map(({ kind, units, spread }) => ({
      kind,
      units: units.map(({ sheetId, name, place, total, lost }) => ({
        sheetId,
        name,
        place,
        ...total,
        lost: lost.map((one) => ({ cause: one.cause, lost: one.lost })),
      })),
      areas: spread.map(({ key, max, mean, best }) => ({ key, max, mean, best })),
    })),
  }
}
