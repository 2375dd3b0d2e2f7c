import type { LoaderFunctionArgs } from 'react-router'
import type { OwnRating } from '../../modules/feedback/view-types.ts'
import type { PageProps } from '../page-props.ts'
import { citizenPage } from '../portal/guard.ts'
import { official } from '../portal/texts.ts'
import { useShell } from '../shell.ts'
import { EmptyState, PageHeading, Tag } from '../ui/index.ts'
import { HeadAnswer } from './head-answer.tsx'

export async function loader({ context }: LoaderFunctionArgs) {
  const { page, actor } = citizenPage(context)
  return { ratings: await page.services.ratings.own(actor) }
}

/** What a citizen rated, and what the heads answered. */
export default function OwnRatingsPage({ loaderData: { ratings } }: PageProps<typeof loader>) {
  const { t } = useShell()
  return (
    <div className="narrow">
      <PageHeading>{t('feedback.own.title')}</PageHeading>
      <p>{t('feedback.own.text')}</p>
      {ratings.length === 0 && <EmptyState title={t('feedback.own.empty')} text={t('feedback.own.empty_text')} />}
      <ul className="list">
        {ratings.map((rating) => (
          <li key={rating.ratingId}>
            <Given rating={rating} />
          </li>
        ))}
      </ul>
      <p>
        <a href="/thong-bao">{t('notices.preference.back')}</a>
      </p>
    </div>
  )
}

function Given({ rating }: { rating: OwnRating }) {
  const { t, locale, format } = useShell()
  const { procedureName, dossierId, agencyName, givenAt, steps, score, reasons, text, answer } = rating
  return (
    <>
      <h2 className="h3">{procedureName === null ? agencyName : official(procedureName, locale)}</h2>
      <p className="soft small num">
        {agencyName} · {format.weekdayTime(new Date(givenAt), 'with-year')} ·{' '}
        <a href={`/ho-so/${dossierId}`}>{t('notices.open_dossier')}</a>
      </p>
      <p>
        <Tag>{t(`feedback.score_${steps}.${score}`)}</Tag>{' '}
        {reasons.map((reason) => t(`feedback.reason.${reason}`)).join(' · ')}
      </p>
      {text !== null && <p className="typed">{text}</p>}
      {answer !== null && <HeadAnswer answer={answer} />}
    </>
  )
}
