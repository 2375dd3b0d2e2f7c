import { personGroups } from '../../../modules/money/fee-table.ts'
import type { WaiverLine } from '../../../modules/money/waivers/index.ts'
import type { WaiverForm } from '../../money-oversight.ts'
import type { MoneyPage } from '../../money-services.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  CheckboxField,
  PageForm,
  SecondButton,
  SelectField,
  type SentForm,
  Tag,
  TextField,
} from '../../ui/index.ts'
import { filePath } from '../addresses.ts'
import { type FormProps, Marks } from './collect-parts.tsx'
import { stateFor } from './money-forms.ts'

/** What the form below sends. */
export function waiverOf(form: SentForm): WaiverForm {
  const percent = form.text('percent')
  return {
    dossierId: form.text('dossierId'),
    groups: form.all('groups'),
    evidence: form.text('evidence'),
    paper: form.text('paper'),
    legalBasis: form.text('legalBasis'),
    percent: percent === '' ? null : /^\d{1,3}$/.test(percent) ? Number(percent) : Number.NaN,
  }
}

/** Asks for a waiver: at once where the law names the group and the paper is here, else by a second person. */
export function WaiveForm({ found, state }: FormProps) {
  const { t } = useShell()
  const sent = stateFor('waive', state)
  const waits = found.waivers.some((waiver) => waiver.state === 'proposed')
  if (found.due.dueNow + found.due.dueLater === 0 || waits) return null
  const none = { value: '', label: t('money.waive.no_paper') }
  return (
    <details className="disclosure" open={sent !== undefined}>
      <summary>{t('money.waive.title')}</summary>
      <PageForm state={sent}>
        <Marks found={found} act="waive" />
        <CheckboxField
          name="groups"
          label={t('money.waive.groups')}
          hint={t('money.waive.hint')}
          optional
          choices={personGroups.map((group) => ({ value: group, label: t(`money.group.${group}`) }))}
        />
        <TextField
          name="legalBasis"
          label={t('money.waive.basis')}
          hint={t('money.waive.basis_hint')}
          optional
          maxLength={500}
        />
        <TextField
          name="percent"
          label={t('money.waive.percent')}
          hint={t('money.waive.percent_hint')}
          optional
          inputMode="numeric"
          size="short"
          maxLength={3}
        />
        <TextField
          name="evidence"
          label={t('money.waive.evidence')}
          hint={t('money.waive.evidence_hint')}
          maxLength={500}
        />
        <SelectField
          name="paper"
          label={t('money.waive.paper')}
          hint={t('money.waive.paper_hint')}
          optional
          choices={[none, ...found.papers.map(({ hash, name }) => ({ value: hash, label: name }))]}
        />
        <Actions>
          <SecondButton>{t('money.waive.do')}</SecondButton>
        </Actions>
      </PageForm>
    </details>
  )
}

/** What was asked for this dossier, and what became of it. */
export function WaiverList({ found }: { found: MoneyPage }) {
  const { t } = useShell()
  if (found.waivers.length === 0) return null
  return (
    <section aria-labelledby="mien-giam">
      <h2 id="mien-giam">{t('money.waive.list')}</h2>
      <ul className="list">
        {found.waivers.map((waiver) => (
          <li key={waiver.id}>
            <WaiverText waiver={waiver} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const tones = { proposed: 'soon', confirmed: 'ok', refused: 'late' } as const

/** How much, on what basis, by what proof, by whom. */
export function WaiverText({ waiver }: { waiver: WaiverLine }) {
  const { t, format } = useShell()
  const groups = waiver.groups.map((group) => t(`money.group.${group}`)).join(', ')
  const erased = t('workspace.erased')
  return (
    <>
      <b>{format.money(waiver.amount)}</b>
      {groups !== '' && ` · ${groups}`}{' '}
      <Tag tone={tones[waiver.state]}>
        {t(waiver.outright ? 'money.waive.state_outright' : `money.waive.state_${waiver.state}`)}
      </Tag>
      <div className="typed">
        {t('money.waive.basis_line', {
          basis: waiver.basisText ?? erased,
          percent: waiver.percent === null ? '' : ` (${waiver.percent} %)`,
        })}
      </div>
      <div className="typed">
        {t('money.waive.evidence_line', { evidence: waiver.evidenceText ?? erased })}
        {waiver.paperHash !== null && (
          <>
            {' · '}
            <a href={filePath(waiver.dossierId, waiver.paperHash)}>{t('money.waive.open_paper')}</a>
          </>
        )}
      </div>
      <div className="small soft">
        {t('money.waive.by', { name: waiver.proposedByName, at: format.dateTime(waiver.proposedAt) })}
        {waiver.decidedByName !== null && ` · ${t('money.waive.decided_by', { name: waiver.decidedByName })}`}
      </div>
      {waiver.decisionText !== null && (
        <div className="typed">{t('money.waive.why', { reason: waiver.decisionText })}</div>
      )}
    </>
  )
}
