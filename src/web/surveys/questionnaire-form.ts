import { type Arrangement, arrangements, newKey } from '../../modules/surveys/arrangement.ts'
import type { Option, Question, Questionnaire, Section } from '../../modules/surveys/questionnaire.ts'
import type { SentForm } from '../ui/index.ts'

/** How many sections and questions a sent form is read for. */
const MOST_SECTIONS = 21
const MOST_QUESTIONS = 41

/** The name before a section's or a question's fields. */
export function fieldAt(section: number, question?: number): string {
  return question === undefined ? `s${section}` : `s${section}q${question}`
}

/** The questionnaire as the designer's form says it; keys of what was there stay, so that answers can be compared across versions. */
export function readQuestionnaire(form: SentForm, before: Questionnaire): Questionnaire {
  const taken = new Set(before.sections.flatMap(({ key, questions }) => [key, ...questions.map((one) => one.key)]))
  const sections: Section[] = []
  for (let at = 0; at < MOST_SECTIONS; at += 1) {
    const known = before.sections[at]
    const questions: Question[] = []
    for (let place = 0; place < MOST_QUESTIONS; place += 1) {
      const question = readQuestion(form, fieldAt(at, place), known?.questions[place] ?? null, taken)
      if (question !== null) questions.push(question)
    }
    const name = {
      vi: form.text(`${fieldAt(at)}.vi`),
      en: form.text(`${fieldAt(at)}.en`) || form.text(`${fieldAt(at)}.vi`),
    }
    if (name.vi === '' && questions.length === 0) continue
    sections.push({ key: known?.key ?? newKey('f', taken), name, questions })
  }
  return {
    key: before.key,
    name: { vi: form.text('nameVi'), en: form.text('nameEn') },
    source: form.text('source'),
    example: before.example,
    intro: { vi: form.text('introVi'), en: form.text('introEn') },
    sections,
  }
}

function readQuestion(form: SentForm, prefix: string, known: Question | null, taken: Set<string>): Question | null {
  const vi = form.text(`${prefix}.vi`)
  if (vi === '') return null
  const kind = (form.text(`${prefix}.kind`) || 'scale') as Question['kind']
  const options = form
    .text(`${prefix}.options`)
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim()))
    .filter(([name = '']) => name !== '')
    .map(([name = '', english = '']) => ({ vi: name, en: english || name }))
  return {
    key: known?.key ?? newKey('q', taken),
    kind,
    name: { vi, en: form.text(`${prefix}.en`) || vi },
    required: form.text(`${prefix}.required`) === 'yes',
    ...(kind === 'scale' ? { steps: Number(form.text(`${prefix}.steps`)) as 3 | 5 | 10 } : {}),
    ...(kind === 'choice' || kind === 'choices' ? { options: withKeys(options, known?.options ?? []) } : {}),
  }
}

/** Options keep the keys they had, by their words, or by their place where only words were changed: answers can be compared across versions. */
function withKeys(names: readonly Option['name'][], before: readonly Option[]): Option[] {
  const taken = new Set(before.map(({ key }) => key))
  const isReworded = names.length === before.length
  const known = names.map((name, at) => {
    const same = before.find((one) => one.name.vi === name.vi)
    const there = before[at]
    const isFree = there !== undefined && !names.some(({ vi }) => vi === there.name.vi)
    return same?.key ?? (isReworded && isFree ? there.key : null)
  })
  return names.map((name, at) => {
    const key = known[at] ?? null
    const isFirst = key !== null && known.indexOf(key) === at
    return { key: isFirst ? key : newKey('o', taken), name }
  })
}

/** What the pressed button asks for: `up:q3`, `copy:/f1`; null when it was none of these. */
export function readArrangement(form: SentForm): { what: Arrangement; key: string } | null {
  const [, word, key = ''] = /^(\w+):(\/?\w+)$/.exec(form.text('viec')) ?? []
  const what = arrangements.find((one) => one === word)
  return what === undefined ? null : { what, key }
}
