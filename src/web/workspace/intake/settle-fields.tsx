import { useShell } from '../../shell.ts'
import { Notice, SecondButton, TextField } from '../../ui/index.ts'
import { KeptFileField } from '../kept-files.tsx'
import type { IntakePreview } from '../services/preview-intake.ts'
import type { IntakeWork } from './intake-work.ts'
import { RESULT_FILE } from './read-intake.ts'

/** Settled on the spot (NĐ 61/2018 Art. 17.4): the signed result with the dossier, and one press for every event of its flow. */
export function SettleFields({ work: { preview, form } }: { work: IntakeWork }) {
  const { t } = useShell()
  if (preview === null || preview === undefined) return null
  if (!preview.settle) return <Settlers settlers={preview.settlers} />
  return (
    <section aria-labelledby="tra-ngay">
      <h2 id="tra-ngay">{t('intake.settle_title')}</h2>
      <p className="soft">
        {preview.elsewhere && preview.competent !== null && `${t('intake.settle_for', { agency: preview.competent })} `}
        {t('intake.settle_text')}
      </p>
      <TextField name="result/number" label={t('intake.result_number')} size="medium" maxLength={60} optional />
      <KeptFileField name={RESULT_FILE} label={t('intake.result_file')} state={form} optional />
      <p>
        <SecondButton name="act" value="settle">
          {t('intake.settle')}
        </SecondButton>
      </p>
    </section>
  )
}

/** Due the same day, but not by this officer: who at this counter may settle it, so that the visitor is handed over and not sent home. */
function Settlers({ settlers }: { settlers: IntakePreview['settlers'] }) {
  const { t } = useShell()
  if (settlers.length === 0) return null
  return (
    <Notice title={t('intake.settle_title')}>
      <p>{t('intake.settle_by_others')}</p>
      <ul>
        {settlers.map(({ name, counter }) => (
          <li key={name}>
            <b>{name}</b> (
            {t(counter === null ? 'intake.settle_no_counter' : 'intake.settle_at', { counter: counter ?? 0 })})
          </li>
        ))}
      </ul>
    </Notice>
  )
}
