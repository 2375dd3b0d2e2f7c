import { questionsOf, scalesOf } from './answers.ts'
import type { Questionnaire } from './questionnaire.ts'

/** What does not hold together in a questionnaire beyond its shape: the key of a text, with the question. Null when nothing. */
export function questionnaireFault(questionnaire: Questionnaire): { code: string; at: string } | null {
  const questions = questionsOf(questionnaire)
  const keys = [...questionnaire.sections.map(({ key }) => `/${key}`), ...questions.map(({ key }) => key)]
  const doubled = keys.find((key, at) => keys.indexOf(key) !== at)
  if (doubled !== undefined) return { code: 'key_twice', at: doubled.replace('/', '') }
  if (scalesOf(questionnaire).length === 0) return { code: 'no_scale', at: questionnaire.key }
  for (const question of questions) {
    const isChoice = question.kind === 'choice' || question.kind === 'choices'
    if (isChoice !== (question.options !== undefined)) return { code: 'options', at: question.key }
    if ((question.kind === 'scale') !== (question.steps !== undefined)) return { code: 'steps', at: question.key }
    const options = question.options?.map(({ key }) => key) ?? []
    if (new Set(options).size < options.length) return { code: 'key_twice', at: question.key }
  }
  return null
}
