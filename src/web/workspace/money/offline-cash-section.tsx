import { type OfflineCashLine, offlineCashSettlements } from '../../../modules/money/offline-cash.ts'
import { useShell } from '../../shell.ts'
import { Actions, type FormState, PageForm, RadioField, SecondButton, Tag, TextField } from '../../ui/index.ts'
import { stateFor } from './money-forms.ts'

interface SectionProps {
  lines: readonly OfflineCashLine[]
  agencyId: string
  /** Whether the officer sits at this cash desk, and so may say what it was. */
  isDesk: boolean
  state: FormState | undefined
}

/** Cash taken without network that day: what each paid, and what still waits for the desk. */
export function OfflineCashSection({ lines, agencyId, isDesk, state }: SectionProps) {
  const { t, format } = useShell()
  if (lines.length === 0) return null
  return (
    <section aria-labelledby="tien-ngoai-mang">
      <h2 id="tien-ngoai-mang">{t('money.offline.title')}</h2>
      <ul className="list">
        {lines.map((line) => (
          <li key={line.recordId}>
            <b>{format.money(line.amount)}</b> · {line.receiptNumber} · {format.dateTime(line.takenAt)}
            {line.dossierCode !== null && ` · ${line.dossierCode}`} <Standing line={line} />
            {line.correctionReason !== null && (
              <div className="small soft typed">
                {t('money.offline.corrected', {
                  amount: format.money(line.amount + line.corrected),
                  reason: line.correctionReason,
                })}
              </div>
            )}
            {isDesk && line.journalled > 0 && !line.isHanded && (
              <CorrectForm line={line} agencyId={agencyId} state={stateFor('correct', state, line.recordId)} />
            )}
            {isDesk && line.why !== null && (
              <SettleForm line={line} agencyId={agencyId} state={stateFor('offline', state, line.recordId)} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Standing({ line }: { line: OfflineCashLine }) {
  const { t, format } = useShell()
  if (line.journalled === 0) return <Tag tone="wait">{t('money.offline.not_posted')}</Tag>
  if (line.unsettled > 0) {
    return (
      <>
        <Tag tone="soon">{t('money.offline.unsettled', { amount: format.money(line.unsettled) })}</Tag>{' '}
        <span className="small soft">{t(`money.offline.why_${line.why}`)}</span>
      </>
    )
  }
  return (
    <>
      <Tag tone="ok">{t(`money.offline.settled_${line.settledHow ?? 'dossier'}`)}</Tag>
      {line.reason !== null && <div className="small soft typed">{line.reason}</div>}
    </>
  )
}

/** A wrong amount is set right by a counter-entry: the record stays as it was typed. */
function CorrectForm({ line, agencyId, state }: Pick<SectionProps, 'agencyId' | 'state'> & { line: OfflineCashLine }) {
  const { t } = useShell()
  return (
    <details className="disclosure" open={state !== undefined}>
      <summary>{t('money.offline.correct')}</summary>
      <PageForm state={state}>
        <input type="hidden" name="act" value="correct" />
        <input type="hidden" name="mark" value={line.recordId} />
        <input type="hidden" name="agencyId" value={agencyId} />
        <TextField
          name="amount"
          label={t('money.offline.right_amount')}
          hint={t('money.offline.right_hint')}
          inputMode="numeric"
          autoComplete="off"
          size="medium"
        />
        <TextField name="reason" label={t('money.reason')} maxLength={500} />
        <Actions>
          <SecondButton>{t('money.offline.correct_do')}</SecondButton>
        </Actions>
      </PageForm>
    </details>
  )
}

function SettleForm({ line, agencyId, state }: Pick<SectionProps, 'agencyId' | 'state'> & { line: OfflineCashLine }) {
  const { t } = useShell()
  return (
    <details className="disclosure" open={state !== undefined}>
      <summary>{t('money.offline.settle')}</summary>
      <PageForm state={state}>
        <input type="hidden" name="act" value="offline" />
        <input type="hidden" name="mark" value={line.recordId} />
        <input type="hidden" name="agencyId" value={agencyId} />
        <RadioField
          name="kind"
          label={t('money.offline.what')}
          choices={offlineCashSettlements.map((how) => ({ value: how, label: t(`money.offline.how_${how}`) }))}
          initial="dossier"
        />
        <TextField name="code" label={t('money.settle.code')} optional size="medium" initial={line.dossierCode ?? ''} />
        <TextField name="reason" label={t('money.reason')} hint={t('money.offline.reason_hint')} optional />
        <Actions>
          <SecondButton>{t('money.settle.do')}</SecondButton>
        </Actions>
      </PageForm>
    </details>
  )
}
