import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { parse } from 'yaml'

const closed = { additionalProperties: false }
const text = Type.String({ minLength: 1 })
const whole = Type.Integer({ minimum: 0 })

const RulesSchema = Type.Object(
  {
    slotMinutes: whole,
    slotPlaces: whole,
    bookingDays: whole,
    bookingsEach: whole,
    lateMinutes: whole,
    missedLimit: whole,
    missedDays: whole,
    priorityMinutes: whole,
    bookingMinutes: whole,
    goalMinutes: whole,
    anyTime: Type.Boolean(),
  },
  closed,
)

const PlanSchema = Type.Object(
  {
    /** Address words of the centres; the one plan without them takes all the others. */
    centres: Type.Optional(Type.Array(text, { minItems: 1 })),
    rules: Type.Optional(Type.Partial(RulesSchema)),
    lines: Type.Array(
      Type.Object(
        {
          key: text,
          prefix: Type.String({ pattern: '^[A-Z]{1,2}$' }),
          name: Type.Object({ vi: text, en: text }, closed),
          fields: Type.Array(text, { minItems: 1 }),
        },
        closed,
      ),
      { minItems: 1 },
    ),
    counters: Type.Array(
      Type.Object({ numbers: Type.Array(Type.Integer({ minimum: 1, maximum: 999 })), lines: Type.Array(text) }, closed),
      { minItems: 1 },
    ),
  },
  closed,
)

const FileSchema = Type.Object(
  { source: text, unsure: Type.Boolean(), rules: RulesSchema, plans: Type.Record(text, PlanSchema) },
  closed,
)

export type QueuePlan = Static<typeof PlanSchema>
export type QueueFile = Static<typeof FileSchema>

/** A file of the queue that cannot be used; the message names the file and the place in it. */
export class QueueFileError extends Error {
  override readonly name = 'QueueFileError'
}

/** Reads `queue/centres.yaml` of a folder such as `data/`. Throws `QueueFileError`. */
export async function loadQueueFile(folder: string): Promise<QueueFile> {
  const path = join(folder, 'queue/centres.yaml')
  const content: unknown = parse(await readFile(path, 'utf8'))
  const [fault] = Value.Errors(FileSchema, content)
  if (fault !== undefined) throw new QueueFileError(`${path}: ${fault.instancePath || '/'}: ${fault.message}`)
  const file = content as QueueFile
  for (const [name, plan] of Object.entries(file.plans)) {
    const why = planFault(plan)
    if (why !== null) throw new QueueFileError(`${path}: ${name}: ${why}`)
  }
  const open = Object.values(file.plans).filter((plan) => plan.centres === undefined)
  if (open.length !== 1) throw new QueueFileError(`${path}: exactly one plan must be for all other centres`)
  return file
}

/** What makes a plan unusable: a line nobody serves, a number or a field twice. */
function planFault({ lines, counters }: QueuePlan): string | null {
  const keys = lines.map((line) => line.key)
  const served = counters.flatMap((counter) => counter.lines)
  const numbers = counters.flatMap((counter) => counter.numbers)
  const twice = (words: readonly (string | number)[]) => words.find((word, at) => words.indexOf(word) !== at)
  const doubled = twice(keys) ?? twice(lines.map((line) => line.prefix)) ?? twice(numbers)
  if (doubled !== undefined) return `${doubled} stands twice`
  const field = twice(lines.flatMap((line) => line.fields))
  if (field !== undefined) return `field ${field} stands in two lines`
  const unknown = served.find((key) => !keys.includes(key))
  if (unknown !== undefined) return `no line ${unknown}`
  const unserved = keys.find((key) => !served.includes(key))
  return unserved === undefined ? null : `no counter serves ${unserved}`
}
