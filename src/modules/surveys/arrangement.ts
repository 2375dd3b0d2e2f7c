import { questionsOf } from './answers.ts'
import type { Question, Questionnaire, Section } from './questionnaire.ts'

/** What a designer does with a question, or with a section (`/` before its key). */
export const arrangements = ['up', 'down', 'copy', 'remove'] as const
export type Arrangement = (typeof arrangements)[number]

/**
 * The questionnaire with one question or section moved, copied behind itself, or taken out. A question at the edge of its section goes over into the
 * next one. What cannot be done (the first one up, the last question of a section out of it) changes nothing; an unknown key neither.
 */
export function arranged(
  questionnaire: Questionnaire,
  { what, key }: { what: Arrangement; key: string },
): Questionnaire {
  const { sections } = questionnaire
  if (key.startsWith('/')) {
    const at = sections.findIndex((one) => `/${one.key}` === key)
    return at < 0 ? questionnaire : { ...questionnaire, sections: sectionsArranged(questionnaire, at, what) }
  }
  const at = sections.findIndex(({ questions }) => questions.some((one) => one.key === key))
  const section = sections[at]
  if (section === undefined) return questionnaire
  const place = section.questions.findIndex((one) => one.key === key)
  return { ...questionnaire, sections: questionsArranged(questionnaire, { at, place, what }) }
}

function sectionsArranged(questionnaire: Questionnaire, at: number, what: Arrangement): Section[] {
  const { sections } = questionnaire
  const section = sections[at]
  if (section === undefined) return sections
  if (what === 'remove') return sections.length === 1 ? sections : sections.toSpliced(at, 1)
  if (what !== 'copy') return moved(sections, at, what === 'up' ? at - 1 : at + 1)
  const taken = keysOf(questionnaire)
  const questions = section.questions.map((one) => copyOf(one, newKey('q', taken)))
  return sections.toSpliced(at + 1, 0, { ...section, key: newKey('f', taken), questions })
}

function questionsArranged(
  questionnaire: Questionnaire,
  { at, place, what }: { at: number; place: number; what: Arrangement },
): Section[] {
  const { sections } = questionnaire
  const section = sections[at]
  const question = section?.questions[place]
  if (section === undefined || question === undefined) return sections
  const { questions } = section
  const withQuestions = (next: Question[]) => sections.with(at, { ...section, questions: next })
  if (what === 'copy') {
    const copy = copyOf(question, newKey('q', keysOf(questionnaire)))
    return withQuestions(questions.toSpliced(place + 1, 0, copy))
  }
  if (what === 'remove') {
    if (questions.length > 1) return withQuestions(questions.toSpliced(place, 1))
    return sections.length === 1 ? sections : sections.toSpliced(at, 1)
  }
  const to = what === 'up' ? place - 1 : place + 1
  if (to >= 0 && to < questions.length) return withQuestions(moved(questions, place, to))
  const other = sections[what === 'up' ? at - 1 : at + 1]
  if (other === undefined || questions.length === 1) return sections
  const joined = what === 'up' ? [...other.questions, question] : [question, ...other.questions]
  return withQuestions(questions.toSpliced(place, 1)).with(what === 'up' ? at - 1 : at + 1, {
    ...other,
    questions: joined,
  })
}

function moved<Row>(rows: readonly Row[], from: number, to: number): Row[] {
  const row = rows[from]
  if (row === undefined || to < 0 || to >= rows.length) return [...rows]
  return rows.toSpliced(from, 1).toSpliced(to, 0, row)
}

function copyOf(question: Question, key: string): Question {
  return { ...question, key }
}

function keysOf(questionnaire: Questionnaire): Set<string> {
  return new Set([
    ...questionnaire.sections.map(({ key }) => key),
    ...questionsOf(questionnaire).map((question) => question.key),
  ])
}

/** A key that is not taken, and is from now on. */
export function newKey(letter: 'q' | 'f' | 'o', taken: Set<string>): string {
  let number = 1
  while (taken.has(`${letter}${number}`)) number += 1
  taken.add(`${letter}${number}`)
  return `${letter}${number}`
}
