import Type from 'typebox'
import { PersonProfile } from '../vault/schemas.ts'
import { custodyStates, legalStates, moneyStates } from './dossier.ts'
import { AttachmentInput, PaperInput, Uuid } from './verbs/inputs.ts'

const literals = <const Values extends readonly string[]>(values: Values, description?: string) =>
  Type.Unsafe<Values[number]>(Type.String({ enum: [...values], ...(description === undefined ? {} : { description }) }))
const nullable = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])
const closed = { additionalProperties: false } as const
const Instant = Type.String({ format: 'date-time' })

/** What is handed in to make a dossier. */
export const SubmissionBody = Type.Object(
  {
    procedureCode: Type.String({ pattern: '^\\d\\.\\d{6}$' }),
    caseKey: Type.Optional(Type.String({ maxLength: 64 })),
    channel: literals(['online', 'counter', 'post']),
    applicant: PersonProfile,
    communeCode: Type.Optional(Type.String({ pattern: '^\\d{5}$' })),
    processingCommuneCode: Type.Optional(Type.String({ pattern: '^\\d{5}$' })),
    answers: Type.Optional(Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 5000 }))),
    attachments: Type.Array(AttachmentInput, { maxItems: 60, default: [] }),
    papers: Type.Array(PaperInput, { maxItems: 60, default: [] }),
  },
  closed,
)

/** A dossier as those who may see it are told. Instants are ISO 8601 in UTC. */
export const DossierAnswer = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    version: Type.Integer({ minimum: 1, description: 'Send it back as If-Match with the next command' }),
    code: nullable(Type.String()),
    legalState: literals(legalStates),
    nationalStatusCode: Type.Integer({ minimum: 1, maximum: 10 }),
    moneyState: literals(moneyStates),
    custodyState: literals(custodyStates),
    channel: literals(['online', 'counter', 'post']),
    procedureCode: Type.String(),
    caseKey: nullable(Type.String()),
    units: Type.Object(
      {
        intake: Type.String(),
        competent: Type.String(),
        processing: Type.String(),
        return: Type.String(),
      },
      closed,
    ),
    applicantName: Type.Optional(
      Type.Union([Type.String(), Type.Null()], { description: 'Only when the dossier is asked for; null when erased' }),
    ),
    submittedAt: Instant,
    acceptedAt: nullable(Instant),
    dueAt: nullable(Instant),
    finishedAt: nullable(Instant),
    returnedAt: nullable(Instant),
    step: nullable(Type.String()),
    verificationCode: nullable(Type.String()),
    actions: Type.Array(
      Type.Object({ verb: Type.String(), allowed: Type.Boolean(), code: Type.Optional(Type.String()) }, closed),
    ),
  },
  closed,
)
export type DossierAnswer = Type.Static<typeof DossierAnswer>

export const CommandHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      format: 'uuid',
      maxLength: 36,
      description: 'Made by the client; a second press gives the first answer',
    }),
  ),
  'if-match': Type.Optional(
    Type.String({ pattern: '^"?\\d{1,9}"?$', description: 'Version that the caller has seen' }),
  ),
})

export const SubmitHeaders = Type.Object({ 'idempotency-key': Uuid })

export const DossierParams = Type.Object({ id: Uuid })
