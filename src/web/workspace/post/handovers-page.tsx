import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Actions, ButtonLink, DataTable, EmptyState, PageHeading, Tag } from '../../ui/index.ts'
import { getDesk } from '../guard.ts'

/** The records by which the post handed dossiers over at this officer's counters, newest first. */
export async function loader({ context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const [handovers, counters] = await Promise.all([
    page.desk.listHandovers(page.actor),
    page.desk.listCounters(page.actor),
  ])
  return { handovers, isCounter: counters.length > 0 }
}

export default function HandoversPage({ loaderData }: PageProps<typeof loader>) {
  const { t, format } = useShell()
  const { handovers, isCounter } = loaderData
  return (
    <>
      <PageHeading>{t('intake.post.title')}</PageHeading>
      <p className="soft">{t('intake.post.lead')}</p>
      {!isCounter && <EmptyState title={t('intake.no_counter')} text={t('intake.no_counter_text')} />}
      {isCounter && (
        <Actions>
          <ButtonLink to="/lam-viec/buu-chinh/moi">{t('intake.post.new')}</ButtonLink>
        </Actions>
      )}
      {isCounter && handovers.length === 0 && (
        <EmptyState title={t('intake.post.none')} text={t('intake.post.none_text')} />
      )}
      {handovers.length > 0 && (
        <DataTable
          caption={t('intake.post.title')}
          rows={handovers}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'signed',
              label: t('intake.post.signed_at'),
              lead: true,
              cell: (row) => (
                <a className="row-link" href={`/lam-viec/buu-chinh/${row.id}`}>
                  {format.weekdayTime(new Date(row.signedAt), 'with-year')}
                </a>
              ),
            },
            { key: 'office', label: t('intake.post.office'), cell: (row) => row.postOffice },
            { key: 'items', label: t('intake.post.items'), align: 'right', cell: (row) => format.number(row.items) },
            {
              key: 'entered',
              label: t('intake.post.entered'),
              cell: (row) => (
                <Tag tone={row.entered === row.items ? 'ok' : 'soon'}>
                  {t('intake.post.entered_of', { entered: row.entered, items: row.items })}
                </Tag>
              ),
            },
          ]}
        />
      )}
    </>
  )
}
