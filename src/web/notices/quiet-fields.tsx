import type { PreferenceView } from '../../modules/notices/view-types.ts'
import { useShell } from '../shell.ts'
import { RadioField, type SentForm, TextField } from '../ui/index.ts'
import { clockText } from './clock-text.ts'

interface QuietFieldsProps {
  quiet: PreferenceView['quiet']
  hint: string
  /** Where the hours begin that are offered to who has none, in minutes of the day; they end at seven. */
  from: number
}

/** Hours in which one is not told: whether, and from when to when. */
export function QuietFields({ quiet, hint, from }: QuietFieldsProps) {
  const { t } = useShell()
  return (
    <>
      <RadioField
        name="quiet"
        label={t('notices.preference.quiet')}
        hint={hint}
        initial={quiet === null ? 'no' : 'yes'}
        choices={[
          { value: 'yes', label: t('notices.preference.quiet_yes') },
          { value: 'no', label: t('notices.preference.quiet_no') },
        ]}
      />
      <TextField
        name="quietFrom"
        label={t('notices.preference.quiet_from')}
        size="short"
        initial={clockText(quiet?.from ?? from)}
      />
      <TextField
        name="quietTo"
        label={t('notices.preference.quiet_to')}
        size="short"
        initial={clockText(quiet?.to ?? 7 * 60)}
      />
    </>
  )
}

/** What was chosen in these fields, as typed. */
export function quietIn(form: SentForm): { from: string; to: string } | null {
  return form.text('quiet') === 'yes' ? { from: form.text('quietFrom'), to: form.text('quietTo') } : null
}
