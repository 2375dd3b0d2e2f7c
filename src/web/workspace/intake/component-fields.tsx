import type { ProcedureComponent } from '../../../modules/catalogue/schemas.ts'
import { useShell } from '../../shell.ts'
import { CheckboxField, type FormState, TextField } from '../../ui/index.ts'
import { KeptFileField } from '../kept-files.tsx'
import type { CounterProcedure } from '../services/intake.ts'
import { nameIn } from '../texts.ts'
import { UnsureNotes } from '../unsure-notes.tsx'

/** The papers of the chosen case: ticked when they lie on the counter, each with its numbers and a scan where there is one. */
export function ComponentFields({ procedure, state }: { procedure: CounterProcedure; state: FormState | undefined }) {
  const { t } = useShell()
  return (
    <section aria-labelledby="giay-to">
      <h2 id="giay-to">{t('workspace.dossier.components')}</h2>
      {procedure.components.length === 0 && <p>{t('workspace.intake.no_components')}</p>}
      {procedure.components.map((component) => (
        <ComponentRow key={component.key} component={component} state={state} />
      ))}
      <UnsureNotes notes={procedure.unsure} limitConfirmed={procedure.limitConfirmed} />
    </section>
  )
}

function ComponentRow({ component, state }: { component: ProcedureComponent; state: FormState | undefined }) {
  const { t, locale } = useShell()
  const { key, originals, copies, condition, legalBasis, formNumber, required } = component
  const hint = [
    formNumber,
    required === 'when' ? (condition ?? t('workspace.intake.when_needed')) : null,
    legalBasis === null ? null : t('workspace.supplement.basis', { basis: legalBasis }),
  ].filter((part) => part !== null)
  return (
    <div className="part">
      <CheckboxField
        name={`components/${key}`}
        label={nameIn(component.name, locale)}
        optional={required === 'when'}
        {...(hint.length === 0 ? {} : { hint: hint.join(' · ') })}
        choices={[{ value: '1', label: t('workspace.intake.handed_in') }]}
      />
      <div className="side-by-side">
        <TextField
          name={`originals/${key}`}
          label={t('workspace.intake.originals')}
          initial={String(originals ?? 1)}
          inputMode="numeric"
          size="short"
          optional
        />
        <TextField
          name={`copies/${key}`}
          label={t('workspace.intake.copies')}
          initial={String(copies ?? 0)}
          inputMode="numeric"
          size="short"
          optional
        />
      </div>
      <KeptFileField name={`tep/${key}`} label={t('workspace.intake.scan')} state={state} optional multiple />
    </div>
  )
}
