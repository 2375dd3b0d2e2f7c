import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { RatingPage } from '../../modules/feedback/view-types.ts'
import { getPage } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { official } from '../portal/texts.ts'
import { useShell } from '../shell.ts'
import { Actions, Button, type FormState, Notice, PageForm, PageHeading, readForm } from '../ui/index.ts'
import { Mark, SkipLink } from '../ui/nav.tsx'
import { attemptWork } from '../workspace/attempt.ts'
import { HeadAnswer } from './head-answer.tsx'
import { RatingFields, ratingOf } from './rating-fields.tsx'

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const rating = await getPage(context).services.ratings.page(params.token ?? '')
  return { rating, thanks: new URL(request.url).searchParams.has('da-gui') }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const token = params.token ?? ''
  const form = await readForm(request)
  const { actor, services, address } = getPage(context)
  return attemptWork(form, async () => {
    const own = await services.ratings.give(actor, { token, ...ratingOf(form), address })
    return redirect(`/danh-gia/${encodeURIComponent(own ?? token)}?da-gui=1`, 303)
  })
}

/**
 * How somebody was served, in three questions, without login and without script; by a link, the code of a slip, or on the tablet of a counter.
 * Says nothing of who was served: whoever holds the paper or the tablet next reads nothing.
 */
export default function RatePage({ loaderData, actionData, params }: PageProps<typeof loader, typeof action>) {
  const { t, config, locale, format } = useShell()
  const { rating, thanks } = loaderData
  return (
    <>
      <SkipLink />
      <header className="head">
        <div className="wrap">
          <Mark to="/" subtitle={t('brand.portal', { province: config.province.name })} />
        </div>
      </header>
      <main id="noi-dung" tabIndex={-1} className="page">
        <div className="wrap">
          <div className="narrow">
            <PageHeading faulty={actionData !== undefined}>
              {t(thanks ? 'feedback.thanks' : 'feedback.title')}
            </PageHeading>
            <p>
              {official(rating.procedureName, locale)}
              <br />
              <span className="soft">
                {rating.agencyName} · {t(`feedback.event.${rating.event}`)}
              </span>
            </p>
            {rating.answer !== null && <HeadAnswer answer={rating.answer} />}
            {thanks && rating.isShown && (
              <>
                {rating.given !== null && (
                  <p>
                    {t('feedback.score')}: <b>{t(`feedback.score_${rating.steps}.${rating.given.score}`)}</b>
                  </p>
                )}
                <p>{t('feedback.thanks_text', { until: format.weekdayTime(new Date(rating.openUntil)) })}</p>
                <p>
                  <a href={`/danh-gia/${params.token ?? ''}`}>{t('feedback.change')}</a>
                </p>
              </>
            )}
            {!thanks &&
              (rating.isOpen ? (
                <RateForm rating={rating} state={actionData?.form} />
              ) : (
                <p>{t(rating.isShown ? 'feedback.closed' : 'feedback.closed_slip')}</p>
              ))}
          </div>
        </div>
      </main>
    </>
  )
}

function RateForm({ rating, state }: { rating: RatingPage; state: FormState | undefined }) {
  const { t, format } = useShell()
  const { given } = rating
  const said = {
    at: given === null ? '' : format.dateTime(new Date(given.at)),
    until: format.weekdayTime(new Date(rating.openUntil)),
  }
  return (
    <>
      {given?.byPaper === true && <Notice tone="soon">{t('feedback.given_by_paper', said)}</Notice>}
      {given?.byPaper === false && <p className="soft">{t('feedback.given', said)}</p>}
      <PageForm state={state}>
        <RatingFields rating={rating} />
        <Actions>
          <Button>{t(given === null ? 'feedback.send' : 'feedback.change')}</Button>
        </Actions>
      </PageForm>
    </>
  )
}
