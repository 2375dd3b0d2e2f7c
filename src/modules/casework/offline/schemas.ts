import Type, { type Static } from 'typebox'
import { PriorityGroupSchema } from '../../queue/schemas.ts'
import { PersonInput } from '../../vault/schemas.ts'
import { ComponentKey, PaperInput, Uuid } from '../verbs/inputs.ts'

const closed = { additionalProperties: false } as const
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Code = Type.String({ minLength: 1, maxLength: 60, pattern: '^[A-Z0-9.-]+$' })
const CommuneCode = Type.String({ pattern: '^\\d{5}$' })
/** Epoch milliseconds by the machine's own clock. */
const DeviceTime = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000 })
const literals = <const Values extends readonly string[]>(values: Values) =>
  Type.Unsafe<Values[number]>(Type.String({ enum: [...values] }))

const common = { deviceAt: DeviceTime, nonce: Type.String({ minLength: 16, maxLength: 64 }) }

const TicketBody = Type.Object(
  {
    kind: Type.Literal('ticket'),
    ...common,
    number: Code,
    /** The line the visitor waits in, by its key. */
    line: Type.Optional(Type.String({ maxLength: 40 })),
    priority: Type.Optional(PriorityGroupSchema),
  },
  closed,
)
export type TicketBody = Static<typeof TicketBody>

const IntakeBody = Type.Object(
  {
    kind: Type.Literal('intake'),
    ...common,
    /** The code printed on the receipt. */
    code: Code,
    acceptId: Uuid,
    versionId: Uuid,
    caseKey: Type.Union([Type.String({ maxLength: 64 }), Type.Null()]),
    channel: literals(['counter', 'post']),
    applicant: PersonInput,
    /** Doubts about the person were shown and confirmed. */
    confirmed: Type.Boolean(),
    communeCode: Type.Optional(CommuneCode),
    processingCommuneCode: Type.Optional(CommuneCode),
    request: Type.String({ maxLength: 3000 }),
    papers: Type.Array(PaperInput, { maxItems: 60 }),
    files: Type.Array(
      Type.Object({ componentKey: ComponentKey, hash: Hash, name: Type.String({ maxLength: 200 }) }, closed),
      { maxItems: 60 },
    ),
    /** The date told to the applicant; null where none could be counted. */
    promisedAt: Type.Union([Type.Integer(), Type.Null()]),
    ticket: Type.Optional(Code),
    /** When the clerk turned to the visitor with that ticket, by the machine's clock. */
    beganAt: Type.Optional(DeviceTime),
  },
  closed,
)
export type IntakeBody = Static<typeof IntakeBody>

const CashBody = Type.Object(
  {
    kind: Type.Literal('cash'),
    ...common,
    receiptNumber: Code,
    amount: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
    purpose: literals(['fee', 'charge', 'unstated']),
    /** The record of the intake it was paid for. */
    intakeId: Type.Union([Uuid, Type.Null()]),
  },
  closed,
)
export type CashBody = Static<typeof CashBody>

const CountBody = Type.Object(
  {
    kind: Type.Literal('count'),
    ...common,
    counted: Type.Integer({ minimum: 0, maximum: 100_000_000_000 }),
    expected: Type.Integer({ minimum: 0, maximum: 100_000_000_000 }),
  },
  closed,
)

/** What stands in one record of a machine's journal. */
export const RecordBody = Type.Union([TicketBody, IntakeBody, CashBody, CountBody])
export type RecordBody = Static<typeof RecordBody>

/** How the officer settles a record that was refused as it stood. */
export const Resolution = Type.Object(
  {
    /** The number on the paper cannot be used: give it the next one. */
    renumber: Type.Optional(Type.Boolean()),
    /** The procedure's text was replaced meanwhile: take the one in force. */
    currentVersion: Type.Optional(Type.Boolean()),
    /** The person was looked at again: what was typed is right. */
    confirmed: Type.Optional(Type.Boolean()),
    /** The person put right. */
    applicant: Type.Optional(PersonInput),
    /** Files that cannot be read are left out. */
    dropFiles: Type.Optional(Type.Array(Hash, { maxItems: 60 })),
    /** Done by hand elsewhere; nothing is made of the record. Why, in the officer's words. */
    byHand: Type.Optional(Type.String({ minLength: 3, maxLength: 300 })),
  },
  closed,
)
export type Resolution = Static<typeof Resolution>

export const SentRecord = Type.Object(
  {
    id: Uuid,
    position: Type.Integer({ minimum: 1, maximum: 100_000 }),
    prevHash: Hash,
    hash: Hash,
    body: Type.String({ maxLength: 200_000, description: 'The record as JSON text, byte for byte as it was hashed' }),
    sentAt: Type.Integer({ description: 'The clock of the machine now, epoch milliseconds: gives the skew' }),
    resolution: Type.Optional(Resolution),
  },
  closed,
)
export type SentRecord = Static<typeof SentRecord>

export const RecordAnswer = Type.Object({
  outcome: literals(['done', 'by_hand']),
  /** The number it has now. */
  number: Type.Union([Type.String(), Type.Null()]),
  dossierId: Type.Union([Type.String(), Type.Null()]),
  repeated: Type.Boolean(),
  skewMs: Type.Integer(),
})
export type RecordAnswer = Static<typeof RecordAnswer>

export const KitRequest = Type.Object({ deviceId: Uuid, mandateId: Uuid }, closed)

export const KitAnswer = Type.Object({
  kitId: Type.String(),
  contentHash: Hash,
  content: Type.String({ description: 'The kit as JSON text, byte for byte as it was hashed' }),
  recoveryKey: Type.String({ description: 'Opens the journal when the PIN is lost; never kept on the machine' }),
})

export const KitStatus = Type.Object({
  kitId: Type.String(),
  contentHash: Hash,
  serverTime: Type.Integer(),
  closed: Type.Boolean(),
  lastPosition: Type.Integer(),
  settled: Type.Array(
    Type.Object({
      id: Type.String(),
      outcome: literals(['done', 'by_hand']),
      number: Type.Union([Type.String(), Type.Null()]),
      dossierId: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
  cash: Type.Object({ count: Type.Integer(), amount: Type.Integer() }),
})
export type KitStatus = Static<typeof KitStatus>

export const KitParams = Type.Object({ id: Uuid })
