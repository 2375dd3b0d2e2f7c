import type { LoaderFunctionArgs } from 'react-router'
import type { UnapologisedCount } from '../../../modules/notices/view-types.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { EmptyState, Facts, PageHeading, Pager } from '../../ui/index.ts'
import { publicPage } from '../guard.ts'
import { official } from '../texts.ts'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const after = new URL(request.url).searchParams.get('sau') ?? undefined
  const { page, portal } = publicPage(context)
  const [apologies, unapologised] = await Promise.all([
    portal.open.apologies({ after, limit: 20 }),
    page.services.notices.unapologised(),
  ])
  return { apologies, unapologised, isFirst: after === undefined }
}

/** Published apologies for lateness, newest first: why, and the new date (NĐ 61/2018 Art. 19.9). */
export default function ApologiesPage({ loaderData: { apologies, unapologised, isFirst } }: PageProps<typeof loader>) {
  const { t, locale, format } = useShell()
  const when = (at: number) => format.weekdayTime(new Date(at), 'with-year')
  return (
    <div className="narrow">
      <PageHeading>{t('portal.apology.title')}</PageHeading>
      <p>{t('portal.apology.text')}</p>
      <Unapologised counts={unapologised} />
      {apologies.rows.length === 0 && <EmptyState title={t('portal.apology.none')} />}
      <ul className="list">
        {apologies.rows.map((apology) => (
          <li key={apology.id}>
            <b>{apology.agency.name}</b>
            <div className="soft small num">
              {apology.dossierCode} ·{' '}
              {apology.procedure.name === null ? apology.procedure.code : official(apology.procedure.name, locale)}
            </div>
            <p className="typed" lang="vi">
              {apology.reason}
            </p>
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

/** What is late without an apology is counted in public too. */
function Unapologised({ counts }: { counts: readonly UnapologisedCount[] }) {
  const { t, format } = useShell()
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  if (all === 0) return <p>{t('notices.apology.public_none')}</p>
  return (
    <>
      <p>
        <b>{t('notices.apology.public', { count: format.number(all) })}</b>
      </p>
      <details className="disclosure">
        <summary>{t('notices.apology.public_by')}</summary>
        <Facts facts={counts.map(({ agencyName, count }) => ({ term: agencyName, value: format.number(count) }))} />
      </details>
    </>
  )
}
