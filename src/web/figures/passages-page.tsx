import type { LoaderFunctionArgs } from 'react-router'
import type { PassageLine, PassagesView } from '../../modules/indicators/flow/view-types.ts'
import { type DossierId, isUuid } from '../../platform/ids.ts'
import type { PageProps } from '../page-props.ts'
import { type Shell, useShell } from '../shell.ts'
import { Breadcrumbs, type Column, DataTable, EmptyState, PageHeading, Pager } from '../ui/index.ts'
import { withSettings } from '../workspace/addresses.ts'
import { getDesk } from '../workspace/guard.ts'
import { questionOf } from './addresses.ts'
import { FLOW_PAGE } from './flow-page.tsx'
import { passagesPath, placeName } from './flow-texts.ts'
import { useStepColumns } from './step-columns.tsx'
import { said } from './texts.ts'

/** The dossiers behind a step or a move of the flow. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const search = new URL(request.url).searchParams
  const after = search.get('tu')
  const view = await page.services.flow.getPassages(page.actor, {
    agencyId: questionOf(search).agencyId,
    procedureCode: search.get('thu-tuc') ?? '',
    from: search.get('tu-ngay') ?? '',
    to: search.get('den-ngay') ?? '',
    place: search.get('roi') ?? '',
    next: search.get('sang') || null,
    after: isUuid(after) ? (after as DossierId) : null,
  })
  return { view }
}

export default function PassagesPage({ loaderData: { view } }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t, format, location } = shell
  const from = placeName(view.from, view.stepNames, shell)
  const title =
    view.to === null
      ? t('figures.passages.left', { step: from })
      : t('figures.passages.went', { from, to: placeName(view.to, view.stepNames, shell) })
  const up = new URLSearchParams({ 'co-quan': view.agency.id, 'thu-tuc': view.procedure.code })
  const days = `${format.date(view.period.from)} – ${format.date(view.period.to)}`
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('figures.flow.title'), to: `${FLOW_PAGE}?co-quan=${view.agency.id}` },
          { label: said(view.procedure.name, shell), to: `${FLOW_PAGE}?${up}` },
          { label: title },
        ]}
      />
      <PageHeading kicker={`${view.agency.name} · ${days}`}>{title}</PageHeading>
      {view.units.length > 0 && <Units view={view} />}
      <DataTable
        caption={title}
        rows={view.lines}
        rowKey={({ id }) => id}
        keys
        empty={<EmptyState title={t('workspace.overview.nothing')} />}
        columns={columnsOf(view, shell)}
      />
      <Pager {...(view.next === null ? {} : { next: `${withSettings(location.search, { tu: view.next })}` })} />
    </>
  )
}

/** The same step in each agency below: where it takes longest. */
function Units({ view }: { view: PassagesView }) {
  const { t } = useShell()
  const columns = useStepColumns()
  const to = (agencyId: string) =>
    passagesPath({ agencyId, procedureCode: view.procedure.code, ...view.period, place: view.from })
  return (
    <DataTable<PassagesView['units'][number]>
      caption={t('figures.solving.by_unit')}
      rows={view.units}
      rowKey={({ id }) => id}
      dense
      first={10}
      columns={[
        {
          key: 'name',
          label: t('figures.solving.unit'),
          lead: true,
          cell: ({ id, name }) => <a href={to(id)}>{name}</a>,
        },
        columns.visits(),
        columns.span(t('figures.steps.median'), ({ median }) => median),
        columns.span(t('figures.steps.ninetieth'), ({ ninetieth }) => ninetieth),
      ]}
    />
  )
}

function columnsOf(view: PassagesView, { t, format }: Shell): Column<PassageLine>[] {
  const when = (at: Date | null) => (at === null ? '–' : format.dateTime(at))
  const columns: Column<PassageLine>[] = [
    {
      key: 'dossier',
      label: t('workspace.column.dossier'),
      lead: true,
      cell: ({ id, code }) => <a href={`/lam-viec/ho-so/${id}`}>{code ?? t('figures.behind.no_code')}</a>,
    },
    { key: 'agency', label: t('workspace.filter.co-quan'), cell: ({ agencyName }) => agencyName },
    { key: 'received', label: t('figures.behind.received'), cell: ({ acceptedAt }) => when(acceptedAt) },
    { key: 'due', label: t('workspace.column.due'), cell: ({ dueAt }) => when(dueAt) },
    { key: 'at', label: t('figures.passages.at'), cell: ({ at }) => when(at) },
    { key: 'times', label: t('figures.flow.times'), align: 'right', cell: ({ times }) => format.number(times) },
  ]
  if (view.to === null) {
    columns.push({
      key: 'minutes',
      label: t('figures.passages.minutes'),
      align: 'right',
      cell: ({ minutes }) => (minutes === null ? '–' : format.workingSpan(minutes)),
    })
  }
  return columns
}
