import { returnWays } from '../../../modules/casework/dossier.ts'
import { useShell } from '../../shell.ts'
import { RadioField, SecondButton, SelectField } from '../../ui/index.ts'
import type { CounterProcedure } from '../services/intake.ts'
import type { Place } from './intake-values.ts'
import type { IntakeWork } from './intake-work.ts'

/** How it came in, and at which counter: seldom another than the last time, so it is folded away. */
export function ArrivalFields({ work: { counters, form } }: { work: IntakeWork }) {
  const { t } = useShell()
  const chosen = counters.find(({ mandateId }) => mandateId === form.values.mandateId?.[0]) ?? counters[0]
  const way = t(form.values.channel?.[0] === 'post' ? 'intake.by_post' : 'intake.at_counter')
  return (
    <details className="disclosure" open={form.faults.some(({ path }) => path === 'channel' || path === 'mandateId')}>
      <summary>{t('intake.arrival', { way, place: chosen?.name ?? '' })}</summary>
      <RadioField
        name="channel"
        label={t('intake.channel')}
        choices={[
          { value: 'counter', label: t('intake.at_counter') },
          { value: 'post', label: t('intake.by_post') },
        ]}
      />
      <RadioField
        name="resultBy"
        label={t('intake.result_by')}
        hint={t('intake.result_by_hint')}
        choices={returnWays.map((value) => ({ value, label: t(`workspace.returned_by.${value}`) }))}
      />
      {counters.length > 1 ? (
        <SelectField
          name="mandateId"
          label={t('intake.counter')}
          choices={counters.map(({ mandateId, name }) => ({ value: mandateId, label: name }))}
        />
      ) : (
        <input type="hidden" name="mandateId" value={chosen?.mandateId ?? ''} />
      )}
    </details>
  )
}

/** The commune that decides or takes part: it need not be the one where one sits (NĐ 118/2025: irrespective of territory). */
export function PlaceFields({ procedure, communes }: { procedure: CounterProcedure; communes: readonly Place[] }) {
  const { t } = useShell()
  const choices = communes.map(({ code, name }) => ({ value: code, label: name }))
  return (
    <>
      {procedure.needsCommune && (
        <SelectField name="communeCode" label={t('intake.commune')} hint={t('intake.commune_hint')} choices={choices} />
      )}
      {procedure.needsProcessingCommune && (
        <SelectField
          name="processingCommuneCode"
          label={t('intake.processing_commune')}
          hint={t('intake.processing_commune_hint')}
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
        label={t('intake.case')}
        hint={t('intake.case_hint')}
        choices={procedure.cases.map(({ key, name, condition }) => ({
          value: key,
          label: name,
          ...(condition === null ? {} : { hint: condition }),
        }))}
      />
      <p>
        <SecondButton name="act" value="show">
          {t('intake.case_show')}
        </SecondButton>
      </p>
    </>
  )
}
