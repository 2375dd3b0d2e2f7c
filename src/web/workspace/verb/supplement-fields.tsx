import { useShell } from '../../shell.ts'
import { CheckboxField, DateField, Notice, RadioField, TextAreaField } from '../../ui/index.ts'
import { KeptFileField } from '../kept-files.tsx'
import { nameIn } from '../texts.ts'
import { Reason, type VerbFieldsProps } from './reason-field.tsx'

/** Only what the published procedure lists can be asked for, each with its legal basis. */
export function SupplementFields({ dossier }: VerbFieldsProps) {
  const { t, locale } = useShell()
  const form = dossier.forms.requestSupplement
  const asked = (form?.components ?? []).filter((component) => !component.held)
  const held = (form?.components ?? []).filter((component) => component.held)
  const choices = asked.map(({ key, name, legalBasis, given }) => ({
    value: key,
    label: nameIn(name, locale),
    hint: [
      legalBasis === null ? t('workspace.supplement.no_basis') : t('workspace.supplement.basis', { basis: legalBasis }),
      given ? t('workspace.supplement.given') : '',
    ]
      .filter((part) => part !== '')
      .join(' · '),
  }))
  const ground = form?.groundNeeded ?? null
  return (
    <>
      {ground !== null && (
        <Notice tone="soon" title={t('workspace.supplement.ground_title')}>
          <p>{t(`error.casework.${ground}`)}</p>
        </Notice>
      )}
      {held.length > 0 && (
        <Notice tone="ok" title={t('papers.not_to_ask')}>
          <ul>
            {held.map(({ key, name }) => (
              <li key={key}>{nameIn(name, locale)}</li>
            ))}
          </ul>
          <p>{t('papers.not_to_ask_text')}</p>
        </Notice>
      )}
      <CheckboxField
        name="componentKeys"
        label={t('workspace.supplement.components')}
        hint={t('workspace.supplement.components_hint')}
        choices={choices}
      />
      <Reason hint={t('workspace.supplement.reason_hint')} />
      <TextAreaField
        name="legalGround"
        label={t('workspace.supplement.ground')}
        hint={t('workspace.supplement.ground_hint')}
        rows={2}
        optional={ground === null}
      />
      <DateField name="until" label={t('workspace.supplement.until')} hint={t('workspace.date_hint')} />
    </>
  )
}

/** What was asked, component by component: a file, or the paper seen at the counter. */
export function SupplyFields({ dossier, state }: VerbFieldsProps) {
  const { t, locale } = useShell()
  return (dossier.forms.supply?.components ?? []).map(({ key, name }) => (
    <section key={key} className="part" aria-label={nameIn(name, locale)}>
      <h2>{nameIn(name, locale)}</h2>
      <RadioField
        name={`components/${key}`}
        label={t('workspace.supply.paper')}
        optional
        choices={[
          { value: 'original', label: t('workspace.supply.original') },
          { value: 'certified', label: t('intake.supply_certified') },
          { value: 'copy', label: t('workspace.supply.copy') },
        ]}
      />
      <KeptFileField name={`tep/${key}`} label={t('workspace.supply.file')} state={state} optional multiple camera />
    </section>
  ))
}
