import { data, type LoaderFunctionArgs } from 'react-router'
import type { FindingLine, FindingsView } from '../../modules/indicators/anomalies/view-types.ts'
import type { PageProps } from '../page-props.ts'
import { type Shell, useShell } from '../shell.ts'
import { Breadcrumbs, type Column, DataTable, EmptyState, Facts, Notice, PageHeading, Pager } from '../ui/index.ts'
import { withSettings } from '../workspace/addresses.ts'
import { getDesk } from '../workspace/guard.ts'
import { questionOf } from './addresses.ts'
import { DetectorRate } from './anomaly-parts.tsx'
import { FigureChoices } from './figure-choices.tsx'
import { periodName } from './texts.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const search = new URL(request.url).searchParams
  const word = params.key ?? ''
  if (word.includes('_')) throw data(null, { status: 404 })
  const asked = { ...questionOf(search), detector: word.replaceAll('-', '_'), after: search.get('tu') }
  return { view: await page.services.figures.getFindings(page.actor, asked) }
}

/** One detector: what it looks for, from which threshold, its rate, what often explains it, and the dossiers it found. */
export default function AnomalyPage({ loaderData: { view } }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t, location } = shell
  const { key, source, thresholds } = view.detector
  const up = new URLSearchParams(location.search)
  up.delete('tu')
  const title = t(`anomalies.${key}.title`)
  return (
    <>
      <Breadcrumbs
        crumbs={[{ label: t('anomalies.title'), to: `/lam-viec/so-lieu/dau-hieu?${up}` }, { label: title }]}
      />
      <PageHeading kicker={`${view.agency.name} · ${periodName(view.period, shell)}`}>{title}</PageHeading>
      <Facts
        facts={[
          { term: t('anomalies.looks'), value: t(`anomalies.${key}.looks`, thresholds) },
          { term: t('anomalies.column.rate'), value: <DetectorRate line={view.detector} /> },
          { term: t('anomalies.innocent'), value: t(`anomalies.${key}.innocent`) },
          ...(source === null ? [] : [{ term: t('anomalies.source'), value: source }]),
        ]}
      />
      <Notice tone="plain">{t('anomalies.inform')}</Notice>
      <FigureChoices view={view} />
      <DataTable
        caption={title}
        rows={view.lines}
        rowKey={(line) => line.key}
        keys
        empty={<EmptyState title={t('anomalies.none')} />}
        columns={columnsOf(view, shell)}
      />
      <Pager {...(view.next === null ? {} : { next: `${withSettings(location.search, { tu: view.next })}` })} />
    </>
  )
}

function columnsOf({ detector: { key }, lines }: FindingsView, { t, format }: Shell): Column<FindingLine>[] {
  const columns: Column<FindingLine>[] = [
    {
      key: 'dossier',
      label: t('workspace.column.dossier'),
      lead: true,
      cell: (line) => (
        <>
          <a href={`/lam-viec/ho-so/${line.dossierId}`}>{line.code ?? t('figures.behind.no_code')}</a>
          <div className="soft small">{line.procedureName}</div>
        </>
      ),
    },
    { key: 'agency', label: t('workspace.filter.co-quan'), cell: ({ agencyName }) => agencyName },
    { key: 'at', label: t(`anomalies.${key}.at`), cell: ({ at }) => format.dateTime(at) },
  ]
  if (lines.some(({ againstAt }) => againstAt !== null)) {
    const cell = ({ againstAt }: FindingLine) => (againstAt === null ? '–' : format.dateTime(againstAt))
    columns.push({ key: 'against', label: t(`anomalies.${key}.against`), cell })
  }
  if (lines.some(({ n }) => n !== null)) {
    const cell = ({ n }: FindingLine) => (n === null ? '–' : format.number(n))
    columns.push({ key: 'n', label: t(`anomalies.${key}.n`), align: 'right', cell })
  }
  if (lines.some(({ officerName }) => officerName !== null)) {
    columns.push({
      key: 'officer',
      label: t('anomalies.column.officer'),
      cell: ({ officerName }) => officerName ?? '–',
    })
  }
  return columns
}
