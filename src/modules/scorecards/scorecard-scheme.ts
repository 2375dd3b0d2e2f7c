import Type, { type Static } from 'typebox'
import { type Leaf, leavesOf, Scheme } from '../indicators/schemes/scheme.ts'

const closed = { additionalProperties: false } as const
const literals = <const Values extends readonly string[]>(values: Values) =>
  Type.Unsafe<Values[number]>(Type.String({ enum: [...values] }))
const Line = Type.String({ minLength: 1, maxLength: 600 })
const Both = Type.Object({ vi: Line, en: Line }, closed)

/** Points on top of the tree, or taken from it (Hà Nội, QĐ 5666/QĐ-UBND of 17/11/2025, content 9). */
const Extra = Type.Object(
  {
    key: Type.String({ pattern: '^[CT][0-9]{1,2}$' }),
    sign: literals(['bonus', 'penalty']),
    name: Both,
    max: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
    rule: Both,
  },
  closed,
)
export type Extra = Static<typeof Extra>

/** A questionnaire's key, and of one of its factors where that alone is meant: `sipas`, `ddci/time_costs`. */
export const SURVEY_FORM = /^[a-z0-9-]{1,40}(?:\/[a-z0-9_]{1,40})?$/

/**
 * What a scorecard says of one of its lines beyond the tree: evidence must come with it, which code of the version before it goes on with, and of a
 * survey line which questionnaire answers it.
 */
const LineNote = Type.Object(
  {
    key: Type.String({ minLength: 1, maxLength: 12 }),
    evidence: Type.Optional(Type.Literal(true)),
    continues: Type.Optional(Type.String({ minLength: 1, maxLength: 12 })),
    survey: Type.Optional(Type.String({ pattern: SURVEY_FORM.source })),
  },
  closed,
)
export type LineNote = Static<typeof LineNote>

/** A scorecard whose points are known: rounds can be opened by it. */
const FullScorecard = Type.Object(
  {
    kind: Type.Literal('full'),
    /** Made up to show how it works, by no decision of anybody: said on every page. */
    example: Type.Boolean(),
    units: Type.Array(literals(['province', 'department', 'commune']), { minItems: 1 }),
    /** The index of the province whose areas these are, by the same keys: its evidence is gathered from here. */
    follows: Type.Optional(Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' })),
    tree: Scheme,
    extras: Type.Optional(
      Type.Object(
        {
          /** The total never exceeds it, whatever the bonus. */
          cap: Type.Number({ minimum: 0, maximum: 1000 }),
          items: Type.Array(Extra, { minItems: 1 }),
        },
        closed,
      ),
    ),
    lines: Type.Optional(Type.Array(LineNote, { minItems: 1 })),
  },
  closed,
)
export type FullScorecard = Static<typeof FullScorecard>

/** A scorecard of which only the shape is known. What is not known is null, and no round can be opened. */
const Skeleton = Type.Object(
  {
    kind: Type.Literal('skeleton'),
    key: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' }),
    version: Type.Integer({ minimum: 1 }),
    name: Both,
    source: Line,
    note: Both,
    counts: Type.Object(
      {
        areas: Type.Integer({ minimum: 1 }),
        criteria: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
        components: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
        points: Type.Union([Type.Number(), Type.Null()]),
        survey: Type.Union([Type.Number(), Type.Null()]),
      },
      closed,
    ),
    areas: Type.Array(
      Type.Object({ key: Type.String({ pattern: '^[IVX]{1,5}$' }), name: Both, max: Type.Null() }, closed),
      { minItems: 1 },
    ),
  },
  closed,
)
export type Skeleton = Static<typeof Skeleton>

export const ScorecardFile = Type.Union([FullScorecard, Skeleton])
export type ScorecardFile = Static<typeof ScorecardFile>

/** What a scorecard is called by. */
export function identityOf(file: ScorecardFile): { key: string; version: number } {
  return file.kind === 'full' ? { key: file.tree.key, version: file.tree.version } : file
}

const COUNTED: readonly string[] = ['ratio', 'average', 'formula', 'steps']

/** Whether the system counts its points out of the ledger. */
export function isCounted({ method }: Pick<Leaf, 'method'>): boolean {
  return COUNTED.includes(method.kind)
}

/**
 * Why a scorecard cannot be used, beyond what is checked of every tree; null when it can. A skeleton has as many areas as it says; what is
 * counted and what is ticked do not mix in one component, since counted figures are locked and ticks are not.
 */
export function scorecardFault(file: ScorecardFile): string | null {
  if (file.kind === 'skeleton') {
    if (new Set(file.areas.map(({ key }) => key)).size !== file.counts.areas) return 'areas: not as many as counted'
    return null
  }
  const mixed = leavesOf(file.tree).find(({ method }) =>
    method.kind === 'checklist'
      ? method.items.some(({ measured }) => measured !== undefined)
      : method.kind === 'deduction' && method.less.some(({ of }) => of !== undefined),
  )
  if (mixed !== undefined) return `${mixed.key}: ticked and counted in one`
  const { cap, items } = file.extras ?? { cap: file.tree.max, items: [] }
  if (cap < file.tree.max) return `cap ${cap}: below the tree's ${file.tree.max}`
  const doubled = items.find(({ key }, at) => items.findIndex((one) => one.key === key) !== at)
  return doubled === undefined ? null : `${doubled.key}: stands twice`
}
