import { useShell } from '../../shell.ts'
import { RadioField, TextAreaField, TextField } from '../../ui/index.ts'
import { KeptFileField } from '../kept-files.tsx'
import type { VerbFieldsProps } from './reason-field.tsx'

/** Grant or decline; where the next step is the return, the signed result comes with it. */
export function DecisionFields(props: VerbFieldsProps) {
  const { t } = useShell()
  return (
    <>
      <RadioField
        name="outcome"
        label={t('workspace.decision.outcome')}
        choices={[
          { value: 'granted', label: t('workspace.decision.granted') },
          { value: 'declined', label: t('workspace.decision.declined'), hint: t('workspace.decision.declined_hint') },
        ]}
      />
      <TextAreaField
        name="note"
        label={t('workspace.decision.note')}
        hint={t('workspace.decision.note_hint')}
        optional
      />
      {props.dossier.forms.approve?.resultNeeded === true && <ResultFields {...props} />}
    </>
  )
}

export function ResultFields({ state }: VerbFieldsProps) {
  const { t } = useShell()
  return (
    <>
      <TextField
        name="result/number"
        label={t('workspace.decision.number')}
        hint={t('workspace.decision.number_hint')}
        size="medium"
        maxLength={60}
      />
      <KeptFileField
        name="tep/result"
        label={t('workspace.decision.file')}
        hint={t('workspace.decision.file_hint')}
        state={state}
      />
    </>
  )
}
