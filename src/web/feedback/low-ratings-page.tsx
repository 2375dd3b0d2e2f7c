import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import { answeringRoles } from '../../modules/feedback/policy.ts'
import type { LowRating } from '../../modules/feedback/view-types.ts'
import { hasRole } from '../../modules/organisation/policy.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  attemptForm,
  Button,
  DeadlineBlock,
  EmptyState,
  type FormState,
  PageForm,
  PageHeading,
  readForm,
  Tag,
  TextAreaField,
} from '../ui/index.ts'
import { type DeskPage, getDesk } from '../workspace/guard.ts'
import { deadlineFacts, nameIn } from '../workspace/texts.ts'
import { PaperSigns, WayCounts } from './rating-ways.tsx'

const HERE = '/lam-viec/danh-gia'

/** Of heads, and of the leaders to whom late ones come; for others there is no such page. */
function headsPage(context: LoaderFunctionArgs['context']): DeskPage {
  const page = getDesk(context)
  if (!answeringRoles.some((role) => hasRole(page.actor, role))) throw data(null, { status: 404 })
  return page
}

export async function loader({ context }: LoaderFunctionArgs) {
  const { services, actor } = headsPage(context)
  const { ratings } = services
  const [low, plans, ways, signs] = await Promise.all([
    ratings.low(actor),
    ratings.plans(actor),
    ratings.ways(actor),
    ratings.signs(actor),
  ])
  return { low, arranges: plans.length > 0, ways, signs: signs ?? [] }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { services, actor } = headsPage(context)
  const form = await readForm(request)
  const ratingId = form.text('ratingId')
  return attemptForm(form, async () => {
    await services.ratings.answer(actor, { ratingId, text: form.text(`answer-${ratingId}`) })
    return redirect(HERE, { status: 303, headers: { 'set-cookie': flashCookie({ key: 'feedback.answered' }) } })
  })
}

/** Low ratings wait for the head's answer. Who rated, and on which dossier, is not told. */
export default function LowRatingsPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { low, arranges, ways, signs } = loaderData
  return (
    <div className="narrow">
      <PageHeading faulty={actionData !== undefined}>{t('feedback.low.title')}</PageHeading>
      <p>{t('feedback.low.text')}</p>
      {low.length === 0 && <EmptyState title={t('feedback.low.empty')} />}
      <ul className="list">
        {low.map((rating) => (
          <li key={rating.ratingId}>
            <Low rating={rating} state={actionData?.form} />
          </li>
        ))}
      </ul>
      <PaperSigns signs={signs} />
      {ways !== null && <WayCounts ways={ways} />}
      <p>
        <a href={`${HERE}/muc-hai-long`}>{t('feedback.satisfaction.title')}</a>
        {arranges && (
          <>
            {' · '}
            <a href={`${HERE}/cach-hoi`}>{t('feedback.plan.title')}</a>
          </>
        )}
      </p>
    </div>
  )
}

function Low({ rating, state }: { rating: LowRating; state: FormState | undefined }) {
  const { t, locale, format } = useShell()
  const isSent = state?.values.ratingId?.[0] === rating.ratingId
  return (
    <>
      <b>{rating.procedureName === null ? '–' : nameIn(rating.procedureName, locale)}</b>{' '}
      <Tag tone="late">{t(`feedback.score_${rating.steps}.${rating.score}`)}</Tag>
      <div className="soft small num">
        {rating.agencyName} · {t(`feedback.event.${rating.event}`)} · {format.date(rating.givenOn)}
      </div>
      {rating.isFromBelow && <p>{t('feedback.low.from_below', { agency: rating.answerName })}</p>}
      {rating.due !== null && <DeadlineBlock {...deadlineFacts(rating.due)} lines={[t('feedback.low.why_due')]} />}
      {rating.reasons.length > 0 && <p>{rating.reasons.map((reason) => t(`feedback.reason.${reason}`)).join(' · ')}</p>}
      {rating.text !== null && <p className="typed">{rating.text}</p>}
      <PageForm state={isSent ? state : undefined} id={`tra-loi-${rating.ratingId}`}>
        <input type="hidden" name="ratingId" value={rating.ratingId} />
        <TextAreaField
          name={`answer-${rating.ratingId}`}
          label={t('feedback.low.answer')}
          hint={t('feedback.low.answer_hint')}
          rows={3}
        />
        <Actions>
          <Button>{t('feedback.low.send')}</Button>
        </Actions>
      </PageForm>
    </>
  )
}
