import type { RatingPage } from '../../modules/feedback/view-types.ts'
import { useShell } from '../shell.ts'
import { Notice } from '../ui/index.ts'

/** What the head of an agency answered to a low rating. */
export function HeadAnswer({ answer }: { answer: NonNullable<RatingPage['answer']> }) {
  const { t, format } = useShell()
  return (
    <Notice title={t('feedback.answer')}>
      <p className="typed">{answer.text ?? t('notices.erased')}</p>
      <p className="soft small num">{format.weekdayTime(new Date(answer.at), 'with-year')}</p>
    </Notice>
  )
}
