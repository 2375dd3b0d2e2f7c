import type { ProcedureComponent } from '../../../modules/catalogue/schemas.ts'
import { useShell } from '../../shell.ts'
import { CheckboxField, type FormState, KeyHints, SecondButton, TextField } from '../../ui/index.ts'
import type { ScannerWork } from '../digitisation/own-files.ts'
import { ScannerPart } from '../digitisation/scanner-part.tsx'
import { KeptFileField } from '../kept-files.tsx'
import type { HeldAtCounter } from '../services/held-at-counter.ts'
import type { CounterProcedure } from '../services/intake.ts'
import { nameIn } from '../texts.ts'
import { UnsureNotes } from '../unsure-notes.tsx'
import { HeldPapers } from './held-papers.tsx'

export interface ComponentFieldsProps {
  procedure: CounterProcedure
  state: FormState
  /** What the visitor's store holds. */
  held: HeldAtCounter
  /** What the scanners have given. */
  scanner: ScannerWork
  /** The cursor stands at the first paper. */
  focused: boolean
}

/** The papers of the chosen case: ticked when they lie on the counter, each with its numbers and a scan where there is one. */
export function ComponentFields({ procedure, state, held, scanner, focused }: ComponentFieldsProps) {
  const { t } = useShell()
  return (
    <section aria-labelledby="giay-to">
      <h2 id="giay-to">{t('workspace.dossier.components')}</h2>
      {procedure.components.length === 0 && <p>{t('intake.no_components')}</p>}
      {procedure.components.length > 0 && (
        <KeyHints
          keys={[
            { key: t('intake.key_space'), does: t('intake.key_tick') },
            { key: '1–9', does: t('intake.key_originals') },
            { key: 'C 1–9', does: t('intake.key_certified') },
            { key: 'S 1–9', does: t('intake.key_copies') },
            { key: '↓ ↑', does: t('intake.key_move') },
            { key: 'Ctrl+Enter', does: t('intake.key_submit') },
          ]}
        />
      )}
      <ScannerPart {...scanner}>
        <span className="soft small">{t('intake.scanner_hint')}</span>
      </ScannerPart>
      {procedure.components.map((component, at) => (
        <ComponentRow
          key={component.key}
          component={component}
          state={state}
          held={held}
          fromScanner={scanner.inbox.waiting.length > 0}
          focused={focused && at === 0}
        />
      ))}
      <UnsureNotes notes={procedure.unsure} limitConfirmed={procedure.limitConfirmed} />
    </section>
  )
}

function ComponentRow({
  component,
  state,
  held,
  fromScanner,
  focused,
}: {
  component: ProcedureComponent
  state: FormState
  held: HeldAtCounter
  fromScanner: boolean
  focused: boolean
}) {
  const { t, locale } = useShell()
  const { key, condition, legalBasis, formNumber, required } = component
  const hint = [
    formNumber,
    required === 'when' ? (condition ?? t('intake.when_needed')) : null,
    legalBasis === null ? null : t('workspace.supplement.basis', { basis: legalBasis }),
  ].filter((part) => part !== null)
  return (
    <div className="part paper-part" data-paper={key}>
      <CheckboxField
        name={`components/${key}`}
        label={nameIn(component.name, locale)}
        optional={required === 'when'}
        {...(hint.length === 0 ? {} : { hint: hint.join(' · ') })}
        choices={[{ value: '1', label: t('intake.handed_in') }]}
        focused={focused}
      />
      <HeldPapers componentKey={key} papers={held.held[key] ?? []} answer={held.registered[key]} />
      <div className="paper-counts">
        <Count name={`originals/${key}`} label={t('intake.originals')} />
        <Count name={`certified/${key}`} label={t('intake.certified')} />
        <Count name={`copies/${key}`} label={t('intake.copies')} />
      </div>
      <KeptFileField name={`tep/${key}`} label={t('intake.scan')} state={state} optional multiple camera />
      {fromScanner && (
        <SecondButton name="act" value={`scanner:${key}`}>
          {t('intake.scanner_take')}
        </SecondButton>
      )}
    </div>
  )
}

/** One number of papers; it is never empty, so nothing is said of it being optional. */
function Count({ name, label }: { name: string; label: string }) {
  return <TextField name={name} label={label} inputMode="numeric" size="short" autoComplete="off" maxLength={3} />
}
