import { data, type LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Breadcrumbs, DataTable, EmptyState, PageHeading, Pager } from '../../ui/index.ts'
import { DossierCell, dueCell, stateCell } from '../dossier-cells.tsx'
import { getDesk } from '../guard.ts'
import { nextPage, previousPage, startOf } from '../list/list-settings.ts'
import { measureOf, monthsAround, overviewQueryOf } from './overview-settings.ts'

/** The dossiers behind one number of the overview. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const search = new URL(request.url).searchParams
  const measure = measureOf(search.get('so'))
  if (measure === undefined) throw data(null, { status: 404 })
  const query = { ...overviewQueryOf(search), measure, procedureCode: search.get('thu-tuc') || undefined }
  const found = await page.desk.listOverviewDossiers(page.actor, query, { after: startOf(search) })
  return { measure, month: search.get('thang') ?? '', found }
}

export default function OverviewListPage({ loaderData }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t, location } = shell
  const { measure, month, found } = loaderData
  const search = new URLSearchParams(location.search)
  const up = new URLSearchParams(location.search)
  for (const name of ['so', 'tu', 'thu-tuc']) up.delete(name)
  const { number, year } = monthsAround(month)
  const previous = previousPage(search)
  const next = nextPage(search, found.next)
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('workspace.rail.overview'), to: `/lam-viec/tong-quan?${up}` },
          { label: t(`workspace.measure.${measure}`) },
        ]}
      />
      <PageHeading {...(month === '' ? {} : { kicker: t('workspace.overview.month', { month: number, year }) })}>
        {t(`workspace.measure.${measure}`)}
      </PageHeading>
      <DataTable
        caption={t(`workspace.measure.${measure}`)}
        rows={found.rows}
        rowKey={(row) => row.dossierId}
        keys
        empty={<EmptyState title={t('workspace.overview.nothing')} />}
        columns={[
          {
            key: 'dossier',
            label: t('workspace.column.dossier'),
            lead: true,
            cell: (row) => <DossierCell row={row} />,
          },
          {
            key: 'owner',
            label: t('workspace.column.applicant'),
            cell: (row) => row.applicantName ?? t('workspace.erased'),
          },
          { key: 'state', label: t('workspace.column.state'), cell: (row) => stateCell(row, shell) },
          { key: 'due', label: t('workspace.column.due'), cell: (row) => dueCell(row, shell) },
        ]}
      />
      <Pager {...(previous === undefined ? {} : { previous })} {...(next === undefined ? {} : { next })} />
    </>
  )
}
