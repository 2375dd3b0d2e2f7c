import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import Type from 'typebox'
import { localDate } from '../../platform/civil-date.ts'
import { Problem } from '../../platform/http/problem.ts'
import type { DossierId } from '../../platform/ids.ts'
import { readStream } from '../../platform/ledger/index.ts'
import { getCurrentProcedure } from '../catalogue/index.ts'
import type { Actor } from '../organisation/index.ts'
import { checkPerson, type PersonProfile } from '../vault/index.ts'
import { carryOut } from './carry-out.ts'
import type { CaseworkContext } from './context.ts'
import { answerOf, getDossierAnswer } from './dossier-answer.ts'
import { refusals } from './errors.ts'
import { CommandHeaders, DossierAnswer, DossierParams as Params, SubmissionBody, SubmitHeaders } from './schemas.ts'
import { submitDossier } from './submit-dossier.ts'
import { type VerbName, verbNames, verbs } from './verbs/index.ts'

const tags = ['casework']
const problems = { 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem }

const HistoryAnswer = Type.Object({
  events: Type.Array(
    Type.Object({
      version: Type.Integer(),
      type: Type.String(),
      recordedAt: Type.String({ format: 'date-time' }),
      payload: Type.Unknown(),
      prevHash: Type.String(),
      hash: Type.String(),
    }),
  ),
})

/** The dossier's JSON API, under `/api/v1/dossiers`: one route a verb, all through the use cases that the pages use. */
export const caseworkRoutes: FastifyPluginAsyncTypebox<{ context: CaseworkContext }> = async (app, { context }) => {
  app.post(
    '/api/v1/dossiers',
    {
      schema: {
        tags,
        operationId: 'submitDossier',
        headers: SubmitHeaders,
        body: SubmissionBody,
        response: { 201: DossierAnswer, 200: DossierAnswer, ...problems },
      },
    },
    async ({ body, headers, actor }, reply) => {
      requireAccount(actor)
      const { procedureCode, ...rest } = body
      const { id } = await getCurrentProcedure(context.db.read, procedureCode, localDate(Date.now()))
      const applicant = await checkedApplicant(context, body.applicant)
      const submission = { ...rest, applicant, caseKey: body.caseKey ?? null, procedureVersionId: id }
      const answer = await submitDossier(context, { actor, submission, commandId: headers['idempotency-key'] })
      const dossier = await answerOf({ reader: context.db.read, actor }, answer)
      return withVersion(reply.code(answer.repeated ? 200 : 201), dossier)
    },
  )

  app.get(
    '/api/v1/dossiers/:id',
    { schema: { tags, operationId: 'getDossier', params: Params, response: { 200: DossierAnswer, ...problems } } },
    async ({ params, actor }, reply) =>
      withVersion(reply, await getDossierAnswer(context, actor, params.id as DossierId)),
  )

  app.get(
    '/api/v1/dossiers/:id/history',
    {
      schema: { tags, operationId: 'getDossierHistory', params: Params, response: { 200: HistoryAnswer, ...problems } },
    },
    async ({ params, actor }) => {
      await getDossierAnswer(context, actor, params.id as DossierId)
      const events = await readStream(context.db.read, params.id)
      return {
        events: events.map(({ version, type, recordedAt, payload, prevHash, hash }) => ({
          version,
          type,
          recordedAt: recordedAt.toISOString(),
          payload,
          prevHash: prevHash.toString('hex'),
          hash: hash.toString('hex'),
        })),
      }
    },
  )

  for (const verb of verbNames) {
    app.post(
      `/api/v1/dossiers/:id/${verb.replaceAll('_', '-')}`,
      {
        schema: {
          tags,
          operationId: operationOf(verb),
          params: Params,
          headers: CommandHeaders,
          body: verbs[verb].input,
          response: { 200: DossierAnswer, ...problems },
        },
      },
      async ({ params, headers, body, actor }, reply) => {
        requireAccount(actor)
        const answer = await carryOut(context, {
          dossierId: params.id as DossierId,
          verb,
          input: body ?? {},
          actor,
          expectedVersion: versionOf(headers['if-match']),
          commandId: headers['idempotency-key'],
        })
        return withVersion(reply, await answerOf({ reader: context.db.read, actor }, answer))
      },
    )
  }
}

/** The applicant in normal form; refuses `casework.applicant_invalid` with each fault at its place, as the pages do. */
async function checkedApplicant(context: CaseworkContext, applicant: PersonProfile): Promise<PersonProfile> {
  const directory = await context.directory()
  const check = checkPerson(applicant, {
    today: localDate(Date.now()),
    path: 'applicant',
    isCommune: (code) => directory.byUnitCode(code) !== undefined,
  })
  if (!check.ok) throw refusals.applicant_invalid({}, check.faults)
  return check.profile
}

function operationOf(verb: VerbName): string {
  return verb.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase())
}

function versionOf(header: string | undefined): number | undefined {
  return header === undefined ? undefined : Number(header.replaceAll('"', ''))
}

function withVersion(reply: FastifyReply, dossier: DossierAnswer): DossierAnswer {
  reply.header('etag', `"${dossier.version}"`)
  return dossier
}

function requireAccount(actor: Actor): void {
  if (actor.kind === 'anonymous') throw refusals.login_needed()
}
