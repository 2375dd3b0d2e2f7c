import { useShell } from '../../shell.ts'
import { RadioField, TextAreaField } from '../../ui/index.ts'
import { nameIn } from '../texts.ts'
import { Reason, type VerbFieldsProps } from './reason-field.tsx'

/** The next step; chosen already when there is only one. */
export function MoveFields({ dossier }: VerbFieldsProps) {
  const { t, locale } = useShell()
  const steps = dossier.forms.forward?.to ?? []
  const choices = steps.map(({ key, name, move, agency }) => ({
    value: key,
    label: move === null ? nameIn(name, locale) : nameIn(move, locale),
    hint: move === null ? agency.name : `${nameIn(name, locale)}, ${agency.name}`,
  }))
  return (
    <>
      <RadioField
        name="to"
        label={t('workspace.field.next_step')}
        choices={choices}
        initial={choices.length === 1 ? choices[0]?.value : undefined}
      />
      <TextAreaField name="note" label={t('workspace.field.note')} hint={t('workspace.field.note_hint')} optional />
    </>
  )
}

export function SendBackFields({ dossier }: VerbFieldsProps) {
  const { t, locale } = useShell()
  const choices = (dossier.forms.sendBack?.to ?? []).map(({ key, name, agency }) => ({
    value: key,
    label: nameIn(name, locale),
    hint: agency.name,
  }))
  return (
    <>
      <RadioField
        name="to"
        label={t('workspace.field.back_step')}
        choices={choices}
        initial={choices.length === 1 ? choices[0]?.value : undefined}
      />
      <Reason hint={t('workspace.field.back_hint')} />
    </>
  )
}
