import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { LONGEST_TEXT, ratingReasons } from '../../modules/feedback/rating.ts'
import type { RatingPage } from '../../modules/feedback/view-types.ts'
import { getPage } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { official } from '../portal/texts.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  attemptForm,
  Button,
  CheckboxField,
  type FormState,
  PageForm,
  PageHeading,
  RadioField,
  readForm,
  TextAreaField,
} from '../ui/index.ts'
import { Mark, SkipLink } from '../ui/nav.tsx'
import { HeadAnswer } from './head-answer.tsx'

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const rating = await getPage(context).services.notices.ratingPage(params.token ?? '')
  return { rating, thanks: new URL(request.url).searchParams.has('da-gui') }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const token = params.token ?? ''
  const form = await readForm(request)
  return attemptForm(form, async () => {
    await getPage(context).services.notices.giveRating({
      token,
      score: Number(form.text('score')) || 0,
      reasons: form.all('reasons'),
      text: form.text('text'),
    })
    return redirect(`/danh-gia/${encodeURIComponent(token)}?da-gui=1`, 303)
  })
}

/**
 * How somebody was served, in three questions, without login and without script; also on the tablet of a counter. Says nothing of who was
 * served: whoever holds the tablet next reads nothing.
 */
export default function RatePage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
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
              <span className="soft">{rating.agencyName}</span>
            </p>
            {rating.answer !== null && <HeadAnswer answer={rating.answer} />}
            {thanks && !rating.atDesk && (
              <p>{t('feedback.thanks_text', { until: format.weekdayTime(new Date(rating.openUntil)) })}</p>
            )}
            {!thanks &&
              (rating.isOpen ? <RateForm rating={rating} state={actionData?.form} /> : <p>{t('feedback.closed')}</p>)}
          </div>
        </div>
      </main>
    </>
  )
}

function RateForm({ rating, state }: { rating: RatingPage; state: FormState | undefined }) {
  const { t, format } = useShell()
  const { steps, given } = rating
  const scores = Array.from({ length: steps }, (_each, position) => steps - position)
  return (
    <>
      {given !== null && (
        <p className="soft">
          {t('feedback.given', {
            at: format.dateTime(new Date(given.at)),
            until: format.weekdayTime(new Date(rating.openUntil)),
          })}
        </p>
      )}
      <PageForm state={state}>
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
        <Actions>
          <Button>{t(given === null ? 'feedback.send' : 'feedback.change')}</Button>
        </Actions>
      </PageForm>
    </>
  )
}
