import type { LoaderFunctionArgs } from 'react-router'
import type { Measure } from '../../modules/indicators/facts/measure.ts'
import { parsePeriod } from '../../modules/indicators/reporting-period.ts'
import type { DashboardView } from '../../modules/indicators/view-types.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { textIn } from '../text.ts'
import { DataTable, Enhance, Figure, Figures, Notice, PageHeading, PrintHint } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { behindPath, questionOf } from './addresses.ts'
import { CentreDashboard, loadCentre } from './centre-dashboard.tsx'
import type { DashboardCharts } from './charts/dashboard-charts.ts'
import { StepTable, UnitRanking } from './dashboard-tables.tsx'
import { FigureChoices } from './figure-choices.tsx'
import {
  BehindNumber,
  Chart,
  CountFigure,
  type FigurePlace,
  SatisfactionFigure,
  ShareFigure,
  type ShareProps,
} from './share-figures.tsx'
import { periodName, said } from './texts.ts'

/** How an agency works, at a look; every number the way to its dossiers, every chart with its table. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const { figures } = page.services
  const asked = questionOf(new URL(request.url).searchParams)
  const centre = await loadCentre(page, asked)
  if (centre !== null) return { centre, agency: null }
  const view = await figures.getDashboard(page.actor, asked)
  const t = textIn(page.locale)
  const steps = view.steps.map(({ procedureName, stepName, minutes }) => {
    return { procedureName: said(procedureName, page), stepName: said(stepName, page), minutes }
  })
  const charts = figures.drawDashboard(
    { months: view.months, steps },
    {
      received: t('figures.month.received'),
      inTime: t('figures.month.inTime'),
      late: t('figures.month.late'),
      open: t('figures.month.open'),
      overdue: t('figures.month.overdue'),
      monthsLabel: t('figures.chart.months'),
      standingLabel: t('figures.chart.standing'),
      flowLabel: t('figures.chart.flow'),
    },
  )
  return { centre: null, agency: { view, charts } }
}

export default function DashboardPage({ loaderData: { centre, agency } }: PageProps<typeof loader>) {
  if (centre !== null) return <CentreDashboard {...centre} />
  return agency === null ? null : <AgencyDashboard {...agency} />
}

function AgencyDashboard({ view, charts }: { view: DashboardView; charts: DashboardCharts }) {
  const shell = useShell()
  const { t } = shell
  return (
    <>
      <PageHeading kicker={view.agency.name}>{t('figures.dashboard.title')}</PageHeading>
      <FigureChoices view={view} />
      <h2>{periodName(view.period, shell)}</h2>
      <Slow view={view} />
      <Month view={view} />
      <h2>{t('figures.chart.months')}</h2>
      <div className="charts">
        <Chart svg={charts.months} />
        <Chart svg={charts.standing} />
      </div>
      <Months view={view} />
      {view.units.length > 0 && <UnitRanking view={view} />}
      <h2>{t('figures.chart.flow')}</h2>
      <p className="soft">{t('figures.steps.how')}</p>
      {charts.flow !== null && <Chart svg={charts.flow} />}
      <StepTable steps={view.steps} />
      <PrintHint />
      <Enhance script="print" />
    </>
  )
}

function placeOf(month: string, { agency, period }: DashboardView): FigurePlace {
  return { agencyId: agency.id, period: parsePeriod(month) ?? period }
}

/** What has slowed down, with the reason it is shown. */
function Slow({ view }: { view: DashboardView }) {
  const shell = useShell()
  const { t, format } = shell
  if (view.alerts.length === 0) return null
  return (
    <Notice tone="soon" title={t('figures.slow.title')}>
      <ul>
        {view.alerts.map((line) => (
          <li key={line.id}>
            {t('figures.alerts.line', {
              step: said(line.stepName, shell),
              since: format.date(line.since),
              now: format.workingSpan(line.minutesNow),
              before: format.workingSpan(line.minutesBefore),
            })}{' '}
            <span className="soft">{`${said(line.procedureName, shell)} · ${line.agencyName}`}</span>
          </li>
        ))}
      </ul>
      <p className="no-print">
        <a href={`/lam-viec/so-lieu/cham?co-quan=${view.agency.id}`}>{t('figures.alerts.link')}</a>
      </p>
    </Notice>
  )
}

/** The month of the period's end, as shares with their parts. */
function Month({ view }: { view: DashboardView }) {
  const { t, format } = useShell()
  const month = view.months.at(-1)
  if (month === undefined) return null
  const place = placeOf(month.month, view)
  const solved = month.inTime + month.late
  const share = (key: string, of: Omit<ShareProps, 'label' | 'place'>) => (
    <ShareFigure label={t(`figures.month.${key}`)} place={place} {...of} />
  )
  return (
    <Figures>
      <Figure
        value={solved === 0 ? t('figures.none') : format.percent(month.inTime, solved)}
        label={t('figures.solving.in_time')}
        of={t('figures.of', { part: format.number(month.inTime), whole: format.number(solved) })}
        link={{ to: behindPath(['resolved_late'], place), label: t('workspace.overview.see_late_resolved') }}
      />
      <CountFigure
        label={t('figures.month.overdue')}
        n={month.overdue}
        of={t('figures.of', { part: format.number(month.overdue), whole: format.number(month.open) })}
        measures={['overdue']}
        place={place}
      />
      {share('online', { part: month.online, whole: month.received, measures: ['received_online'] })}
      {share('paid_online', { part: month.feeOnline, whole: month.feeDossiers, measures: ['fee_dossiers_online'] })}
      {share('digital', {
        part: month.digital,
        whole: month.components,
        unit: 'components',
        measures: ['components_digital'],
      })}
      {share('reused', {
        part: month.reused,
        whole: month.components,
        unit: 'components',
        measures: ['components_reused'],
      })}
      {share('electronic', { part: month.electronic, whole: month.resolved, measures: ['electronic_results'] })}
      <SatisfactionFigure ratings={view.ratings} />
    </Figures>
  )
}

/** The measures that a month's number opens to. */
const behindMonth = {
  received: ['received_online', 'received_counter', 'received_post'],
  inTime: ['resolved_early', 'resolved_on_time'],
  late: ['resolved_late'],
  open: ['open'],
  overdue: ['overdue'],
} as const satisfies Partial<Record<keyof DashboardView['months'][number], readonly Measure[]>>

function Months({ view }: { view: DashboardView }) {
  const { t } = useShell()
  const keys = ['received', 'inTime', 'late', 'open', 'overdue'] as const
  return (
    <details className="disclosure">
      <summary>{t('figures.table')}</summary>
      <DataTable
        caption={t('figures.chart.months')}
        rows={[...view.months].reverse()}
        rowKey={({ month }) => month}
        dense
        columns={[
          {
            key: 'month',
            label: t('figures.solving.period'),
            lead: true,
            cell: ({ month }) => `${month.slice(5)}/${month.slice(0, 4)}`,
          },
          ...keys.map((key) => ({
            key,
            label: t(`figures.month.${key}`),
            align: 'right' as const,
            cell: (line: DashboardView['months'][number]) => (
              <BehindNumber n={line[key]} measures={behindMonth[key]} place={placeOf(line.month, view)} />
            ),
          })),
        ]}
      />
    </details>
  )
}
