import { questionsOf } from './answers.ts'
import type { Question, Questionnaire } from './questionnaire.ts'

type Both = Question['name']

/** What of a question can differ between two versions. */
export type ChangedPart = 'name' | 'kind' | 'options' | 'required' | 'section'

/** One question, section or heading that differs. `before` null: it is new; `after` null: it is gone. */
export interface Difference {
  what: 'heading' | 'intro' | 'section' | 'question'
  key: string
  before: Both | null
  after: Both | null
  /** Of a question that stands in both. Empty for what was added, taken out, or only worded anew. */
  parts: ChangedPart[]
}

/** What is new, gone or changed from one version to another, in the order of the newer one; what is gone comes last. By key: a moved question is the same. */
export function differences(before: Questionnaire, after: Questionnaire): Difference[] {
  return [
    ...texts('heading', before.name, after.name),
    ...texts('intro', before.intro, after.intro),
    ...rowsOf('section', before.sections, after.sections, () => []),
    ...rowsOf('question', questionsOf(before), questionsOf(after), (old, now) => partsOf(before, after, [old, now])),
  ]
}

/** Whether the questions that stand in both come in another order. */
export function isReordered(before: Questionnaire, after: Questionnaire): boolean {
  const [old, now] = [before, after].map((one) => questionsOf(one).map(({ key }) => key))
  const common = (keys: readonly string[] = [], others: readonly string[] = []) =>
    keys.filter((key) => others.includes(key)).join()
  return common(old, now) !== common(now, old)
}

function texts(what: 'heading' | 'intro', before: Both, after: Both): Difference[] {
  return isSame(before, after) ? [] : [{ what, key: what, before, after, parts: ['name'] }]
}

function rowsOf<Row extends { key: string; name: Both }>(
  what: 'section' | 'question',
  before: readonly Row[],
  after: readonly Row[],
  more: (old: Row, now: Row) => ChangedPart[],
): Difference[] {
  const kept = after.flatMap((now): Difference[] => {
    const old = before.find(({ key }) => key === now.key)
    if (old === undefined) return [{ what, key: now.key, before: null, after: now.name, parts: [] }]
    const parts: ChangedPart[] = [...(isSame(old.name, now.name) ? [] : (['name'] as const)), ...more(old, now)]
    return parts.length === 0 ? [] : [{ what, key: now.key, before: old.name, after: now.name, parts }]
  })
  const gone = before
    .filter((old) => !after.some(({ key }) => key === old.key))
    .map((old): Difference => ({ what, key: old.key, before: old.name, after: null, parts: [] }))
  return [...kept, ...gone]
}

function partsOf(before: Questionnaire, after: Questionnaire, [old, now]: [Question, Question]): ChangedPart[] {
  const sectionOf = ({ sections }: Questionnaire) =>
    sections.find(({ questions }) => questions.some(({ key }) => key === now.key))?.key
  return [
    ...(old.kind !== now.kind || old.steps !== now.steps ? (['kind'] as const) : []),
    ...(isSame(old.options ?? [], now.options ?? []) ? [] : (['options'] as const)),
    ...(old.required === now.required ? [] : (['required'] as const)),
    ...(sectionOf(before) === sectionOf(after) ? [] : (['section'] as const)),
  ]
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
