import Type from 'typebox'
import { sheetPhases } from './sheet.ts'

const Text = Type.String()
const Id = Type.String({ format: 'uuid' })
const Day = Type.String({ format: 'date' })
const Instant = Type.String({ format: 'date-time' })
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, hexadecimal' })
const orNull = <Of extends Type.TSchema>(of: Of) => Type.Union([of, Type.Null()])
const Both = Type.Object({ vi: Text, en: Text })
const Amount = orNull(Type.Number())
const Points = Type.Object(
  { self: Amount, verified: Amount, survey: Amount, final: Amount, corrected: Amount },
  { description: 'null where nobody gave any, which is not 0' },
)

export const IdParams = Type.Object({ id: Id })
export const ResultParams = Type.Object({ id: Id, sheetId: Id })
export const SchemeParams = Type.Object({
  key: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 }),
  version: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
})

const SchemeName = Type.Object({
  key: Text,
  version: Type.Integer(),
  name: Both,
  source: Text,
  example: Type.Boolean({ description: 'Made up to show how it works, by no decision of anybody' }),
  max: Type.Number(),
})
const Published = Type.Object({ at: Instant, by: Text, position: Text, hash: Hash, isIntact: Type.Boolean() })

const round = { id: Id, scheme: SchemeName, year: Type.Integer() }
export const RoundList = Type.Object({
  rows: Type.Array(Type.Object({ ...round, units: Type.Integer(), publishedAt: orNull(Instant) })),
})

const Unit = Type.Object({
  sheetId: Id,
  name: Text,
  kind: Text,
  place: orNull(Type.Integer()),
  total: Points,
  now: Type.Union([Type.Number(), Type.Null()], { description: 'The total after counter-entries' }),
})
export const RoundResult = Type.Object({ ...round, published: Published, units: Type.Array(Unit) })

const part = {
  key: Text,
  kind: Text,
  name: Both,
  max: Type.Number(),
  parts: Type.Array(Text, { description: 'Codes of the scored lines below it' }),
  points: Points,
  numerator: Amount,
  denominator: Amount,
}
export const UnitResult = Type.Object({
  ...round,
  published: Published,
  unit: Unit,
  lines: Type.Array(Type.Object(part)),
  corrections: Type.Array(Type.Object({ key: Text, points: Type.Number(), at: Instant })),
})

export const SchemeList = Type.Object({
  rows: Type.Array(
    Type.Object({ key: Text, version: Type.Integer(), name: Both, isFrame: Type.Boolean(), example: Type.Boolean() }),
  ),
})
export const SchemeVersion = Type.Object({
  key: Text,
  version: Type.Integer(),
  name: Both,
  source: Text,
  isFrame: Type.Boolean({ description: 'Only the frame is known: points are null' }),
  example: Type.Boolean(),
  max: Amount,
  survey: Amount,
  hash: Hash,
  publishedAt: Instant,
  lines: Type.Array(
    Type.Object({
      key: Text,
      parent: orNull(Text),
      name: Both,
      max: Amount,
      method: orNull(Text),
      rule: orNull(Both),
      evidence: Type.Boolean({ description: 'A file or a link must come with a score' }),
      continues: Type.Union([Text, Type.Null()], {
        description: 'The code of the version before that it goes on with',
      }),
    }),
  ),
})

const Phase = Type.Enum([...sheetPhases])
const sheet = { id: Id, scheme: SchemeName, year: Type.Integer(), phase: Phase }
const Sheet = Type.Object({ ...sheet, unit: Text, until: orNull(Day) })
export const SheetList = Type.Object({ own: Type.Array(Sheet), toVerify: Type.Array(Sheet) })
export const SheetDetail = Type.Object({
  ...sheet,
  unit: Type.Object({ id: Id, name: Text, kind: Text }),
  selfUntil: Day,
  verifyUntil: Day,
  appealUntil: Day,
  agreed: Type.Boolean(),
  verifiers: Type.Array(Text),
  total: Points,
  bonus: Type.Number(),
  penalty: Type.Number(),
  lines: Type.Array(Type.Object({ ...part, isLocked: Type.Boolean(), hasOpenAppeal: Type.Boolean() })),
})
