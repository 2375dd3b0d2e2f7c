import type { LoaderFunctionArgs } from 'react-router'
import type { AlertLine, AlertsView } from '../../modules/indicators/alerts/view-types.ts'
import type { PageProps } from '../page-props.ts'
import { type Shell, useShell } from '../shell.ts'
import {
  type Column,
  DataTable,
  EmptyState,
  Notice,
  PageForm,
  PageHeading,
  SecondButton,
  SelectField,
} from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { formStateOf } from '../workspace/query-form.ts'
import { questionOf } from './addresses.ts'
import { FLOW_PAGE } from './flow-page.tsx'
import { passagesPath } from './flow-texts.ts'
import { said } from './texts.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const { agencyId } = questionOf(new URL(request.url).searchParams)
  return { view: await page.services.flow.getAlerts(page.actor, agencyId) }
}

/** Steps that have slowed down: since when, on how many cases, against what; by which rule they are told. */
export default function AlertsPage({ loaderData: { view } }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t } = shell
  return (
    <>
      <PageHeading kicker={view.agency.name}>{t('figures.alerts.title')}</PageHeading>
      <p className="no-print">
        <a href={`${FLOW_PAGE}?co-quan=${view.agency.id}`}>{t('figures.flow.title')}</a>
      </p>
      <Notice tone="plain" title={t('figures.alerts.rule_title')}>
        <p>{t('figures.alerts.rule', view.rule)}</p>
        <p>{t('figures.alerts.rule_over', view.rule)}</p>
      </Notice>
      {view.choices.length > 1 && <Choices view={view} />}
      <h2>{t('figures.alerts.open')}</h2>
      <DataTable
        caption={t('figures.alerts.open')}
        rows={view.open}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('figures.alerts.none')} />}
        columns={columnsOf(shell, false)}
      />
      {view.resolved.length > 0 && (
        <>
          <h2>{t('figures.alerts.resolved')}</h2>
          <DataTable
            caption={t('figures.alerts.resolved')}
            rows={view.resolved}
            rowKey={({ id }) => id}
            dense
            columns={columnsOf(shell, true)}
          />
        </>
      )}
    </>
  )
}

function Choices({ view }: { view: AlertsView }) {
  const { t } = useShell()
  return (
    <PageForm method="get" state={formStateOf(new URLSearchParams({ 'co-quan': view.agency.id }), [])}>
      <div className="filters no-print">
        <SelectField
          name="co-quan"
          label={t('workspace.filter.co-quan')}
          choices={view.choices.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <SecondButton>{t('workspace.overview.show')}</SecondButton>
      </div>
    </PageForm>
  )
}

function columnsOf(shell: Shell, isOver: boolean): Column<AlertLine>[] {
  const { t, format } = shell
  const pathOf = ({ agencyId, procedureCode, step, since, lastSeenOn, resolvedOn }: AlertLine) =>
    passagesPath({ agencyId, procedureCode, from: since, to: resolvedOn ?? lastSeenOn, place: step })
  const columns: Column<AlertLine>[] = [
    {
      key: 'what',
      label: t('figures.alerts.what'),
      lead: true,
      cell: (line) => (
        <>
          {t('figures.alerts.line', {
            step: said(line.stepName, shell),
            since: format.date(line.since),
            before: format.workingSpan(line.minutesBefore),
            now: format.workingSpan(line.minutesNow),
          })}
          <div className="soft small">{`${said(line.procedureName, shell)} · ${line.agencyName}`}</div>
        </>
      ),
    },
    {
      key: 'cases',
      label: t('figures.alerts.cases'),
      cell: (line) => (
        <>
          <a href={pathOf(line)}>{t('figures.alerts.now', { count: format.number(line.visitsNow) })}</a>
          <div className="soft small">{t('figures.alerts.before', { count: format.number(line.visitsBefore) })}</div>
        </>
      ),
    },
    { key: 'seen', label: t('figures.alerts.first_seen'), cell: ({ firstSeenOn }) => format.date(firstSeenOn) },
  ]
  if (isOver) {
    columns.push({
      key: 'over',
      label: t('figures.alerts.over'),
      cell: ({ resolvedOn, resolvedAs }) =>
        resolvedOn === null || resolvedAs === null
          ? '–'
          : `${format.date(resolvedOn)}, ${t(`figures.alerts.over.${resolvedAs}`)}`,
    })
  }
  return columns
}
