import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { EmptyState, PageHeading, Pager } from '../../ui/index.ts'
import { publicPage } from '../guard.ts'
import { official } from '../texts.ts'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const after = new URL(request.url).searchParams.get('sau') ?? undefined
  const apologies = await publicPage(context).portal.open.apologies({ after, limit: 20 })
  return { apologies, isFirst: after === undefined }
}

/** Published apologies for lateness, newest first: why, and the new date (NĐ 61/2018 Art. 19.9). */
export default function ApologiesPage({ loaderData: { apologies, isFirst } }: PageProps<typeof loader>) {
  const { t, locale, format } = useShell()
  const when = (at: number) => format.weekdayTime(new Date(at), 'with-year')
  return (
    <div className="narrow">
      <PageHeading>{t('portal.apology.title')}</PageHeading>
      <p>{t('portal.apology.text')}</p>
      {apologies.rows.length === 0 && <EmptyState title={t('portal.apology.none')} />}
      <ul className="list">
        {apologies.rows.map((apology) => (
          <li key={apology.id}>
            <b>{apology.agency.name}</b>
            <div className="soft small num">
              {apology.dossierCode} ·{' '}
              {apology.procedure.name === null ? apology.procedure.code : official(apology.procedure.name, locale)}
            </div>
            <p className="typed">{apology.reason}</p>
            <p className="small">
              {t('portal.apology.dates', { before: when(apology.previousDueAt), after: when(apology.newDueAt) })}
            </p>
            <p className="soft small">
              {t('portal.apology.published', { at: format.dateTime(new Date(apology.publishedAt)) })}
            </p>
          </li>
        ))}
      </ul>
      <Pager
        {...(isFirst ? {} : { previous: '/xin-loi' })}
        {...(apologies.next === null ? {} : { next: `/xin-loi?sau=${encodeURIComponent(apologies.next)}` })}
      />
    </div>
  )
}
