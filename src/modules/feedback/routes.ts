import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Refusal } from '../../platform/errors.ts'
import { Problem } from '../../platform/http/problem.ts'
import { type Actor, type CitizenActor, hasRole, type OfficerActor } from '../organisation/index.ts'
import { type AnswerContext, answerRating } from './answer-rating.ts'
import * as shapes from './api-shapes.ts'
import { refusals } from './errors.ts'
import { giveRating } from './give-rating.ts'
import { listLowRatings } from './low-rating-views.ts'
import { listOwnOccasions, openOwnRating } from './own-occasions.ts'
import { answeringRoles } from './policy.ts'
import { getRatingPage } from './rating-views.ts'
import { type RatingGroup, toldWays } from './satisfaction.ts'
import { getPublicSatisfaction } from './satisfaction-views.ts'

const tags = ['ratings']
const problems = { 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem }

interface RatingRoutesOptions {
  context: AnswerContext
}

/** The JSON API of ratings: whoever has a token rates, citizens find what of theirs can be rated, heads answer low ones, everybody reads counts. */
export const ratingRoutes: FastifyPluginAsyncTypebox<RatingRoutesOptions> = async (app, options) => {
  await app.register(openRoutes, options)
  await app.register(ownRoutes, options)
  await app.register(headRoutes, options)
}

const openRoutes: FastifyPluginAsyncTypebox<RatingRoutesOptions> = async (app, { context }) => {
  app.get(
    '/api/v1/ratings/:token',
    {
      schema: {
        tags,
        operationId: 'getRating',
        params: shapes.TokenParams,
        response: { 200: shapes.RatingLink, ...problems },
      },
    },
    ({ params: { token } }) => getRatingPage(context, token),
  )
  app.post(
    '/api/v1/ratings/:token',
    {
      schema: {
        tags,
        operationId: 'giveRating',
        params: shapes.TokenParams,
        body: shapes.GiveBody,
        response: { 200: shapes.Given, ...problems },
      },
    },
    async ({ actor, ip, params: { token }, body: { score, reasons = [], text = '' } }) => ({
      token: await giveRating(context, actor, { token, score, reasons, text, address: ip }),
    }),
  )
  app.get(
    '/api/v1/satisfaction',
    {
      schema: {
        tags,
        operationId: 'getSatisfaction',
        querystring: shapes.SatisfactionQuery,
        response: { 200: shapes.SatisfactionAnswer, ...problems },
      },
    },
    async ({ query: { by = 'agency', year = null } }) => {
      const { lines, rest } = await getPublicSatisfaction(context, { by, year })
      return { by, lines: lines.map(told), rest: rest === null ? null : told(rest) }
    },
  )
}

/** As the pages tell it: ways of fewer than five only together. */
function told<Group extends Pick<RatingGroup, 'ways'>>(group: Group) {
  return { ...group, ways: toldWays(group.ways) }
}

const ownRoutes: FastifyPluginAsyncTypebox<RatingRoutesOptions> = async (app, { context }) => {
  const root = '/api/v1/dossiers/:id/rating-occasions'
  app.get(
    root,
    {
      schema: {
        tags,
        operationId: 'listRatingOccasions',
        params: shapes.DossierParams,
        response: { 200: shapes.Occasions, ...problems },
      },
    },
    async ({ actor, params: { id } }) => ({ rows: await listOwnOccasions(context, citizen(actor), id) }),
  )
  app.post(
    root,
    {
      schema: {
        tags,
        operationId: 'openOwnRating',
        params: shapes.DossierParams,
        body: shapes.OpenBody,
        response: { 200: shapes.Opened, ...problems },
      },
    },
    async ({ actor, params: { id: dossierId }, body: { event } }) => ({
      token: await openOwnRating(context, citizen(actor), { dossierId, event }),
    }),
  )
}

const headRoutes: FastifyPluginAsyncTypebox<RatingRoutesOptions> = async (app, { context }) => {
  app.get(
    '/api/v1/low-ratings',
    { schema: { tags, operationId: 'listLowRatings', response: { 200: shapes.LowRatings, ...problems } } },
    async ({ actor }) => {
      const rows = await listLowRatings(context, head(actor))
      return { rows: rows.map(({ due, ...row }) => ({ ...row, dueAt: due?.dueAt ?? null })) }
    },
  )
  app.post(
    '/api/v1/low-ratings/:id/answer',
    {
      schema: {
        tags,
        operationId: 'answerLowRating',
        params: shapes.RatingParams,
        body: shapes.AnswerBody,
        response: { 204: shapes.Nothing, ...problems },
      },
    },
    async ({ actor, params: { id: ratingId }, body: { text } }, reply) => {
      await answerRating(context, head(actor), { ratingId, text })
      return reply.code(204).send(null)
    },
  )
}

/** Nobody logged in is asked to log in; for others than citizens there is nothing of their own. */
function citizen(actor: Actor): CitizenActor {
  if (actor.kind === 'anonymous') throw new Refusal('session.required', 'unauthenticated')
  if (actor.kind !== 'citizen') throw refusals.nothing_to_rate()
  return actor
}

/** Who answers low ratings; for others there are none. */
function head(actor: Actor): OfficerActor {
  if (actor.kind === 'anonymous') throw new Refusal('session.required', 'unauthenticated')
  if (actor.kind !== 'officer' || !answeringRoles.some((role) => hasRole(actor, role))) {
    throw refusals.rating_not_found()
  }
  return actor
}
