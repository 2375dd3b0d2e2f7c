import { fieldOf, LONGEST_ANSWER, LONGEST_LINE } from '../../modules/surveys/answers.ts'
import type { Question, Questionnaire } from '../../modules/surveys/questionnaire.ts'
import { useShell } from '../shell.ts'
import { CheckboxField, RadioField, type SentForm, TextAreaField, TextField } from '../ui/index.ts'

/** All questions of a questionnaire as fields of a form, a section under its heading. */
export function QuestionFields({ questionnaire }: { questionnaire: Questionnaire }) {
  const { locale } = useShell()
  return questionnaire.sections.map((section) => (
    <section key={section.key}>
      <h2>{section.name[locale]}</h2>
      {section.questions.map((question) => (
        <QuestionField key={question.key} question={question} />
      ))}
    </section>
  ))
}

function QuestionField({ question }: { question: Question }) {
  const { t, locale } = useShell()
  const { key, kind, name, required } = question
  const field = { name: fieldOf(key), label: name[locale], optional: !required }
  const options = (question.options ?? []).map((option) => ({ value: option.key, label: option.name[locale] }))
  switch (kind) {
    case 'scale':
      return <RadioField {...field} choices={stepsOf(question.steps ?? 5, t)} />
    case 'choice':
      return <RadioField {...field} choices={options} />
    case 'choices':
      return <CheckboxField {...field} choices={options} />
    case 'number':
      return <TextField {...field} inputMode="decimal" size="short" maxLength={30} />
    case 'line':
      return <TextField {...field} maxLength={LONGEST_LINE} />
    case 'text':
      return <TextAreaField {...field} rows={4} maxLength={LONGEST_ANSWER} />
  }
}

/** The steps of a scale, the best first; of ten only the numbers. */
function stepsOf(steps: number, t: (key: string) => string) {
  return Array.from({ length: steps }, (_, at) => {
    const step = steps - at
    return { value: String(step), label: steps === 10 ? String(step) : t(`surveys.step_${steps}.${step}`) }
  })
}

/** What stands in the fields of the questions. */
export function answersIn(form: Pick<SentForm, 'values'>): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(form.values)
      .filter(([name]) => name.startsWith('q-'))
      .map(([name, values]) => [name.slice(2), values]),
  )
}
