import { useShell } from '../../shell.ts'
import { SecondButton, TextField } from '../../ui/index.ts'
import { KeptFileField } from '../kept-files.tsx'
import type { IntakeWork } from './intake-work.ts'
import { RESULT_FILE } from './read-intake.ts'

/** Settled on the spot (NĐ 61/2018 Art. 17.4): the signed result with the dossier, and one press for every event of its flow. */
export function SettleFields({ work: { preview, form } }: { work: IntakeWork }) {
  const { t } = useShell()
  if (preview?.settle !== true) return null
  return (
    <section aria-labelledby="tra-ngay">
      <h2 id="tra-ngay">{t('intake.settle_title')}</h2>
      <p className="soft">{t('intake.settle_text')}</p>
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
