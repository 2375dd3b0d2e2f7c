import Type from 'typebox'
import { ratingEvents, ratingReasons, ratingWays } from './rating.ts'
import { satisfactionBy } from './satisfaction.ts'

const closed = { additionalProperties: false }
const Text = Type.String()
const Id = Type.String({ format: 'uuid' })
const Event = Type.Enum([...ratingEvents])
const Reasons = Type.Array(Type.Enum([...ratingReasons]))
const Steps = Type.Integer({ description: '3 or 5; the highest is the best' })
const Score = Type.Integer({ minimum: 1, maximum: 5 })
const Millis = Type.Integer({ description: 'Milliseconds since 1970' })
const Count = Type.Integer({ minimum: 0 })
const orNull = <Of extends Type.TSchema>(of: Of) => Type.Union([of, Type.Null()])
const Name = Type.Object({ vi: Text, en: Type.Optional(Text) })
const Answer = Type.Object({ text: orNull(Text), at: Millis })
const Token = Type.String({ description: 'Of a link, the code of a slip, or that of one’s own page', maxLength: 64 })

export const TokenParams = Type.Object({ token: Token })
export const RatingLink = Type.Object({
  event: Event,
  agencyName: Text,
  procedureName: Name,
  steps: Steps,
  given: orNull(
    Type.Object({ score: Score, reasons: Reasons, text: orNull(Text), at: Millis, byPaper: Type.Boolean() }),
  ),
  openUntil: Millis,
  isOpen: Type.Boolean(),
  isShown: Type.Boolean(),
  answer: orNull(Answer),
})
/** The use case says at which field something is missing or too long; this only bounds what is read. */
export const GiveBody = Type.Object(
  {
    score: Type.Integer(),
    reasons: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 20 })),
    text: Type.Optional(Type.String({ maxLength: 20_000 })),
  },
  closed,
)
export const Given = Type.Object({
  token: orNull(Type.String({ description: 'Of the link by which what was said by a slip may be changed' })),
})

export const DossierParams = Type.Object({ id: Id })
export const Occasions = Type.Object({
  rows: Type.Array(
    Type.Object({ event: Event, at: Millis, agencyName: Text, token: orNull(Text), isGiven: Type.Boolean() }),
  ),
})
export const OpenBody = Type.Object({ event: Event }, closed)
export const Opened = Type.Object({ token: Text })

export const LowRatings = Type.Object({
  rows: Type.Array(
    Type.Object({
      ratingId: Id,
      event: Event,
      agencyName: Text,
      answerName: Text,
      isFromBelow: Type.Boolean(),
      dueAt: orNull(Millis),
      procedureName: orNull(Name),
      givenOn: Text,
      steps: Steps,
      score: Score,
      reasons: Reasons,
      text: orNull(Text),
    }),
  ),
})
export const RatingParams = Type.Object({ id: Id })
export const Nothing = Type.Null()
export const AnswerBody = Type.Object({ text: Type.String({ maxLength: 20_000 }) }, closed)

export const SatisfactionQuery = Type.Object({
  by: Type.Optional(Type.Enum([...satisfactionBy])),
  year: Type.Optional(
    Type.Integer({ minimum: 2020, maximum: 2100, description: 'Left out: the twelve months up to now' }),
  ),
})
const Ways = Type.Object({
  told: Type.Array(Type.Object({ way: Type.Enum([...ratingWays]), ratings: Count })),
  others: Count,
})
const Group = { ratings: Count, satisfied: Count, low: Count, ways: Ways }
export const SatisfactionAnswer = Type.Object({
  by: Type.Enum([...satisfactionBy]),
  lines: Type.Array(Type.Object({ key: Text, name: orNull(Name), ...Group })),
  rest: orNull(Type.Object(Group)),
})
