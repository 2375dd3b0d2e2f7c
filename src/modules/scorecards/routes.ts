import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Db } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { Problem } from '../../platform/http/problem.ts'
import type { Actor } from '../organisation/index.ts'
import * as shapes from './api-shapes.ts'
import { getPublicRound, getPublicSheet, listPublicRounds } from './public-views.ts'
import { getSchemeVersion, listPublishedSchemes } from './schemes/index.ts'
import { getDesk } from './scorecard-views.ts'
import type { SheetLine } from './sheet-line.ts'
import { getSheet } from './sheet-views.ts'
import type { PublishedView, SchemeBrief, SheetBrief } from './view-types.ts'

const tags = ['scorecards']
const root = '/api/v1/scorecards'
const problems = { 401: Problem, 403: Problem, 404: Problem, 422: Problem }

interface ScorecardRoutesOptions {
  db: Db
}

/** Nobody logged in is asked to log in; what others may not see is not found. */
function known(actor: Actor): Actor {
  if (actor.kind === 'anonymous') throw new Refusal('session.required', 'unauthenticated')
  return actor
}

/** The JSON API of scorecards: published results and schemes for everybody, a unit's own sheets for its officers. It only reads. */
export const scorecardRoutes: FastifyPluginAsyncTypebox<ScorecardRoutesOptions> = async (app, options) => {
  await app.register(resultRoutes, options)
  await app.register(schemeRoutes, options)
  await app.register(sheetRoutes, options)
}

const resultRoutes: FastifyPluginAsyncTypebox<ScorecardRoutesOptions> = async (app, { db }) => {
  app.get(
    `${root}/rounds`,
    { schema: { tags, operationId: 'listScorecardRounds', response: { 200: shapes.RoundList } } },
    async () => ({
      rows: (await listPublicRounds(db.read)).map(({ scheme, publishedAt, ...round }) => ({
        ...round,
        scheme: schemeName(scheme),
        publishedAt: publishedAt?.toISOString() ?? null,
      })),
    }),
  )
  app.get(
    `${root}/rounds/:id`,
    {
      schema: {
        tags,
        operationId: 'getScorecardRound',
        params: shapes.IdParams,
        response: { 200: shapes.RoundResult, ...problems },
      },
    },
    async ({ params: { id } }) => {
      const { scheme, published, ...round } = await getPublicRound(db.read, id)
      return { ...round, scheme: schemeName(scheme), published: told(published) }
    },
  )
  app.get(
    `${root}/rounds/:id/sheets/:sheetId`,
    {
      schema: {
        tags,
        operationId: 'getScorecardResult',
        params: shapes.ResultParams,
        response: { 200: shapes.UnitResult, ...problems },
      },
    },
    async ({ params: { id, sheetId } }) => {
      const { scheme, published, lines, corrections, ...result } = await getPublicSheet(db.read, id, sheetId)
      return {
        ...result,
        scheme: schemeName(scheme),
        published: told(published),
        lines: lines.map(({ line, ...rest }) => ({ ...lineName(line), ...rest })),
        corrections: corrections.map((one) => ({ ...one, at: one.at.toISOString() })),
      }
    },
  )
}

const schemeRoutes: FastifyPluginAsyncTypebox<ScorecardRoutesOptions> = async (app, { db }) => {
  app.get(
    `${root}/schemes`,
    { schema: { tags, operationId: 'listScorecardSchemes', response: { 200: shapes.SchemeList } } },
    async () => ({ rows: await listPublishedSchemes(db.read) }),
  )
  app.get(
    `${root}/schemes/:key/versions/:version`,
    {
      schema: {
        tags,
        operationId: 'getScorecardScheme',
        params: shapes.SchemeParams,
        response: { 200: shapes.SchemeVersion, ...problems },
      },
    },
    async ({ params: { key, version } }) => {
      const { lines, publishedAt, ...scheme } = await getSchemeVersion(db.read, key, version)
      return {
        ...scheme,
        publishedAt: publishedAt.toISOString(),
        lines: lines.map(({ ruleText, ...line }) => ({ ...line, rule: ruleText })),
      }
    },
  )
}

const sheetRoutes: FastifyPluginAsyncTypebox<ScorecardRoutesOptions> = async (app, { db }) => {
  app.get(
    `${root}/sheets`,
    { schema: { tags, operationId: 'listScorecardSheets', response: { 200: shapes.SheetList, ...problems } } },
    async ({ actor }) => {
      const { own, toVerify } = await getDesk(db.read, known(actor))
      const brief = ({ scheme, ...sheet }: SheetBrief) => ({ ...sheet, scheme: schemeName(scheme) })
      return { own: own.map(brief), toVerify: toVerify.map(brief) }
    },
  )
  app.get(
    `${root}/sheets/:id`,
    {
      schema: {
        tags,
        operationId: 'getScorecardSheet',
        params: shapes.IdParams,
        response: { 200: shapes.SheetDetail, ...problems },
      },
    },
    async ({ actor, params: { id } }) => {
      const { scheme, lines, ...sheet } = await getSheet(db.read, known(actor), id)
      return {
        ...sheet,
        scheme: schemeName(scheme),
        lines: lines.map(({ line, points, figure, hasOpenAppeal }) => ({
          ...lineName(line),
          points,
          numerator: figure?.numerator ?? null,
          denominator: figure?.denominator ?? null,
          isLocked: figure?.standing === 'measured',
          hasOpenAppeal,
        })),
      }
    },
  )
}

function schemeName({ key, version, name, source, example, max }: SchemeBrief) {
  return { key, version, name, source, example, max }
}

function told({ at, by, position, hash, isIntact }: PublishedView) {
  return { at: at.toISOString(), by, position, hash, isIntact }
}

function lineName({ key, kind, name, max, parts }: SheetLine) {
  return { key, kind, name, max, parts }
}
