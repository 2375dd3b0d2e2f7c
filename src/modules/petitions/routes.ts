import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Refusal } from '../../platform/errors.ts'
import { Problem } from '../../platform/http/problem.ts'
import type { Actor } from '../organisation/index.ts'
import * as shapes from './api-shapes.ts'
import { carryOut } from './carry-out.ts'
import type { PetitionsContext } from './context.ts'
import { type ListQuestion, listPetitions } from './desk-list.ts'
import { actByCode, getFollowPage } from './follow-petition.ts'
import { mergePetitions } from './merge-petitions.ts'
import type { PetitionVerb } from './petition.ts'
import { listPublished } from './public-views.ts'
import { receivePetition } from './receive-petition.ts'

const tags = ['petitions']
const root = '/api/v1/petitions'
const problems = { 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem }
const nothing = { place: '', about: '', dossierCode: '', fullName: '', phone: '', email: '' }

interface PetitionRoutesOptions {
  context: PetitionsContext
}

/** Nobody logged in is asked to log in; what others may not do, the use cases refuse. */
function known(actor: Actor): Actor {
  if (actor.kind === 'anonymous') throw new Refusal('session.required', 'unauthenticated')
  return actor
}

/** The JSON API of petitions: anybody sends and follows, everybody reads what was published, officers list and act. Who wrote is on no route. */
export const petitionRoutes: FastifyPluginAsyncTypebox<PetitionRoutesOptions> = async (app, options) => {
  await app.register(openRoutes, options)
  await app.register(writerRoutes, options)
  await app.register(deskRoutes, options)
}

const openRoutes: FastifyPluginAsyncTypebox<PetitionRoutesOptions> = async (app, { context }) => {
  app.post(
    root,
    {
      schema: {
        tags,
        operationId: 'sendPetition',
        headers: shapes.CommandIdHeaders,
        body: shapes.SendBody,
        response: { 201: shapes.Sent, ...problems },
      },
    },
    async ({ actor, headers, ip, body }, reply) => {
      const address = actor.kind === 'officer' ? null : ip
      const sent = { actor, typed: { ...nothing, ...body }, commandId: headers['idempotency-key'], address }
      return reply.code(201).send(await receivePetition(context, sent))
    },
  )
  app.get(
    `${root}/followed/:code`,
    {
      schema: {
        tags,
        operationId: 'followPetition',
        params: shapes.CodeParams,
        response: { 200: shapes.Followed, ...problems },
      },
    },
    ({ params: { code } }) => getFollowPage(context, code),
  )
  app.get(
    `${root}/published`,
    {
      schema: {
        tags,
        operationId: 'listPublishedPetitions',
        querystring: shapes.PublishedQuery,
        response: { 200: shapes.Published, ...problems },
      },
    },
    ({ query: { text = '', after } }) => listPublished(context, { text, after }),
  )
}

/** What whoever wrote does by the code. */
const writerRoutes: FastifyPluginAsyncTypebox<PetitionRoutesOptions> = async (app, { context }) => {
  app.post(
    `${root}/followed/:code/supplement`,
    {
      schema: {
        tags,
        operationId: 'supplyPetition',
        params: shapes.CodeParams,
        body: shapes.TextBody,
        response: { 200: shapes.Followed, ...problems },
      },
    },
    async ({ actor, params: { code }, body }) => {
      await actByCode(context, code, { actor, verb: 'supply', input: body })
      return getFollowPage(context, code)
    },
  )
  app.post(
    `${root}/followed/:code/satisfaction`,
    {
      schema: {
        tags,
        operationId: 'judgePetition',
        params: shapes.CodeParams,
        body: shapes.SatisfactionBody,
        response: { 200: shapes.Followed, ...problems },
      },
    },
    async ({ actor, params: { code }, body }) => {
      await actByCode(context, code, { actor, verb: 'judge', input: body })
      return getFollowPage(context, code)
    },
  )
  app.post(
    `${root}/followed/:code/reopening`,
    {
      schema: {
        tags,
        operationId: 'reopenFollowedPetition',
        params: shapes.CodeParams,
        body: shapes.TextBody,
        response: { 200: shapes.Followed, ...problems },
      },
    },
    async ({ actor, params: { code }, body }) => {
      await actByCode(context, code, { actor, verb: 'reopen', input: body })
      return getFollowPage(context, code)
    },
  )
}

const deskRoutes: FastifyPluginAsyncTypebox<PetitionRoutesOptions> = async (app, { context }) => {
  app.get(
    root,
    {
      schema: {
        tags,
        operationId: 'listPetitions',
        querystring: shapes.ListQuery,
        response: { 200: shapes.PetitionList, ...problems },
      },
    },
    ({ actor, query: { list = 'open', ...asked } }) =>
      listPetitions(context, known(actor), { list, ...(asked as Partial<ListQuestion>) }),
  )
  app.post(
    `${root}/:id/duplicates`,
    {
      schema: {
        tags,
        operationId: 'mergePetitions',
        params: shapes.IdParams,
        body: shapes.MergeBody,
        response: { 200: shapes.Merged, ...problems },
      },
    },
    async ({ actor, params: { id }, body: { petitionIds } }) => ({
      merged: await mergePetitions(context, known(actor), { intoId: id, ids: petitionIds }),
    }),
  )
  app.post(
    `${root}/:id/:verb`,
    {
      schema: {
        tags,
        operationId: 'actOnPetition',
        params: shapes.VerbParams,
        body: shapes.VerbBody,
        response: { 200: shapes.Done, ...problems },
      },
    },
    ({ actor, params: { id, verb }, body }) =>
      carryOut(context, { petitionId: id, verb: verb as PetitionVerb, actor: known(actor), input: body }),
  )
}
