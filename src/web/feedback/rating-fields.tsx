import { LONGEST_TEXT, ratingReasons } from '../../modules/feedback/rating.ts'
import type { RatingPage } from '../../modules/feedback/view-types.ts'
import { useShell } from '../shell.ts'
import { CheckboxField, RadioField, type SentForm, TextAreaField } from '../ui/index.ts'

/** What was said in the three questions. */
export function ratingOf(form: SentForm): { score: number; reasons: readonly string[]; text: string } {
  return { score: Number(form.text('score')) || 0, reasons: form.all('reasons'), text: form.text('text') }
}

/** The three questions, as they stand with what was given before. */
export function RatingFields({ rating }: { rating: Pick<RatingPage, 'steps' | 'given'> }) {
  const { t } = useShell()
  const { steps, given } = rating
  const scores = Array.from({ length: steps }, (_each, position) => steps - position)
  return (
    <>
      <RadioField
        name="score"
        label={t('feedback.score')}
        initial={given === null ? [] : String(given.score)}
        choices={scores.map((score) => ({ value: String(score), label: t(`feedback.score_${steps}.${score}`) }))}
      />
      <CheckboxField
        name="reasons"
        label={t('feedback.reasons')}
        optional
        initial={given?.reasons ?? []}
        choices={ratingReasons.map((reason) => ({ value: reason, label: t(`feedback.reason.${reason}`) }))}
      />
      <TextAreaField
        name="text"
        label={t('feedback.text')}
        hint={t('feedback.text_hint')}
        optional
        initial={given?.text ?? ''}
        rows={4}
        maxLength={LONGEST_TEXT}
      />
    </>
  )
}
