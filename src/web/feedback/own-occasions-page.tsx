import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { capitalised } from '../format.ts'
import type { PageProps } from '../page-props.ts'
import { citizenPage } from '../portal/guard.ts'
import { useShell } from '../shell.ts'
import { attemptForm, EmptyState, PageForm, PageHeading, readForm, SecondButton } from '../ui/index.ts'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { page, actor } = citizenPage(context)
  return { occasions: await page.services.ratings.ownOccasions(actor, params.id ?? '') }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { page, actor } = citizenPage(context)
  const form = await readForm(request)
  return attemptForm(form, async () => {
    const asked = { dossierId: params.id ?? '', event: form.text('event') }
    return redirect(`/danh-gia/${await page.services.ratings.openOwn(actor, asked)}`, 303)
  })
}

/** What of a dossier of one's own can be rated, out of the account. */
export default function OwnOccasionsPage({ loaderData: { occasions }, params }: PageProps<typeof loader>) {
  const { t, format } = useShell()
  return (
    <div className="narrow">
      <PageHeading>{t('feedback.occasions.title')}</PageHeading>
      <p>{t('feedback.occasions.text')}</p>
      {occasions.length === 0 && <EmptyState title={t('feedback.occasions.empty')} />}
      <ul className="list">
        {occasions.map(({ event, agencyName, at, isGiven }) => (
          <li key={event}>
            <b>{capitalised(t(`feedback.event.${event}`))}</b>
            <p className="soft small num">
              {agencyName} · {format.weekdayTime(new Date(at), 'with-year')}
            </p>
            <PageForm>
              <input type="hidden" name="event" value={event} />
              <SecondButton>{t(isGiven ? 'feedback.occasions.again' : 'feedback.occasions.rate')}</SecondButton>
            </PageForm>
          </li>
        ))}
      </ul>
      <p>
        <a href={`/ho-so/${params.id}`}>{t('feedback.invite.back')}</a>
      </p>
    </div>
  )
}
