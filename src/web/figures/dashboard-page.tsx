import type { LoaderFunctionArgs } from 'react-router'
import { parsePeriod, periodWord } from '../../modules/indicators/reporting-period.ts'
import type { DashboardView, StepView, UnitView } from '../../modules/indicators/view-types.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { textIn } from '../text.ts'
import { Bar, DataTable, EmptyState, Figure, Figures, Notice, PageHeading, PrintHint } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { behindPath, questionOf } from './addresses.ts'
import { FigureChoices } from './figure-choices.tsx'
import { periodName } from './texts.ts'

/** How an agency works, at a look; every number the way to its dossiers, every chart with its table. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const { figures } = page.services
  const view = await figures.getDashboard(page.actor, questionOf(new URL(request.url).searchParams))
  const t = textIn(page.locale)
  const charts = figures.drawDashboard(view, {
    received: t('figures.month.received'),
    inTime: t('figures.month.inTime'),
    late: t('figures.month.late'),
    open: t('figures.month.open'),
    overdue: t('figures.month.overdue'),
    monthsLabel: t('figures.chart.months'),
    standingLabel: t('figures.chart.standing'),
    flowLabel: t('figures.chart.flow'),
  })
  return { view, charts }
}

export default function DashboardPage({ loaderData }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t } = shell
  const { view, charts } = loaderData
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
      {view.units.length > 0 && <Units view={view} />}
      <h2>{t('figures.chart.flow')}</h2>
      <p className="soft">{t('figures.steps.how')}</p>
      {charts.flow !== null && <Chart svg={charts.flow} />}
      <Steps steps={view.steps} />
      <PrintHint />
    </>
  )
}

function Chart({ svg }: { svg: string }) {
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by us, its words escaped by the chart library
    <div className="chart" dangerouslySetInnerHTML={{ __html: svg }} />
  )
}

/** What has slowed down, with the reason it is shown. */
function Slow({ view }: { view: DashboardView }) {
  const { t, format } = useShell()
  if (view.slow.length === 0) return null
  return (
    <Notice tone="soon" title={t('figures.slow.title')}>
      <ul>
        {view.slow.slice(0, 5).map((one) => (
          <li key={`${one.procedureCode} ${one.step}`}>
            {t('figures.slow.line', {
              step: one.stepName,
              procedure: one.procedureName,
              now: format.workingSpan(one.now),
              before: format.workingSpan(one.before),
              visits: one.visitsNow,
              visitsBefore: one.visitsBefore,
            })}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** The month of the period's end, as shares with their parts. */
function Month({ view }: { view: DashboardView }) {
  const { t, format } = useShell()
  const month = view.months.at(-1)
  if (month === undefined) return null
  const period = parsePeriod(month.month) ?? view.period
  const place = { agencyId: view.agency.id, period }
  const of = (part: number, whole: number) =>
    t('figures.of', { part: format.number(part), whole: format.number(whole) })
  const see = t('workspace.overview.see')
  const solved = month.inTime + month.late
  return (
    <Figures>
      <Figure
        value={format.percent(month.inTime, solved)}
        label={t('figures.solving.in_time')}
        of={of(month.inTime, solved)}
        link={{ to: behindPath(['resolved_late'], place), label: t('workspace.overview.see_late_resolved') }}
      />
      <Figure
        value={format.percent(month.online, month.received)}
        label={t('figures.month.online')}
        of={of(month.online, month.received)}
        link={{ to: behindPath(['received_online'], place), label: see }}
      />
      <Figure
        value={format.percent(month.digital, month.components)}
        label={t('figures.month.digital')}
        of={t('figures.components_of', { part: format.number(month.digital), whole: format.number(month.components) })}
        link={{ to: behindPath(['components_digital'], place), label: see }}
      />
      <Figure
        value={format.percent(month.reused, month.components)}
        label={t('figures.month.reused')}
        of={t('figures.components_of', { part: format.number(month.reused), whole: format.number(month.components) })}
        link={{ to: behindPath(['components_reused'], place), label: see }}
      />
      <Figure
        value={format.percent(month.feeOnline, month.feeDossiers)}
        label={t('figures.month.paid_online')}
        of={of(month.feeOnline, month.feeDossiers)}
        link={{ to: behindPath(['fee_dossiers_online'], place), label: see }}
      />
      <Figure
        value={format.number(month.overdue)}
        label={t('figures.month.overdue')}
        of={of(month.overdue, month.open)}
        link={{ to: behindPath(['overdue'], place), label: see }}
      />
    </Figures>
  )
}

function Months({ view }: { view: DashboardView }) {
  const { t, format } = useShell()
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
            cell: (line: DashboardView['months'][number]) => format.number(line[key]),
          })),
        ]}
      />
    </details>
  )
}

