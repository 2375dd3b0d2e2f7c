import { useShell } from '../../shell.ts'
import { Notice, SecondButton, TextField } from '../../ui/index.ts'
import { nameIn } from '../texts.ts'
import type { IntakeWork } from './intake-work.ts'
import { CaseFields, PlaceFields } from './place-fields.tsx'

/** The procedure: a few letters find it; without letters those stand here that this counter receives most. */
export function ProcedureSection({ work }: { work: IntakeWork }) {
  const { t, locale } = useShell()
  const { procedure } = work
  return (
    <section aria-labelledby="thu-tuc">
      <h2 id="thu-tuc">{t('intake.procedure')}</h2>
      {procedure !== null && (
        <p className="chosen">
          <b>{nameIn(procedure.name, locale)}</b> <span className="soft num">{procedure.code}</span>
        </p>
      )}
      <input type="hidden" name="code" value={procedure?.code ?? ''} />
      <ProcedureSearch work={work} />
      {procedure !== null && !procedure.open && (
        <Notice tone="late" title={t('intake.not_open')}>
          <p>{t('intake.not_open_text')}</p>
        </Notice>
      )}
      {procedure !== null && (
        <>
          <CaseFields procedure={procedure} />
          <PlaceFields procedure={procedure} communes={work.communes} />
        </>
      )}
    </section>
  )
}

function ProcedureSearch({ work }: { work: IntakeWork }) {
  const { t, locale } = useShell()
  const { procedure, choices, searched, focus } = work
  const field = (
    <>
      <div data-choose="/lam-viec/tiep-nhan/thu-tuc" data-none={t('intake.none_short')}>
        <TextField
          name="tim"
          type="search"
          label={t(procedure === null ? 'intake.find' : 'intake.find_other')}
          hint={t('intake.find_hint')}
          autoComplete="off"
          maxLength={200}
          hook="procedure"
          focused={focus === 'procedure'}
          optional
        />
      </div>
      <div className="choices" data-choices="">
        <SecondButton name="act" value="search">
          {t('workspace.find')}
        </SecondButton>
        <p className="soft">{choices.length === 0 ? t('intake.none', { text: searched }) : listTitle(searched, t)}</p>
        <ul className="list">
          {choices.map((choice) => (
            <li key={choice.code}>
              <button className="button link choice-button" type="submit" name="pick" value={choice.code}>
                {nameIn(choice.name, locale)}
              </button>{' '}
              <span className="soft num">{choice.code}</span>
            </li>
          ))}
        </ul>
      </div>
    </>
  )
  if (procedure === null) return field
  return (
    <details className="disclosure" open={searched !== ''}>
      <summary>{t('intake.change_procedure')}</summary>
      {field}
    </details>
  )
}

function listTitle(searched: string, t: ReturnType<typeof useShell>['t']): string {
  return searched === '' ? t('intake.habitual') : t('intake.found', { text: searched })
}
