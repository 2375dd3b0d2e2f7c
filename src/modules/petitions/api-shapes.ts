import Type from 'typebox'
import { listStates, petitionChannels, petitionKinds, petitionStates, petitionVerbs } from './petition.ts'

const closed = { additionalProperties: false }
const Text = Type.String()
const Id = Type.String({ format: 'uuid' })
const Kind = Type.Enum([...petitionKinds])
const State = Type.Enum([...petitionStates])
const Millis = Type.Integer({ description: 'Milliseconds since 1970' })
const orNull = <Of extends Type.TSchema>(of: Of) => Type.Union([of, Type.Null()])
/** The use case itself says at which field something is too long or missing; this only bounds what is read. */
const Typed = Type.String({ maxLength: 20_000 })

export const CommandIdHeaders = Type.Object({ 'idempotency-key': Id })

export const SendBody = Type.Object(
  {
    channel: Type.Enum([...petitionChannels]),
    agencyId: Id,
    kind: Kind,
    subject: Typed,
    text: Typed,
    place: Type.Optional(Typed),
    communeCode: Type.Optional(Typed),
    latitude: Type.Optional(Typed),
    longitude: Type.Optional(Typed),
    about: Type.Optional(Typed),
    dossierCode: Type.Optional(Typed),
    isAnonymous: Type.Boolean(),
    fullName: Type.Optional(Typed),
    phone: Type.Optional(Typed),
    email: Type.Optional(Typed),
  },
  closed,
)
export const Sent = Type.Object({ petitionId: Id, code: Text, followCode: Text })

export const CodeParams = Type.Object({ code: Type.String({ maxLength: 60 }) })
const Clock = Type.Object({
  name: Type.Enum(['sort', 'ask', 'process', 'answer', 'publish']),
  until: Millis,
  state: Type.Enum(['running', 'stopped', 'over']),
})
const Clear = { officerName: orNull(Text), agencyName: Text, processDueAt: Millis, clocks: Type.Array(Clock) }
export const TextBody = Type.Object({ text: Typed }, closed)
export const SatisfactionBody = Type.Object({ satisfaction: Type.Integer({ minimum: 1, maximum: 3 }) }, closed)
export const Followed = Type.Object({
  ...Clear,
  answeredState: State,
  question: orNull(Text),
  answer: orNull(Text),
  petition: Type.Object({ code: Text, state: State, kind: Kind, receivedAt: Millis }),
  may: Type.Array(Type.Enum([...petitionVerbs])),
})

export const PublishedQuery = Type.Object({
  text: Type.Optional(Type.String({ maxLength: 200 })),
  after: Type.Optional(Type.String({ maxLength: 80 })),
})
export const Published = Type.Object({
  rows: Type.Array(
    Type.Object({
      petitionId: Id,
      kind: Kind,
      agencyName: Text,
      title: Text,
      question: Text,
      answer: Text,
      publishedAt: Millis,
    }),
  ),
  next: orNull(Text),
})

export const ListQuery = Type.Object({
  list: Type.Optional(Type.Enum([...listStates])),
  text: Type.Optional(
    Type.String({ maxLength: 200, description: 'Words that all stand in it, with or without diacritics' }),
  ),
  code: Type.Optional(Type.String({ maxLength: 30 })),
  kind: Type.Optional(Kind),
  state: Type.Optional(State),
  agencyId: Type.Optional(Id),
  communeCode: Type.Optional(Type.String({ pattern: '^[0-9]{5}$' })),
  after: Type.Optional(Type.String({ maxLength: 80 })),
})
export const PetitionList = Type.Object({
  rows: Type.Array(
    Type.Object({
      ...Clear,
      petitionId: Id,
      code: Text,
      state: State,
      kind: Kind,
      subject: Text,
      communeName: Text,
      receivedAt: Millis,
      escalation: Type.Integer({ minimum: 0, maximum: 2 }),
    }),
  ),
  next: orNull(Text),
})

export const IdParams = Type.Object({ id: Text })
export const MergeBody = Type.Object({ petitionIds: Type.Array(Id, { minItems: 1, maxItems: 500 }) }, closed)
export const Merged = Type.Object({ merged: Type.Integer() })

export const VerbParams = Type.Object({
  id: Text,
  verb: Type.Enum(petitionVerbs.filter((verb) => !['supply', 'judge', 'merge'].includes(verb))),
})
export const VerbBody = Type.Object(
  {
    text: Type.Optional(Typed),
    kind: Type.Optional(Text),
    officerUserId: Type.Optional(Text),
    aboutUserIds: Type.Optional(Type.Array(Id, { maxItems: 50 })),
    agencyId: Type.Optional(Text),
    ground: Type.Optional(Text),
    upheld: Type.Optional(orNull(Type.Boolean())),
    isDossierConfirmed: Type.Optional(Type.Boolean()),
    answerDays: Type.Optional(Type.Integer()),
    title: Type.Optional(Typed),
    question: Type.Optional(Typed),
    answer: Type.Optional(Typed),
    personalChecked: Type.Optional(Type.Boolean()),
  },
  closed,
)
export const Done = Type.Object({ state: State })