function Units({ view }: { view: DashboardView }) {
  const { t, format } = useShell()
  const communes = view.units.filter(({ isCommune }) => isCommune)
  const to = (unit: UnitView) => `/lam-viec/so-lieu/bang?co-quan=${unit.id}&ky=${periodWord(view.period)}`
  return (
    <section>
      <h2>{t('figures.units.title')}</h2>
      <p className="soft">{t('figures.units.how')}</p>
      {communes.length > 8 && (
        <ul className="tiles" aria-label={t('figures.units.tiles')}>
          {[...communes]
            .sort((a, b) => a.name.localeCompare(b.name, 'vi'))
            .map((unit) => (
              <li key={unit.id}>
                <a className={`tile ${toneOf(unit)}`} href={to(unit)}>
                  <span>{unit.placeName}</span>
                  <strong>{format.percent(unit.inTime, unit.solved)}</strong>
                  <small>
                    {t('figures.of', { part: format.number(unit.inTime), whole: format.number(unit.solved) })}
                  </small>
                </a>
              </li>
            ))}
        </ul>
      )}
      <DataTable
        caption={t('figures.units.title')}
        rows={view.units.map((unit, at) => ({ ...unit, rank: at + 1 }))}
        rowKey={({ id }) => id}
        dense
        first={15}
        columns={[
          { key: 'rank', label: t('figures.units.rank'), align: 'right', cell: ({ rank }) => format.number(rank) },
          {
            key: 'name',
            label: t('figures.solving.unit'),
            lead: true,
            cell: (unit) => <a href={to(unit)}>{unit.name}</a>,
          },
          {
            key: 'share',
            label: t('figures.solving.in_time'),
            wide: true,
            cell: ({ inTime, solved }) => (
              <>
                <span className="num">{format.percent(inTime, solved)}</span>{' '}
                <span className="soft small">
                  {t('figures.of', { part: format.number(inTime), whole: format.number(solved) })}
                </span>
                {solved > 0 && <Bar share={inTime / solved} tone={inTime === solved ? 'ok' : 'soon'} />}
              </>
            ),
          },
          { key: 'open', label: t('figures.month.open'), align: 'right', cell: ({ open }) => format.number(open) },
          {
            key: 'overdue',
            label: t('figures.month.overdue'),
            align: 'right',
            cell: ({ id, overdue }) =>
              overdue === 0 ? (
                format.number(0)
              ) : (
                <a href={behindPath(['overdue'], { agencyId: id, period: view.period })}>{format.number(overdue)}</a>
              ),
          },
        ]}
      />
    </section>
  )
}

/** Four tones; a tile says its share in words too. */
function toneOf({ inTime, solved }: UnitView): string {
  if (solved === 0) return 'none'
  const share = inTime / solved
  if (share >= 0.98) return 'ok'
  return share >= 0.9 ? 'soon' : 'late'
}

function Steps({ steps }: { steps: readonly StepView[] }) {
  const { t, format } = useShell()
  return (
    <DataTable
      caption={t('figures.chart.flow')}
      rows={steps}
      rowKey={({ procedureCode, step }) => `${procedureCode} ${step}`}
      dense
      first={15}
      empty={<EmptyState title={t('workspace.overview.nothing')} />}
      columns={[
        {
          key: 'step',
          label: t('figures.steps.step'),
          lead: true,
          cell: ({ stepName, procedureName }) => (
            <>
              {stepName}
              <div className="soft small">{procedureName}</div>
            </>
          ),
        },
        {
          key: 'visits',
          label: t('figures.steps.visits'),
          align: 'right',
          cell: ({ visits }) => format.number(visits),
        },
        {
          key: 'median',
          label: t('figures.steps.median'),
          align: 'right',
          cell: ({ median }) => format.workingSpan(median),
        },
        {
          key: 'ninetieth',
          label: t('figures.steps.ninetieth'),
          align: 'right',
          cell: ({ ninetieth }) => format.workingSpan(ninetieth),
        },
        {
          key: 'all',
          label: t('figures.steps.all'),
          align: 'right',
          cell: ({ minutes }) => format.workingSpan(minutes),
        },
      ]}
    />
  )
}
