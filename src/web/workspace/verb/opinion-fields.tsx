import { useShell } from '../../shell.ts'
import { CheckboxField, RadioField, TextAreaField, TextField } from '../../ui/index.ts'
import type { VerbFieldsProps } from './reason-field.tsx'

/** The agencies the flow names stand first; any other stands behind one line. */
export function AskFields({ dossier, state }: VerbFieldsProps) {
  const { t } = useShell()
  const form = dossier.forms.askOpinion
  const suggested = form?.suggested ?? []
  const others = (form?.agencies ?? []).filter(({ id }) => !suggested.some((agency) => agency.id === id))
  const choicesOf = (agencies: typeof others) => agencies.map(({ id, name }) => ({ value: id, label: name }))
  const chosen = state?.values.agencyIds ?? []
  const open = suggested.length === 0 || others.some(({ id }) => chosen.includes(id))
  return (
    <>
      {suggested.length > 0 && (
        <CheckboxField name="agencyIds" label={t('workspace.opinion.agencies')} choices={choicesOf(suggested)} />
      )}
      <details className="disclosure" open={open}>
        <summary>{t(suggested.length > 0 ? 'workspace.opinion.others' : 'workspace.opinion.agencies')}</summary>
        <CheckboxField name="agencyIds" label={t('workspace.opinion.others')} choices={choicesOf(others)} optional />
      </details>
      <TextAreaField
        name="question"
        label={t('workspace.opinion.question')}
        hint={t('workspace.opinion.question_hint')}
      />
      <TextField
        name="workingDays"
        label={t('workspace.opinion.days')}
        initial={String(form?.workingDays ?? '')}
        inputMode="numeric"
        size="short"
      />
    </>
  )
}

export function AnswerFields({ dossier }: VerbFieldsProps) {
  const { t, format } = useShell()
  const opinions = dossier.forms.answerOpinion?.opinions ?? []
  const choices = opinions.map(({ id, question, dueAt }) => ({
    value: id,
    label: question.text ?? t('workspace.erased'),
    hint: t('workspace.opinion.answer_until', { date: format.weekdayTime(new Date(dueAt)) }),
  }))
  return (
    <>
      <RadioField
        name="opinionId"
        label={t('workspace.opinion.asked')}
        choices={choices}
        initial={choices.length === 1 ? choices[0]?.value : undefined}
      />
      <RadioField
        name="agrees"
        label={t('workspace.opinion.stance')}
        choices={[
          { value: 'yes', label: t('workspace.opinion.agrees') },
          { value: 'no', label: t('workspace.opinion.disagrees') },
        ]}
      />
      <TextAreaField name="answer" label={t('workspace.opinion.answer')} hint={t('workspace.opinion.answer_hint')} />
    </>
  )
}
