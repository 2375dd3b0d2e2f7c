import type { LoaderFunctionArgs } from 'react-router'
import type { FiguresView, Measure } from '../../../modules/queue/schemas.ts'
import { parseTypedDate } from '../../format.ts'
import type { PageProps } from '../../page-props.ts'
import { lineName, secondsText } from '../../queue/texts.ts'
import { type Shell, useShell } from '../../shell.ts'
import {
  type Column,
  DataTable,
  DateField,
  EmptyState,
  Enhance,
  Figure,
  Figures,
  PageForm,
  PageHeading,
  PrintHint,
  SecondButton,
  SelectField,
} from '../../ui/index.ts'
import { getDesk } from '../guard.ts'
import { formStateOf } from '../query-form.ts'

type LineRow = FiguresView['lines'][number]
type HourRow = FiguresView['hours'][number]
type CellRow = FiguresView['cells'][number]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const typed = new URL(request.url).searchParams
  const [from, to] = [dateOf(typed.get('tu')), dateOf(typed.get('den'))]
  const faults = [
    ...(from === undefined ? [{ path: 'tu', key: 'queue.figures.e_date' }] : []),
    ...(to === undefined ? [{ path: 'den', key: 'queue.figures.e_date' }] : []),
  ]
  const figures = await page.services.queue.getFigures(page.actor, {
    centre: typed.get('trung-tam'),
    from: from ?? null,
    to: to ?? null,
  })
  return { figures, form: typed.size === 0 ? undefined : formStateOf(typed, faults) }
}

/** A typed date; null when nothing was typed, undefined when it is none. */
function dateOf(typed: string | null): string | null | undefined {
  if (typed === null || typed.trim() === '') return null
  return parseTypedDate(typed) ?? undefined
}

/** How long people wait and are served at a centre, by line and by hour; each share with its two numbers. */
export default function QueueFiguresPage({ loaderData }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t, locale, format } = shell
  const { figures, form } = loaderData
  return (
    <>
      <PageHeading kicker={figures.centre.name}>{t('queue.figures.title')}</PageHeading>
      <p className="soft">
        {t('queue.figures.span', { from: format.date(figures.from), to: format.date(figures.to) })}
      </p>
      <PageForm method="get" state={form}>
        <SelectField
          name="trung-tam"
          label={t('queue.figures.centre')}
          initial={figures.centre.slug}
          choices={figures.choices.map(({ slug, name }) => ({ value: slug, label: name }))}
        />
        <div className="filters no-print">
          <DateField name="tu" label={t('queue.figures.from')} initial={format.date(figures.from)} />
          <DateField name="den" label={t('queue.figures.to')} initial={format.date(figures.to)} />
          <SecondButton>{t('queue.figures.show')}</SecondButton>
        </div>
      </PageForm>
      {figures.total.calls === 0 ? (
        <EmptyState title={t('queue.figures.none')} text={t('queue.figures.none_text')} />
      ) : (
        <>
          <Totals figures={figures} />
          <h2>{t('queue.figures.by_line')}</h2>
          <DataTable
            caption={t('queue.figures.by_line')}
            columns={[
              nameColumn<LineRow>(t('queue.figures.line'), (row) => lineName(row, locale)),
              ...columnsOf<LineRow>(shell),
            ]}
            rows={figures.lines}
            rowKey={(row) => row.key}
          />
          <h2>{t('queue.figures.by_hour')}</h2>
          <DataTable
            caption={t('queue.figures.by_hour')}
            columns={[
              nameColumn<HourRow>(t('queue.figures.hour'), (row) => hourText(row.hour, shell)),
              ...columnsOf<HourRow>(shell),
            ]}
            rows={figures.hours}
            rowKey={(row) => String(row.hour)}
          />
          <details className="disclosure">
            <summary>{t('queue.figures.by_both')}</summary>
            <DataTable
              caption={t('queue.figures.by_both')}
              columns={[
                nameColumn<CellRow>(
                  t('queue.figures.line'),
                  (row) => `${lineName(row, locale)}, ${hourText(row.hour, shell)}`,
                ),
                ...columnsOf<CellRow>(shell),
              ]}
              rows={figures.cells}
              rowKey={(row) => `${row.key} ${row.hour}`}
            />
          </details>
        </>
      )}
      <PrintHint />
      <Enhance script="print" />
    </>
  )
}

function hourText(hour: number, { t }: Pick<Shell, 't'>): string {
  return t('queue.figures.hour_span', { from: hour, to: hour + 1 })
}

function nameColumn<Row>(label: string, cell: (row: Row) => string): Column<Row> {
  return { key: 'name', label, lead: true, cell }
}

function columnsOf<Row extends Measure>(shell: Shell): Column<Row>[] {
  const { t, format } = shell
  const time = (key: string, label: string, pick: (row: Row) => number | null): Column<Row> => ({
    key,
    label,
    align: 'right',
    cell: (row) => <span className="num">{secondsText(pick(row), shell)}</span>,
  })
  const ratio = (part: number, whole: number) => (
    <span className="num">
      {format.percent(part, whole)} <span className="soft">{`${format.number(part)}/${format.number(whole)}`}</span>
    </span>
  )
  return [
    time('median', t('queue.figures.wait_median'), (row) => row.waitMedian),
    time('p90', t('queue.figures.wait_p90'), (row) => row.waitP90),
    { key: 'goal', label: t('queue.figures.in_goal'), align: 'right', cell: (row) => ratio(row.inGoal, row.calls) },
    { key: 'gone', label: t('queue.figures.no_shows'), align: 'right', cell: (row) => ratio(row.noShows, row.calls) },
    time('service', t('queue.figures.service_median'), (row) => row.serviceMedian),
    time('service90', t('queue.figures.service_p90'), (row) => row.serviceP90),
    {
      key: 'served',
      label: t('queue.figures.served'),
      align: 'right',
      cell: (row) => <span className="num">{format.number(row.served)}</span>,
    },
  ]
}

function Totals({ figures }: { figures: FiguresView }) {
  const shell = useShell()
  const { t, format } = shell
  const { total, goalMinutes } = figures
  const of = (part: number, whole: number) =>
    t('queue.figures.of', { part: format.number(part), whole: format.number(whole) })
  return (
    <Figures>
      <Figure
        value={secondsText(total.waitMedian, shell)}
        label={t('queue.figures.wait_median_long')}
        of={t('queue.figures.nine_of_ten', { time: secondsText(total.waitP90, shell) })}
      />
      <Figure
        value={format.percent(total.inGoal, total.calls)}
        label={t('queue.figures.goal', { minutes: goalMinutes })}
        of={of(total.inGoal, total.calls)}
      />
      <Figure
        value={secondsText(total.serviceMedian, shell)}
        label={t('queue.figures.service_median_long')}
        of={t('queue.figures.nine_of_ten', { time: secondsText(total.serviceP90, shell) })}
      />
      <Figure
        value={format.percent(total.noShows, total.calls)}
        label={t('queue.figures.no_shows_long')}
        of={of(total.noShows, total.calls)}
      />
    </Figures>
  )
}
