import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../../../page-props.ts'
import { useShell } from '../../../shell.ts'
import { DataTable, PageHeading, Tag } from '../../../ui/index.ts'
import { getDesk } from '../../guard.ts'

export async function loader({ context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  return { centres: await page.services.queue.listArrangedCentres(page.actor) }
}

/** The centres whose queue one may arrange. */
export default function QueuePlansPage({ loaderData }: PageProps<typeof loader>) {
  const { t, format } = useShell()
  return (
    <>
      <PageHeading>{t('queue.plan.title')}</PageHeading>
      <p className="lead">{t('queue.plan.lead')}</p>
      <DataTable
        caption={t('queue.plan.centres')}
        rows={loaderData.centres}
        rowKey={(row) => row.slug}
        columns={[
          {
            key: 'name',
            label: t('queue.plan.centre'),
            lead: true,
            cell: (row) => (
              <a className="row-link" href={`/quan-tri/hang-cho/${row.slug}`}>
                {row.name}
              </a>
            ),
          },
          {
            key: 'size',
            label: t('queue.plan.size'),
            cell: (row) => t('queue.plan.size_n', { lines: row.lines, counters: row.counters }),
          },
          {
            key: 'from',
            label: t('queue.plan.origin'),
            cell: (row) => (
              <>
                {t(row.own ? 'queue.plan.own' : 'queue.plan.shipped')}{' '}
                {row.comesOn !== null && (
                  <Tag tone="soon">{t('queue.plan.changes_on', { date: format.date(row.comesOn) })}</Tag>
                )}
              </>
            ),
          },
        ]}
      />
    </>
  )
}
