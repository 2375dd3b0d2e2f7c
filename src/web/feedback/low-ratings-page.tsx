import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import type { LowRating } from '../../modules/feedback/view-types.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  attemptForm,
  Button,
  DataTable,
  EmptyState,
  type FormState,
  PageForm,
  PageHeading,
  readForm,
  Tag,
  TextAreaField,
} from '../ui/index.ts'
import { type DeskPage, getDesk } from '../workspace/guard.ts'
import { nameIn } from '../workspace/texts.ts'

const HERE = '/lam-viec/danh-gia'

/** Of heads and leaders; for others there is no such page. */
function headsPage(context: LoaderFunctionArgs['context']): DeskPage {
  const page = getDesk(context)
  if (!page.actor.mandates.some(({ role }) => role === 'approver' || role === 'agency_leader')) {
    throw data(null, { status: 404 })
  }
  return page
}

export async function loader({ context }: LoaderFunctionArgs) {
  const { services, actor } = headsPage(context)
  const [low, counts] = await Promise.all([services.notices.lowRatings(actor), services.notices.ratingCounts(actor)])
  return { low, counts }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { services, actor } = headsPage(context)
  const form = await readForm(request)
  const ratingId = form.text('ratingId')
  return attemptForm(form, async () => {
    await services.notices.answerRating(actor, { ratingId, text: form.text(`answer-${ratingId}`) })
    return redirect(HERE, { status: 303, headers: { 'set-cookie': flashCookie({ key: 'feedback.answered' }) } })
  })
}

/** Low ratings wait for the head's answer. Who rated, and on which dossier, is not told. */
export default function LowRatingsPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t, format } = useShell()
  const { low, counts } = loaderData
  return (
    <>
      <PageHeading faulty={actionData !== undefined}>{t('feedback.low.title')}</PageHeading>
      <div className="narrow">
        <p>{t('feedback.low.text')}</p>
        {low.length === 0 && <EmptyState title={t('feedback.low.empty')} />}
        <ul className="list">
          {low.map((rating) => (
            <li key={rating.ratingId}>
              <Low rating={rating} state={actionData?.form} />
            </li>
          ))}
        </ul>
      </div>
      <h2>{t('feedback.counts.title')}</h2>
      <DataTable
        caption={t('feedback.counts.title')}
        rows={counts}
        rowKey={(row) => `${row.agencyId} ${row.month} ${row.steps}`}
        columns={[
          {
            key: 'month',
            label: t('feedback.counts.month'),
            lead: true,
            cell: (row) => row.month.split('-').reverse().join('/'),
          },
          { key: 'agency', label: t('notices.apology.agency'), cell: (row) => row.agencyName },
          {
            key: 'ratings',
            label: t('feedback.counts.ratings'),
            align: 'right',
            cell: (row) => format.number(row.ratings),
          },
          {
            key: 'mean',
            label: t('feedback.counts.mean'),
            align: 'right',
            cell: (row) => `${format.number(row.scoreSum / row.ratings)} / ${row.steps}`,
          },
          {
            key: 'low',
            label: t('feedback.counts.low'),
            align: 'right',
            cell: (row) => `${format.number(row.low)} (${format.percent(row.low, row.ratings)})`,
          },
        ]}
        empty={<p>{t('feedback.counts.empty')}</p>}
      />
    </>
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
        {rating.agencyName} · {format.date(rating.givenOn)}
      </div>
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
