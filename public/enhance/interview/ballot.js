// @ts-check
// One ballot, question by question. Every answer is kept as it is given; a reload goes on at the same question.
import {
  fieldOf,
  LONGEST_ANSWER,
  LONGEST_LINE,
  questionsOf,
  readAnswers,
} from '/enhance/rules/modules/surveys/answers.ts'
import { button, draw, element, locale, t, tell } from './dom.js'
import { dropDraft, finishDraft, readDraft, saveDraft } from './store.js'

/**
 * @typedef {import('./store.js').Draft} Draft
 * @typedef {import('/enhance/rules/modules/surveys/questionnaire.ts').Questionnaire} Questionnaire
 * @typedef {import('/enhance/rules/modules/surveys/questionnaire.ts').Question} Question
 */

/**
 * Shows the question at which the draft stands.
 * @param {Questionnaire} questionnaire
 * @param {() => Promise<void>} home
 */
export async function showBallot(questionnaire, home) {
  const draft = await readDraft()
  if (draft === undefined) return home()
  const questions = questionsOf(questionnaire)
  const question = questions[draft.at]
  const again = () => showBallot(questionnaire, home)
  if (question === undefined) return showEnd(questionnaire, draft, { home, again })
  const section = questionnaire.sections.find((one) => one.questions.some(({ key }) => key === question.key))
  const form = element('form', { 'data-question': question.key, novalidate: '' })
  const go = async (/** @type {number} */ step) => {
    await saveDraft({ ...draft, at: Math.max(0, draft.at + step) })
    tell('')
    await again()
  }
  const keep = async () => {
    draft.answers[question.key] = answersIn(form, question.key)
    draft.skipped = draft.skipped.filter((key) => key !== question.key)
    await saveDraft(draft)
  }
  const next = async () => {
    await keep()
    const said = draft.answers[question.key] ?? []
    const { faults } = readAnswers(questionnaire, draft.answers, { mayRefuse: true })
    const fault = faults.find(({ path }) => path === fieldOf(question.key))
    if (fault !== undefined) return tell(t(`error.${fault.code}`, params(fault)), 'late')
    if (said.length === 0) return tell(t('answer_or_skip'), 'late')
    await go(1)
  }
  const skip = async () => {
    delete draft.answers[question.key]
    draft.skipped = [...new Set([...draft.skipped, question.key])]
    await go(1)
  }
  form.append(fieldFor(question, draft.answers[question.key] ?? []))
  form.addEventListener('change', () => void keep())
  form.addEventListener('input', () => void keep())
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void next()
  })
  draw(
    t('question', { number: draft.at + 1, count: questions.length }),
    element('progress', {
      max: String(questions.length),
      value: String(draft.at),
      'aria-label': t('progress'),
    }),
    element('p', { class: 'soft', text: section?.name[locale] ?? '' }),
    ...(draft.skipped.includes(question.key) ? [element('p', { class: 'soft', text: t('was_skipped') })] : []),
    form,
    element(
      'div',
      { class: 'interview-acts' },
      button(t('next'), next),
      button(t('skip'), skip, 'button second'),
      ...(draft.at === 0 ? [] : [button(t('back'), () => go(-1), 'button link')]),
      button(t('pause'), home, 'button link'),
    ),
  )
}

/** @param {{ params?: Record<string, unknown> }} fault */
function params(fault) {
  return /** @type {Record<string, string | number>} */ (fault.params ?? {})
}

/**
 * @param {Questionnaire} questionnaire
 * @param {Draft} draft
 * @param {{ home: () => Promise<void>, again: () => Promise<void> }} ways
 */
async function showEnd(questionnaire, draft, { home, again }) {
  const questions = questionsOf(questionnaire)
  const answered = questions.filter(({ key }) => (draft.answers[key] ?? []).length > 0).length
  const { faults } = readAnswers(questionnaire, draft.answers, { mayRefuse: true })
  const finish = async () => {
    await finishDraft(draft)
    await home()
    tell(t('finished'))
  }
  const drop = async () => {
    if (!confirm(t('drop_sure'))) return
    await dropDraft()
    await home()
  }
  draw(
    t('end'),
    element('p', { text: t('end_text', { answered, skipped: questions.length - answered }) }),
    ...(faults.length === 0 ? [] : [element('p', { class: 'field-fault', text: t(`error.${faults[0]?.code}`) })]),
    element(
      'ol',
      { class: 'interview-list' },
      ...questions.map((question, at) => {
        const line = button(
          question.name[locale],
          async () => {
            await saveDraft({ ...draft, at })
            await again()
          },
          'button link',
        )
        return element('li', {}, line, ' ', element('b', { text: saidOf(question, draft.answers[question.key] ?? []) }))
      }),
    ),
    element(
      'div',
      { class: 'interview-acts' },
      ...(faults.length === 0 ? [button(t('finish'), finish)] : []),
      button(t('drop'), drop, 'button link'),
    ),
  )
}

/**
 * @param {Question} question
 * @param {readonly string[]} said
 */
function saidOf(question, said) {
  if (said.length === 0) return t('skipped')
  const options = choicesOf(question)
  return said.map((one) => options.find(({ value }) => value === one)?.label ?? one).join(', ')
}

/**
 * @param {Question} question
 * @returns {{ value: string, label: string }[]}
 */
function choicesOf({ kind, steps = 5, options = [] }) {
  if (kind !== 'scale') return options.map(({ key, name }) => ({ value: key, label: name[locale] }))
  return Array.from({ length: steps }, (_, at) => {
    const step = String(steps - at)
    return { value: step, label: steps === 10 ? step : t(`surveys.step_${steps}.${step}`) }
  })
}

/**
 * @param {Question} question
 * @param {readonly string[]} said
 * @returns {HTMLElement}
 */
function fieldFor(question, said) {
  const { kind, key, name } = question
  const id = fieldOf(key)
  if (kind === 'scale' || kind === 'choice' || kind === 'choices') {
    const choices = choicesOf(question).map(({ value, label }) => {
      const input = element('input', { type: kind === 'choices' ? 'checkbox' : 'radio', name: id, value })
      input.checked = said.includes(value)
      return element('label', { class: 'choice' }, input, element('span', { text: label }))
    })
    const legend = element('legend', {}, element('span', { class: 'interview-question', text: name[locale] }))
    return element('fieldset', { class: 'field touch-choices' }, legend, ...choices)
  }
  const label = element('label', { for: id }, element('span', { class: 'interview-question', text: name[locale] }))
  const common = { id, name: id }
  const field =
    kind === 'text'
      ? element('textarea', { ...common, rows: '5', maxlength: String(LONGEST_ANSWER) })
      : element('input', {
          ...common,
          type: 'text',
          inputmode: kind === 'number' ? 'decimal' : 'text',
          maxlength: String(kind === 'number' ? 30 : LONGEST_LINE),
        })
  field.value = said[0] ?? ''
  return element('div', { class: 'field' }, label, field)
}

/**
 * @param {HTMLFormElement} form
 * @param {string} key
 * @returns {string[]}
 */
function answersIn(form, key) {
  return new FormData(form)
    .getAll(fieldOf(key))
    .flatMap((one) => (typeof one === 'string' && one.trim() !== '' ? [one.normalize('NFC').trim()] : []))
}
