import Type, { type Static } from 'typebox'

const closed = { additionalProperties: false } as const
const Line = Type.String({ minLength: 1, maxLength: 600 })
const Both = Type.Object({ vi: Line, en: Line }, closed)
const Key = Type.String({ pattern: '^[a-z][a-z0-9_]{0,40}$' })
const Option = Type.Object({ key: Key, name: Both }, closed)
export type Option = Static<typeof Option>
const literals = <const Values extends readonly string[]>(values: Values) =>
  Type.Unsafe<Values[number]>(Type.String({ enum: [...values] }))

export const questionKinds = ['scale', 'choice', 'choices', 'number', 'line', 'text'] as const
export type QuestionKind = (typeof questionKinds)[number]
export const scaleSteps = [3, 5, 10] as const

const Question = Type.Object(
  {
    key: Key,
    kind: literals(questionKinds),
    name: Both,
    required: Type.Boolean(),
    /** Of a scale: how many steps, the highest the best. */
    steps: Type.Optional(Type.Unsafe<3 | 5 | 10>(Type.Number({ enum: [...scaleSteps] }))),
    /** Of a choice. */
    options: Type.Optional(Type.Array(Option, { minItems: 2, maxItems: 30 })),
  },
  closed,
)
export type Question = Static<typeof Question>

/** A section is a factor of the result: its scale questions are counted together. */
const Section = Type.Object(
  { key: Key, name: Both, questions: Type.Array(Question, { minItems: 1, maxItems: 40 }) },
  closed,
)
export type Section = Static<typeof Section>

export const Questionnaire = Type.Object(
  {
    key: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 }),
    name: Both,
    /** Where it comes from; one that ships as an example says so here. */
    source: Type.String({ minLength: 1, maxLength: 600 }),
    example: Type.Boolean(),
    intro: Both,
    sections: Type.Array(Section, { minItems: 1, maxItems: 20 }),
  },
  closed,
)
export type Questionnaire = Static<typeof Questionnaire>
