import type { SolvingQuestion } from '../../modules/indicators/index.ts'
import { parsePeriod } from '../../modules/indicators/reporting-period.ts'
import type { CentreMonth, CentreView } from '../../modules/indicators/view-types.ts'
import type { FiguresView } from '../../modules/queue/schemas.ts'
import { secondsText } from '../queue/texts.ts'
import { useShell } from '../shell.ts'
import { textIn } from '../text.ts'
import { DataTable, Enhance, Figure, Figures, PageHeading, PrintHint } from '../ui/index.ts'
import type { DeskPage } from '../workspace/guard.ts'
import { FigureChoices } from './figure-choices.tsx'
import { BehindNumber, Chart, CountFigure, SatisfactionFigure, ShareFigure } from './share-figures.tsx'
import { periodName } from './texts.ts'

interface CentreData {
  view: CentreView
  /** Waiting and service times of the same days; null where no queue stands. */
  queue: FiguresView | null
  chart: string
}

/** What the dashboard of a one-stop centre shows; null when the agency asked for is none. */
export async function loadCentre(page: DeskPage, asked: SolvingQuestion): Promise<CentreData | null> {
  const { figures, queue } = page.services
  const view = await figures.findCentre(page.actor, asked)
  if (view === null) return null
  const { from, to } = view.period
  const t = textIn(page.locale)
  return {
    view,
    queue: await queue.findFigures(page.actor, { centre: view.slug, from, to }),
    chart: figures.drawCentre(view.months, {
      online: t('figures.centre.online'),
      counter: t('figures.centre.counter'),
      post: t('figures.centre.post'),
      returned: t('figures.centre.returned'),
      label: t('figures.centre.months'),
    }),
  }
}

/** How a one-stop centre works, at a look: who waits, what comes in and how, what is given back, what lies there. */
export function CentreDashboard({ view, queue, chart }: CentreData) {
  const shell = useShell()
  const { t } = shell
  return (
    <>
      <PageHeading kicker={view.agency.name}>{t('figures.dashboard.title')}</PageHeading>
      <FigureChoices view={view} />
      <h2>{t('figures.centre.now')}</h2>
      <Now view={view} />
      <h2>{t('figures.centre.queue', { period: periodName(view.period, shell) })}</h2>
      <Queue queue={queue} />
      <h2>{t('figures.centre.intake', { period: periodName(view.period, shell) })}</h2>
      <Intake view={view} />
      <h2>{t('figures.centre.months')}</h2>
      <Chart svg={chart} />
      <Months view={view} />
      <p className="soft small">{t('figures.centre.how')}</p>
      <PrintHint />
      <Enhance script="print" />
    </>
  )
}

function Now({ view: { agency, current, standing } }: Pick<CentreData, 'view'>) {
  const { t, format } = useShell()
  const place = { agencyId: agency.id, period: current }
  return (
    <Figures>
      <CountFigure
        label={t('figures.measure.to_receive')}
        n={standing.to_receive}
        measures={['to_receive']}
        place={place}
      />
      <CountFigure
        label={t('figures.measure.overdue')}
        n={standing.overdue}
        of={t('figures.of', { part: format.number(standing.overdue), whole: format.number(standing.open) })}
        measures={['overdue']}
        place={place}
      />
      <CountFigure
        label={t('figures.centre.unclaimed')}
        n={standing.to_return}
        measures={['to_return']}
        place={place}
      />
    </Figures>
  )
}

function Queue({ queue }: Pick<CentreData, 'queue'>) {
  const shell = useShell()
  const { t, format } = shell
  if (queue === null || queue.total.calls === 0) return <p className="soft">{t('figures.centre.no_queue')}</p>
  const { total, goalMinutes, centre, from, to } = queue
  const search = new URLSearchParams({ 'trung-tam': centre.slug, tu: format.date(from), den: format.date(to) })
  const link = { to: `/lam-viec/quay/so-lieu?${search}`, label: t('figures.centre.by_line') }
  const span = (seconds: number | null) => (seconds === null ? t('figures.none') : secondsText(seconds, shell))
  return (
    <Figures>
      <Figure
        value={span(total.waitMedian)}
        label={t('queue.figures.wait_median_long')}
        of={t('queue.figures.nine_of_ten', { time: span(total.waitP90) })}
        link={link}
      />
      <Figure
        value={format.percent(total.inGoal, total.calls)}
        label={t('queue.figures.goal', { minutes: goalMinutes })}
        of={t('queue.figures.of', { part: format.number(total.inGoal), whole: format.number(total.calls) })}
        link={link}
      />
      <Figure
        value={span(total.serviceMedian)}
        label={t('queue.figures.service_median_long')}
        of={t('queue.figures.nine_of_ten', { time: span(total.serviceP90) })}
        link={link}
      />
    </Figures>
  )
}

function Intake({ view: { agency, period, counts, ratings } }: Pick<CentreData, 'view'>) {
  const { t } = useShell()
  const place = { agencyId: agency.id, period }
  const received = counts.received_online + counts.received_counter + counts.received_post
  const returned = counts.returned_online + counts.returned_counter + counts.returned_post
  const share = (key: 'received_online' | 'received_counter' | 'received_post', label: string) => (
    <ShareFigure label={label} part={counts[key]} whole={received} measures={[key]} place={place} />
  )
  const pieces = (key: 'components_digital' | 'components_reused', label: string) => (
    <ShareFigure
      label={label}
      part={counts[key]}
      whole={counts.components}
      unit="components"
      measures={[key]}
      place={place}
    />
  )
  return (
    <Figures>
      {share('received_online', t('figures.centre.online'))}
      {share('received_counter', t('figures.centre.counter'))}
      {share('received_post', t('figures.centre.post'))}
      {pieces('components_digital', t('figures.centre.digital'))}
      {pieces('components_reused', t('figures.month.reused'))}
      <ShareFigure
        label={t('figures.month.paid_online')}
        part={counts.fee_dossiers_online}
        whole={counts.fee_dossiers}
        measures={['fee_dossiers_online']}
        place={place}
      />
      <CountFigure
        label={t('figures.centre.returned')}
        n={returned}
        measures={['returned_counter', 'returned_post', 'returned_online']}
        place={place}
      />
      <ShareFigure
        label={t('figures.month.electronic')}
        part={counts.electronic_results}
        whole={counts.resolved_early + counts.resolved_on_time + counts.resolved_late + counts.resolved_undated}
        measures={['electronic_results']}
        place={place}
      />
      <SatisfactionFigure ratings={ratings} />
    </Figures>
  )
}

const behindMonth = {
  online: ['received_online'],
  counter: ['received_counter'],
  post: ['received_post'],
  returned: ['returned_counter', 'returned_post', 'returned_online'],
} as const

function Months({ view }: Pick<CentreData, 'view'>) {
  const { t } = useShell()
  const keys = ['online', 'counter', 'post', 'returned'] as const
  return (
    <details className="disclosure">
      <summary>{t('figures.table')}</summary>
      <DataTable<CentreMonth>
        caption={t('figures.centre.months')}
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
            label: t(`figures.centre.${key}`),
            align: 'right' as const,
            cell: (line: CentreMonth) => (
              <BehindNumber
                n={line[key]}
                measures={behindMonth[key]}
                place={{ agencyId: view.agency.id, period: parsePeriod(line.month) ?? view.period }}
              />
            ),
          })),
        ]}
      />
    </details>
  )
}
