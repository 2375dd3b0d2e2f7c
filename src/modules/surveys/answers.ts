import type { FieldFault } from '../../platform/errors.ts'
import type { Question, Questionnaire } from './questionnaire.ts'

export const LONGEST_LINE = 200
export const LONGEST_ANSWER = 2000
const SIGNS = '0123456789A'

/** All questions in their order. */
export function questionsOf(questionnaire: Questionnaire): Question[] {
  return questionnaire.sections.flatMap(({ questions }) => questions)
}

/** The scale questions in their order: each has its place in a ballot's marks. */
export function scalesOf(questionnaire: Questionnaire): (Question & { steps: number; section: string })[] {
  return questionnaire.sections.flatMap(({ key, questions }) =>
    questions.flatMap((one) => (one.kind === 'scale' ? [{ ...one, steps: one.steps ?? 5, section: key }] : [])),
  )
}

/** The name of a question's field in a form: set apart from whatever else the form asks. */
export function fieldOf(key: string): string {
  return `q-${key}`
}

/** What somebody sent: for each question what stands in its fields. */
export type RawAnswers = Readonly<Record<string, readonly string[]>>

/** Answers that fit: `marks` of the scale questions, all others by key. Free texts stand in `texts`. */
export interface Answers {
  marks: string
  others: Record<string, string | number | string[]>
}

/**
 * Reads answers against the questionnaire, with a fault for each question that is not answered as it asks. `mayRefuse`: of an interview, where
 * a person may leave out any question; at least one is answered.
 */
export function readAnswers(
  questionnaire: Questionnaire,
  raw: RawAnswers,
  { mayRefuse = false } = {},
): { answers: Answers; faults: FieldFault[] } {
  const faults: FieldFault[] = []
  const others: Answers['others'] = {}
  let marks = ''
  for (const question of questionsOf(questionnaire)) {
    const said = (raw[question.key] ?? []).map((one) => one.trim()).filter((one) => one !== '')
    const fault = said.length === 0 && mayRefuse ? null : faultOf(question, said)
    if (fault !== null) faults.push({ path: fieldOf(question.key), ...fault })
    if (question.kind === 'scale') marks += fault === null ? (SIGNS[Number(said[0] ?? 0)] ?? '0') : '0'
    else if (fault === null && said.length > 0) others[question.key] = answerOf(question, said)
  }
  if (faults.length === 0 && /^0*$/.test(marks) && Object.keys(others).length === 0) {
    faults.push({ path: '', code: 'surveys.ballot_empty' })
  }
  return { answers: { marks, others }, faults }
}

function answerOf({ kind }: Question, said: readonly string[]): string | number | string[] {
  if (kind === 'choices') return [...new Set(said)].sort()
  const [first = ''] = said
  return kind === 'number' ? numberOf(first) : first
}

/** As people type it: `1.250,5`, `1.250` (points between thousands) or `1250.5`. NaN for what is no such number. */
function numberOf(text: string): number {
  if (!/^-?\d[\d.]*(?:,\d+)?$/.test(text)) return Number.NaN
  const isGrouped = text.includes(',') || /^-?\d{1,3}(?:\.\d{3})+$/.test(text)
  return Number(isGrouped ? text.replaceAll('.', '').replace(',', '.') : text)
}

function faultOf(question: Question, said: readonly string[]): Omit<FieldFault, 'path'> | null {
  if (said.length === 0) return question.required ? { code: 'surveys.answer_missing' } : null
  const known = (one: string) => question.options?.some(({ key }) => key === one) === true
  const [first = ''] = said
  switch (question.kind) {
    case 'scale':
      return /^(10|[1-9])$/.test(first) && Number(first) <= (question.steps ?? 5) ? null : wrong
    case 'choice':
      return known(first) ? null : wrong
    case 'choices':
      return said.every(known) ? null : wrong
    case 'number':
      return Number.isFinite(numberOf(first)) && Math.abs(numberOf(first)) <= 1e12
        ? null
        : { code: 'surveys.number_wrong' }
    default: {
      const most = question.kind === 'line' ? LONGEST_LINE : LONGEST_ANSWER
      if (hasControl(first)) return wrong
      return first.length <= most ? null : { code: 'surveys.text_too_long', params: { most } }
    }
  }
}

const wrong = { code: 'surveys.answer_wrong' }

/** A sign that no column can hold, or half of one. */
function hasControl(text: string): boolean {
  return text.includes('\u0000') || !text.isWellFormed()
}

/** The step that a mark says; 0 where nothing was answered. */
export function stepOf(mark: string): number {
  return mark === 'A' ? 10 : Number(mark)
}
