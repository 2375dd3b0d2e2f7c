import Type from 'typebox'
import { channels, formulas, openFiles, populations, roundStates, strataChoices } from './round.ts'

const Text = Type.String()
const Id = Type.String({ format: 'uuid' })
const Day = Type.String({ format: 'date' })
const Count = Type.Integer({ minimum: 0 })
const Hash = Type.String({ description: 'SHA-256, hexadecimal' })
const orNull = <Of extends Type.TSchema>(of: Of) => Type.Union([of, Type.Null()])
const Named = { nameVi: Text, nameEn: Text }
const State = Type.Enum([...roundStates])
const Formula = Type.Enum([...formulas])
const Population = Type.Enum([...populations])
/** A share between 0 and 1 with half its 95 % interval. */
const Figure = Type.Object({ share: Type.Number(), margin: orNull(Type.Number()), ballots: Count })

export const RoundParams = Type.Object({ id: Id })
export const FileParams = Type.Object({ id: Id, file: Type.Enum([...openFiles]) })

const line = {
  id: Id,
  ...Named,
  state: State,
  drawnOn: orNull(Day),
  endsOn: Day,
  closedOn: orNull(Day),
  seedHash: Hash,
}
const Found = Type.Object({
  population: Population,
  formula: Formula,
  figure: orNull(Figure),
  asked: Count,
  ballots: Count,
})
export const Rounds = Type.Object({ rows: Type.Array(Type.Object({ ...line, found: orNull(Found) })) })

const round = {
  ...line,
  questionnaire: Type.Object({ id: Id, key: Text, version: Type.Integer(), ...Named }),
  population: Population,
  strataBy: Type.Enum([...strataChoices, 'list']),
  fromOn: Day,
  toOn: Day,
  perStratum: Type.Integer(),
  formula: Formula,
  seed: orNull(Text),
  frameHash: orNull(Hash),
  frameKey: orNull(
    Type.String({ description: 'Under which codes of units are hashed in the frame; told once the round is closed' }),
  ),
  resultHash: orNull(Hash),
  units: Count,
  asked: Count,
  takesBallots: Type.Boolean(),
}
const Stratum = { stratum: Text, ...Named, units: Count, drawn: Count }
export const Round = Type.Object({ ...round, strata: Type.Array(Type.Object(Stratum)) })

export const Sample = Type.Object({
  seed: Text,
  perStratum: Type.Integer(),
  frameHash: orNull(Hash),
  isSame: Type.Boolean({ description: 'Drawn again just now, the same units came out' }),
  frame: Type.Array(Type.Object({ unitKey: Text, stratum: Text })),
  drawn: Type.Array(Text),
})

const Line = Type.Object({
  key: Text,
  ...Named,
  figure: orNull(Figure),
  ballots: orNull(Count),
  isSuppressed: Type.Boolean({ description: 'Too few ballots to be told' }),
})
const both = <Of extends Type.TSchema>(of: Of) => Type.Object({ top_two: of, mean: of })
const changed = {
  change: Type.Number(),
  changeMargin: Type.Optional(orNull(Type.Number())),
  isBeyondMargins: Type.Boolean(),
}
export const Result = Type.Object({
  roundId: Id,
  ...Named,
  questionnaire: Type.Object({ key: Text, version: Type.Integer() }),
  fromOn: Day,
  toOn: Day,
  closedOn: Day,
  seed: Text,
  frameHash: Hash,
  units: Count,
  asked: Count,
  ballots: Count,
  refused: Count,
  silent: Count,
  chosenFormula: Formula,
  whole: both(orNull(Figure)),
  factors: both(Type.Array(Line)),
  questions: both(Type.Array(Line)),
  strata: both(Type.Array(Line)),
  channels: Type.Array(Type.Object({ channel: Type.Enum([...channels]), ballots: orNull(Count) })),
  earlier: Type.Array(
    Type.Object({
      roundId: Id,
      ...Named,
      toOn: Day,
      share: Type.Number(),
      margin: orNull(Type.Number()),
      ...changed,
      factors: Type.Optional(
        Type.Array(Type.Object({ key: Text, ...Named, before: Type.Number(), now: Type.Number(), ...changed })),
      ),
    }),
  ),
})

/** A text as it is published: CSV, or JSON whose SHA-256 stands in the ledger. */
export const File = Type.String()

export const ManagedRounds = Type.Object({ rows: Type.Array(Type.Object(line)) })
export const ManagedRound = Type.Object({
  ...round,
  standings: Type.Object({ open: Count, used: Count, refused: Count, taken_along: Count }),
  strata: Type.Array(Type.Object({ ...Stratum, used: Count })),
  channels: Type.Array(
    Type.Object({
      channel: Type.Enum([...channels]),
      ballots: Type.Integer({ description: 'Ballots that came this way and are mixed already' }),
    }),
  ),
  invitations: Type.Array(
    Type.Object({
      turn: Type.Integer({ description: '1 the invitation, 2 the reminder' }),
      queued: Count,
      told: Count,
      unreachable: Count,
      dropped: Count,
    }),
  ),
})
