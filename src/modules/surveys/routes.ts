import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Refusal } from '../../platform/errors.ts'
import { Problem } from '../../platform/http/problem.ts'
import type { Actor } from '../organisation/index.ts'
import * as shapes from './api-shapes.ts'
import type { SurveysContext } from './context.ts'
import { getManagedRound } from './managed-round.ts'
import { readOpenFile } from './open-ballots.ts'
import { readPublicResult } from './read-result.ts'
import { getPublicRound, getSample, listPublicRounds, listRoundLines } from './survey-views.ts'

const tags = ['surveys']
const root = '/api/v1/surveys'
const problems = { 401: Problem, 404: Problem, 409: Problem, 422: Problem }

interface SurveyRoutesOptions {
  context: SurveysContext
}

/** Nobody logged in is asked to log in; who may not see a round is told that there is none. */
function known(actor: Actor): Actor {
  if (actor.kind === 'anonymous') throw new Refusal('session.required', 'unauthenticated')
  return actor
}

/**
 * The JSON API of surveys. Everybody reads rounds, results, open data, and what it takes to draw a sample again; those who handle ballots their
 * rounds, those who run them how far each is. No route tells who answered, and none takes a ballot: that is the page's (decision 0036).
 */
export const surveyRoutes: FastifyPluginAsyncTypebox<SurveyRoutesOptions> = async (app, options) => {
  await app.register(openRoutes, options)
  await app.register(deskRoutes, options)
}

const openRoutes: FastifyPluginAsyncTypebox<SurveyRoutesOptions> = async (app, { context }) => {
  app.get(
    `${root}/rounds`,
    { schema: { tags, operationId: 'listSurveyRounds', response: { 200: shapes.Rounds, ...problems } } },
    async () => ({ rows: await listPublicRounds(context) }),
  )
  const params = shapes.RoundParams
  app.get(
    `${root}/rounds/:id`,
    { schema: { tags, operationId: 'getSurveyRound', params, response: { 200: shapes.Round, ...problems } } },
    ({ params: { id } }) => getPublicRound(context, id),
  )
  app.get(
    `${root}/rounds/:id/result`,
    { schema: { tags, operationId: 'getSurveyResult', params, response: { 200: shapes.Result, ...problems } } },
    ({ params: { id } }) => readPublicResult(context.db.read, id),
  )
  app.get(
    `${root}/rounds/:id/sample`,
    { schema: { tags, operationId: 'getSurveySample', params, response: { 200: shapes.Sample, ...problems } } },
    ({ params: { id } }) => getSample(context.db.read, id),
  )
  app.get(
    `${root}/rounds/:id/files/:file`,
    {
      schema: {
        tags,
        operationId: 'getSurveyFile',
        params: shapes.FileParams,
        response: { 200: shapes.File, ...problems },
      },
    },
    async ({ params: { id, file } }, reply) => {
      const text = await readOpenFile(context.db.read, id, file)
      return reply.type(`${file.endsWith('.json') ? 'application/json' : 'text/csv'}; charset=utf-8`).send(text)
    },
  )
}

const deskRoutes: FastifyPluginAsyncTypebox<SurveyRoutesOptions> = async (app, { context }) => {
  app.get(
    `${root}/managed`,
    { schema: { tags, operationId: 'listManagedSurveys', response: { 200: shapes.ManagedRounds, ...problems } } },
    async ({ actor }) => ({ rows: await listRoundLines(context, known(actor)) }),
  )
  app.get(
    `${root}/managed/:id`,
    {
      schema: {
        tags,
        operationId: 'getManagedSurvey',
        params: shapes.RoundParams,
        response: { 200: shapes.ManagedRound, ...problems },
      },
    },
    ({ actor, params: { id } }) => getManagedRound(context, known(actor), id),
  )
}
