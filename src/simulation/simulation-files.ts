import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Type, { type Static, type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { parse } from 'yaml'

const closed = { additionalProperties: false } as const
const share = Type.Number({ minimum: 0, maximum: 1 })
const weight = Type.Number({ minimum: 0 })
const text = Type.String({ minLength: 3, maxLength: 2000 })
const texts = Type.Array(text, { minItems: 1 })
const words = Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })
const list = (count: number) => Type.Array(weight, { minItems: count, maxItems: count })

const Demand = Type.Object(
  {
    months: list(12),
    weekdays: list(7),
    growth: weight,
    channels: Type.Object({ online: share, counter: share, post: share }, closed),
    onlineHours: list(24),
    communes: Type.Record(Type.String(), weight),
    ward: weight,
    lateness: Type.Object({ least: weight, most: weight }, closed),
    shares: Type.Object(
      {
        late: share,
        intakeSupplement: share,
        intakeRefused: share,
        supplement: share,
        supplementUnanswered: share,
        assigned: share,
        opinion: share,
        suspended: share,
        payment: share,
        paymentUnanswered: share,
        sentBack: share,
        mistake: share,
        declined: share,
        withdrawn: share,
        stopped: share,
        extended: share,
        otherCommune: share,
        organisation: share,
        knownApplicant: share,
        unclaimed: share,
      },
      closed,
    ),
    fees: Type.Object({ online: share, counterOnline: share, late: share, waived: share, unpaidReturn: share }, closed),
    rare: weight,
  },
  closed,
)
export type Demand = Static<typeof Demand>

const Texts = Type.Object(
  {
    content: texts,
    refusalReasons: texts,
    refusalGround: text,
    supplementReasons: texts,
    supplementGround: text,
    withdrawReasons: texts,
    stopReasons: texts,
    stopGround: text,
    opinionQuestions: texts,
    opinionAgrees: texts,
    opinionDisagrees: texts,
    suspendReasons: texts,
    sendBackReasons: texts,
    extendReasons: texts,
    correctReasons: texts,
    forwardNotes: texts,
    declinedNotes: texts,
    paymentGround: text,
    taxGround: text,
    receipt: text,
    returnedTo: text,
    evidenceCounter: text,
    evidencePost: text,
    resultNumber: text,
    scanTitle: text,
    scanLines: texts,
    resultTitle: text,
    resultLines: texts,
    declinedTitle: text,
    waiverEvidence: texts,
    unpaidGrounds: texts,
  },
  closed,
)
export type Texts = Static<typeof Texts>

const NameParts = Type.Object({ middle: words, given: words }, closed)
const People = Type.Object(
  {
    families: Type.Array(Type.Tuple([Type.String({ minLength: 1 }), weight]), { minItems: 1 }),
    women: NameParts,
    men: NameParts,
    long: words,
    organisations: Type.Object({ kinds: words, trades: words, names: words }, closed),
    places: words,
    birthProvinces: Type.Record(Type.String({ pattern: '^[0-9]{3}$' }), weight),
  },
  closed,
)
export type People = Static<typeof People>

const role = Type.Unsafe<'receptionist' | 'handler' | 'reviewer' | 'approver'>(
  Type.String({ enum: ['receptionist', 'handler', 'reviewer', 'approver'] }),
)
const goal = Type.Unsafe<GoalKind>(
  Type.String({ enum: ['submitted', 'supplement', 'opinion', 'suspended', 'payment', 'resolved', 'returned'] }),
)
const Desks = Type.Object(
  {
    desks: Type.Array(
      Type.Object(
        {
          officer: Type.String(),
          agency: Type.String(),
          role,
          fields: Type.Optional(words),
          dossiers: Type.Integer({ minimum: 1, maximum: 100 }),
        },
        closed,
      ),
    ),
    dueOffsets: Type.Array(Type.Number(), { minItems: 1 }),
    waits: Type.Array(goal, { minItems: 1 }),
    citizens: Type.Array(goal, { minItems: 1 }),
  },
  closed,
)
export type Desks = Static<typeof Desks>

/** Where a dossier of the demonstration is to stand at the end. */
export type GoalKind = 'submitted' | 'supplement' | 'opinion' | 'suspended' | 'payment' | 'resolved' | 'returned'

/** All that the simulation is told by files under `data/simulation`. */
export interface SimulationFiles {
  demand: Demand
  texts: Texts
  people: People
  desks: Desks
}

/** Reads and checks the four files in a folder such as `data/`. Throws an Error that names file and place. */
export async function loadSimulationFiles(folder: string): Promise<SimulationFiles> {
  const load = <Schema extends TSchema>(name: string, schema: Schema) =>
    readChecked(join(folder, 'simulation', `${name}.yaml`), schema)
  return {
    demand: await load('demand', Demand),
    texts: await load('texts', Texts),
    people: await load('people', People),
    desks: await load('desks', Desks),
  }
}

async function readChecked<Schema extends TSchema>(path: string, schema: Schema): Promise<Static<Schema>> {
  const value: unknown = parse(await readFile(path, 'utf8'))
  const checker = Compile(schema)
  if (checker.Check(value)) return value as Static<Schema>
  const [fault] = checker.Errors(value)
  throw new Error(`${path}: ${fault?.instancePath ?? ''} ${fault?.message ?? 'does not fit'}`)
}
