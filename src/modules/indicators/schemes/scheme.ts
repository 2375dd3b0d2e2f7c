import Type, { type Static } from 'typebox'

const closed = { additionalProperties: false } as const
const literals = <const Values extends readonly string[]>(values: Values) =>
  Type.Unsafe<Values[number]>(Type.String({ enum: [...values] }))
const Line = Type.String({ minLength: 1, maxLength: 600 })
const Both = Type.Object({ vi: Line, en: Line }, closed)
const Points = Type.Number({ minimum: 0, maximum: 1000 })
/** A formula over measures (expression.ts). */
const Formula = Type.String({ minLength: 1, maxLength: 300 })

/**
 * What a denominator of 0 gives: nothing (null, which is not 0), the full points, no points, or a denominator taken from the year before:
 * its total divided by as many such periods as a year has.
 */
const Zero = literals(['nothing', 'full', 'none', 'last_year'])

/** Holds from `from` on and below `below`; one of them at least stands there. */
const Condition = Type.Object(
  {
    of: Formula,
    over: Type.Optional(Formula),
    from: Type.Optional(Type.Number()),
    below: Type.Optional(Type.Number()),
  },
  closed,
)
export type Condition = Static<typeof Condition>

/** What a part of a component is called by when its value is entered by hand. */
const ItemKey = Type.String({ pattern: '^[a-z][a-z0-9_]{0,40}$' })

/** A line of a checklist: its points when it is there. Without a condition a named person ticks it. */
const ChecklistItem = Type.Object(
  { key: ItemKey, name: Both, points: Points, measured: Type.Optional(Condition) },
  closed,
)

/** What takes points away, each time it happens. Without a formula a named person enters how often. */
const Deduction = Type.Object({ key: ItemKey, name: Both, points: Points, of: Type.Optional(Formula) }, closed)

/**
 * How a component gets its points. `ratio`: maximum times the share, full from the share `full` on; `factor`: a second share to multiply
 * by, left out and said so while nothing is known of it. `average`: a sum of points by how many got them. `formula`: points directly.
 * `steps`: the first line whose conditions all hold. `checklist`: the points of what is there; what nobody has looked at yet is not
 * counted as missing. `deduction`: the maximum less what happened, never below 0. `survey`, `evidence`: points a person entered with their
 * source and another verified (`Entered`); until then there are no figures. `information`: shown, no points.
 */
export const Method = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('ratio'),
      of: Formula,
      over: Formula,
      full: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
      factor: Type.Optional(Type.Object({ of: Formula, over: Formula }, closed)),
      zero: Zero,
      /** What one more in the numerator is: "hồ sơ đúng hạn". */
      more: Type.Optional(Both),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('average'), of: Formula, over: Formula }, closed),
  Type.Object({ kind: Type.Literal('formula'), points: Formula }, closed),
  Type.Object(
    {
      kind: Type.Literal('steps'),
      steps: Type.Array(Type.Object({ points: Points, all: Type.Array(Condition) }, closed), { minItems: 1 }),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('information'), of: Formula, over: Formula, unit: Both }, closed),
  Type.Object({ kind: Type.Literal('checklist'), items: Type.Array(ChecklistItem, { minItems: 1 }) }, closed),
  Type.Object({ kind: Type.Literal('deduction'), less: Type.Array(Deduction, { minItems: 1 }) }, closed),
  Type.Object({ kind: literals(['survey', 'evidence']) }, closed),
])
export type Method = Static<typeof Method>

const Component = {
  key: Type.String({ pattern: '^[0-9]{1,2}(\\.[0-9]{1,2}[a-z]?){0,2}$' }),
  name: Both,
  /** Information has none. */
  max: Points,
  /** Who answers for it. */
  owner: Type.Optional(Both),
}

export const Leaf = Type.Object(
  {
    ...Component,
    method: Method,
    rule: Both,
    /** Where this rule differs in origin from the scheme's source. */
    source: Type.Optional(Line),
    /** The measures whose dossiers stand behind the score. */
    behind: Type.Optional(Type.Array(Line)),
  },
  closed,
)
export type Leaf = Static<typeof Leaf>

export const Criterion = Type.Object({ ...Component, components: Type.Array(Leaf, { minItems: 1 }) }, closed)
export type Criterion = Static<typeof Criterion>

/** An area holds criteria; a criterion has its own method or holds components. */
export const Area = Type.Object(
  {
    ...Component,
    key: Type.String({ pattern: '^[IVX]{1,5}$' }),
    criteria: Type.Array(Type.Union([Leaf, Criterion]), { minItems: 1 }),
  },
  closed,
)
export type Area = Static<typeof Area>

export const Scheme = Type.Object(
  {
    key: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' }),
    version: Type.Integer({ minimum: 1 }),
    name: Both,
    source: Line,
    note: Type.Optional(Both),
    /** Whose score it is. */
    level: literals(['agency', 'officer']),
    periods: Type.Array(literals(['month', 'quarter', 'year']), { minItems: 1 }),
    years: Type.Object({ from: Type.Integer(), to: Type.Union([Type.Integer(), Type.Null()]) }, closed),
    max: Points,
    /** How many of the points a survey gives, where the source says so: checked against the tree. */
    survey: Type.Optional(Points),
    decimals: Type.Integer({ minimum: 0, maximum: 4 }),
    areas: Type.Array(Area, { minItems: 1 }),
    grades: Type.Optional(Type.Array(Type.Object({ from: Points, name: Both }, closed), { minItems: 1 })),
  },
  closed,
)
export type Scheme = Static<typeof Scheme>

/** Every component of a scheme, in its order. */
export function leavesOf(scheme: Pick<Scheme, 'areas'>): Leaf[] {
  return scheme.areas.flatMap((area) => area.criteria.flatMap((one) => ('components' in one ? one.components : [one])))
}

/** Every formula of a component. */
export function formulasOf({ method }: Pick<Leaf, 'method'>): string[] {
  switch (method.kind) {
    case 'ratio':
      return [method.of, method.over, ...(method.factor === undefined ? [] : [method.factor.of, method.factor.over])]
    case 'average':
    case 'information':
      return [method.of, method.over]
    case 'formula':
      return [method.points]
    case 'steps':
      return method.steps.flatMap(({ all }) => all.flatMap(formulasIn))
    case 'checklist':
      return method.items.flatMap(({ measured }) => (measured === undefined ? [] : formulasIn(measured)))
    case 'deduction':
      return method.less.flatMap(({ of }) => (of === undefined ? [] : [of]))
    default:
      return []
  }
}

function formulasIn({ of, over }: Condition): string[] {
  return over === undefined ? [of] : [of, over]
}
