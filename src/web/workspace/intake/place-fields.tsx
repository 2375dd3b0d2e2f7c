import { useShell } from '../../shell.ts'
import { RadioField, SecondButton, SelectField } from '../../ui/index.ts'
import type { CounterProcedure } from '../services/intake.ts'

export interface Place {
  code: string
  name: string
}

export interface PlaceFieldsProps {
  procedure: CounterProcedure
  communes: readonly Place[]
  counters: readonly { mandateId: string; name: string; communeCode: string | null }[]
}

/** How it came in, at which counter, and the commune that decides or takes part. */
export function PlaceFields({ procedure, communes, counters }: PlaceFieldsProps) {
  const { t } = useShell()
  const choices = communes.map(({ code, name }) => ({ value: code, label: name }))
  const own = counters[0]?.communeCode ?? undefined
  return (
    <>
      <RadioField
        name="channel"
        label={t('workspace.intake.channel')}
        initial="counter"
        choices={[
          { value: 'counter', label: t('workspace.intake.at_counter') },
          { value: 'post', label: t('workspace.intake.by_post') },
        ]}
      />
      {counters.length > 1 ? (
        <SelectField
          name="mandateId"
          label={t('workspace.intake.counter')}
          initial={counters[0]?.mandateId}
          choices={counters.map(({ mandateId, name }) => ({ value: mandateId, label: name }))}
        />
      ) : (
        <input type="hidden" name="mandateId" value={counters[0]?.mandateId ?? ''} />
      )}
      {procedure.needsCommune && (
        <SelectField
          name="communeCode"
          label={t('workspace.intake.commune')}
          hint={t('workspace.intake.commune_hint')}
          initial={own}
          choices={choices}
        />
      )}
      {procedure.needsProcessingCommune && (
        <SelectField
          name="processingCommuneCode"
          label={t('workspace.intake.processing_commune')}
          hint={t('workspace.intake.processing_commune_hint')}
          initial={own}
          choices={choices}
        />
      )}
    </>
  )
}

/** Which case of the procedure: the papers follow from it, so choosing another shows the page again. */
export function CaseFields({ procedure }: { procedure: CounterProcedure }) {
  const { t } = useShell()
  if (procedure.cases.length < 2) return null
  return (
    <>
      <RadioField
        name="caseKey"
        label={t('workspace.intake.case')}
        hint={t('workspace.intake.case_hint')}
        initial={procedure.caseKey ?? undefined}
        choices={procedure.cases.map(({ key, name, condition }) => ({
          value: key,
          label: name,
          ...(condition === null ? {} : { hint: condition }),
        }))}
      />
      <p>
        <SecondButton name="act" value="show">
          {t('workspace.intake.case_show')}
        </SecondButton>
      </p>
    </>
  )
}
