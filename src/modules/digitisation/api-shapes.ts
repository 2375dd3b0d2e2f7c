import Type from 'typebox'
import { paperKinds, scanStates } from './schemas.ts'

const orNull = <Of extends Type.TSchema>(of: Of) => Type.Union([of, Type.Null()])
const closed = { additionalProperties: false }
const Text = Type.String()
const Count = Type.Integer({ minimum: 0 })
const Id = Type.String({ format: 'uuid' })
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Kind = Type.Enum([...paperKinds])
const State = Type.Enum([...scanStates])
const Millis = Type.Integer({ description: 'Milliseconds since 1970' })

export const ScanParams = Type.Object({ id: Text })
export const CommandIdHeaders = Type.Object({ 'idempotency-key': Id })

export const StartBody = Type.Object(
  {
    fileHashes: Type.Array(Hash, {
      maxItems: 400,
      description: 'In the order of the paper; each uploaded before by this account',
    }),
    paperKind: Type.Optional(Kind),
    agencyId: Type.Optional(Id),
  },
  closed,
)
export const Started = Type.Object({ scanId: Id })

export const ListQuery = Type.Object({
  text: Type.Optional(Type.String({ maxLength: 200 })),
  before: Type.Optional(Id),
})
const Line = {
  id: Id,
  state: State,
  kind: orNull(Kind),
  startedAt: Millis,
  scannedBy: orNull(Text),
  pages: Count,
  pagesDone: Count,
  isConfirmed: Type.Boolean(),
}
export const ScanList = Type.Object({ rows: Type.Array(Type.Object(Line)), next: orNull(Id) })

export const Progress = Type.Object({ state: State, pages: Count, pagesDone: Count })

export const KindQuery = Type.Object({ kind: Type.Optional(Kind) })
const Box = Type.Object({ left: Type.Number(), top: Type.Number(), right: Type.Number(), bottom: Type.Number() })
const Found = Type.Object({
  key: Text,
  value: Text,
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  box: Box,
  page: Type.Integer({ minimum: 1 }),
})
export const ScanView = Type.Object({
  ...Line,
  dossierId: orNull(Id),
  isForgotten: Type.Boolean(),
  pageList: Type.Array(Type.Object({ number: Count, state: State, reason: orNull(Text) })),
  fields: Type.Array(Type.Object({ key: Text, form: Text, found: orNull(Found) })),
  duplicates: Type.Array(Type.Object({ id: Id, by: Type.Enum(['file', 'paper', 'number']), startedAt: Millis })),
  output: orNull(Type.Object({ size: Count, pages: Count })),
  mayConfirm: Type.Boolean(),
  confirmation: orNull(
    Type.Object({
      at: Millis,
      by: orNull(Text),
      kind: Kind,
      fields: Type.Record(Text, Text),
      isKept: Type.Boolean(),
    }),
  ),
})

export const ConfirmBody = Type.Object(
  {
    kind: Type.Optional(Kind),
    fields: Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 2000 })),
  },
  closed,
)
export const Confirmed = Type.Object({ paperId: orNull(Id), fileHash: Hash })

const ScannerFile = Type.Object({
  id: Id,
  counterNumber: Count,
  name: Text,
  hash: orNull(Hash),
  size: orNull(Count),
  mediaType: orNull(Text),
  pages: orNull(Count),
  fault: orNull(Type.Object({ code: Text, params: Type.Record(Text, Type.Union([Text, Type.Number()])) })),
  arrivedAt: Millis,
})
export const ScannerInbox = Type.Object({
  waiting: Type.Array(ScannerFile),
  refused: Type.Array(ScannerFile),
  unused: Type.Array(ScannerFile),
})
export const TakeBody = Type.Object({ ids: Type.Array(Id, { minItems: 1, maxItems: 100 }) }, closed)
export const TakenFiles = Type.Array(ScannerFile)
