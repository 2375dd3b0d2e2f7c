import { provincesIn } from '../../../modules/scorecards/external/external-index.ts'
import type {
  ExternalIndexView,
  ExternalYearView,
  FigureView,
} from '../../../modules/scorecards/external/view-types.ts'
import { type Shell, useShell } from '../../shell.ts'
import { DataTable, EmptyState, Notice } from '../../ui/index.ts'
import { rankText, valueText } from './external-texts.ts'
import { SeriesChart, type SeriesPoint } from './series-chart.tsx'

/** The years of an index: the line of its value, the line of its place, and the table both are drawn from. */
export function ExternalSeries({ view }: { view: ExternalIndexView }) {
  const { t } = useShell()
  if (view.years.every(({ figure, goal }) => figure === null && goal === null)) {
    return <EmptyState title={t('external.empty')} text={t('external.empty_text')} />
  }
  return (
    <>
      <Charts view={view} />
      <YearTable view={view} />
      <Parts view={view} />
    </>
  )
}

export function UnsureNotice({ view }: { view: ExternalIndexView }) {
  const { t } = useShell()
  if (!view.unsure) return null
  return (
    <Notice tone="soon">
      <p>{t('external.unsure')}</p>
    </Notice>
  )
}

/** Oldest left, with the years between that have nothing. */
function yearsOf({ years }: ExternalIndexView): { year: number; view: ExternalYearView | undefined }[] {
  const known = years.filter(({ figure, goal }) => figure !== null || goal !== null)
  const first = Math.min(...known.map(({ year }) => year))
  const last = Math.max(...known.map(({ year }) => year))
  const shown = Math.min(MOST_YEARS, last - first + 1)
  return Array.from({ length: shown }, (_, at) => {
    const year = last - shown + 1 + at
    return { year, view: known.find((one) => one.year === year) }
  })
}

const MOST_YEARS = 8

/** The lines that can be drawn; of what cannot, a sentence. */
function Charts({ view }: { view: ExternalIndexView }) {
  const shell = useShell()
  const { t } = shell
  const [values, ranks] = [valuePoints(view, shell), rankPoints(view, shell)]
  const isDrawn = (points: readonly SeriesPoint[]) => points.some(({ share, goal }) => share !== null || goal !== null)
  const name = t(`external.name.${view.key}`)
  const legend = { figure: t('external.figure'), goal: t('external.goal') }
  return (
    <>
      <div className="look-pair">
        {isDrawn(values) && (
          <div>
            <h2>{t('external.chart.value')}</h2>
            <SeriesChart
              points={values}
              ends={{ top: '100%', bottom: '0%' }}
              legend={legend}
              label={t('external.chart.value_label', { name })}
            />
          </div>
        )}
        {isDrawn(ranks) && (
          <div>
            <h2>{t('external.chart.rank')}</h2>
            <SeriesChart
              points={ranks}
              ends={{ top: t('external.chart.first'), bottom: t('external.chart.last') }}
              legend={legend}
              label={t('external.chart.rank_label', { name })}
            />
          </div>
        )}
      </div>
      {!isDrawn(values) && <p className="soft">{t('external.chart.no_value')}</p>}
      {!isDrawn(ranks) && <p className="soft">{t('external.chart.no_rank')}</p>}
    </>
  )
}

function valuePoints(view: ExternalIndexView, { format }: Shell): SeriesPoint[] {
  const shareOf = (figure: FigureView | null | undefined) =>
    figure?.value == null || figure.max === null ? null : figure.value / figure.max
  return yearsOf(view).map(({ year, view: one }) => ({
    year,
    share: shareOf(one?.figure),
    text: one?.figure?.value == null ? '' : format.number(one.figure.value, 4),
    goal: shareOf(one?.goal),
    goalText: one?.goal?.value == null ? '' : format.number(one.goal.value, 4),
  }))
}

/** First place at the top, last at the bottom; a goal among as many provinces as the year can rank. */
function rankPoints(view: ExternalIndexView, shell: Shell): SeriesPoint[] {
  const shareOf = (figure: FigureView | null | undefined, most: number) => {
    const of = figure?.ranked ?? most
    return figure?.rank == null || of < 2 ? null : 1 - (figure.rank - 1) / (of - 1)
  }
  return yearsOf(view).map(({ year, view: one }) => ({
    year,
    share: shareOf(one?.figure, provincesIn(year)),
    text: one?.figure?.rank == null ? '' : rankText(one.figure, shell),
    goal: shareOf(one?.goal, provincesIn(year)),
    goalText: one?.goal?.rank == null ? '' : rankText(one.goal, shell),
  }))
}

function YearTable({ view }: { view: ExternalIndexView }) {
  const shell = useShell()
  const { t } = shell
  const rows = view.years.filter(({ figure, goal }) => figure !== null || goal !== null)
  return (
    <DataTable<ExternalYearView>
      caption={t('external.table')}
      rows={rows}
      rowKey={({ year }) => String(year)}
      columns={[
        { key: 'year', label: t('external.year'), lead: true, cell: ({ year }) => <b id={`nam-${year}`}>{year}</b> },
        {
          key: 'value',
          label: t('external.value'),
          align: 'right',
          cell: ({ figure }) => (figure === null ? '–' : valueText(figure, shell)),
        },
        {
          key: 'rank',
          label: t('external.rank'),
          align: 'right',
          cell: ({ figure }) => (figure === null ? '–' : rankText(figure, shell)),
        },
        {
          key: 'goal',
          label: t('external.goal'),
          cell: ({ goal }) => (goal === null ? '–' : <Goal goal={goal} />),
        },
        {
          key: 'source',
          label: t('external.source'),
          cell: ({ figure, replaced }) => (
            <>
              {figure === null ? t('external.no_figure') : <Source figure={figure} />}
              {replaced.length > 0 && <Replaced replaced={replaced} />}
            </>
          ),
        },
      ]}
    />
  )
}

function Goal({ goal }: { goal: FigureView }) {
  const shell = useShell()
  return (
    <>
      {goal.value !== null && `${valueText(goal, shell)}; `}
      {goal.rank !== null && shell.t('external.goal_rank', { rank: rankText(goal, shell) })}
      <Source figure={goal} />
    </>
  )
}

/** Document, page and address a figure is from; when it was confirmed, and on officers' pages by whom. */
export function Source({ figure }: { figure: FigureView }) {
  const { t, format } = useShell()
  const { source, by, at, confirmedAt, confirmedBy } = figure
  return (
    <div className="small">
      {source.link === '' ? (
        source.document
      ) : (
        <a href={source.link} rel="noreferrer noopener nofollow">
          {source.document}
        </a>
      )}
      {source.page !== '' && `, ${t('external.page', { page: source.page })}`}
      {source.note !== '' && <div>{source.note}</div>}
      {source.reason !== '' && <div>{t('external.reason_told', { reason: source.reason })}</div>}
      <div className="soft">
        {by !== null && t('external.entered', { by, at: format.dateTime(at) })}{' '}
        {confirmedAt !== null &&
          (confirmedBy === null
            ? t('external.confirmed_at', { at: format.date(confirmedAt) })
            : t('external.confirmed', { by: confirmedBy, at: format.dateTime(confirmedAt) }))}
      </div>
    </div>
  )
}

/** What stood there before corrections: nothing is taken away. */
function Replaced({ replaced }: Pick<ExternalYearView, 'replaced'>) {
  const shell = useShell()
  const { t, format } = shell
  return (
    <details className="disclosure small">
      <summary>{t('external.replaced', { n: format.number(replaced.length) })}</summary>
      <ul>
        {replaced.map((one) => (
          <li key={one.at.getTime()}>
            {`${t(`external.${one.kind}`)}: ${valueText(one, shell)}; ${rankText(one, shell)}`}
            <Source figure={one} />
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Dimensions, pillars or areas, newest year first, where any were entered. */
function Parts({ view }: { view: ExternalIndexView }) {
  const { t, format } = useShell()
  const years = view.years.filter(({ figure }) => figure !== null && figure.parts.length > 0).slice(0, MOST_PART_YEARS)
  if (view.parts.length === 0) return null
  if (years.length === 0) {
    return (
      <details className="disclosure">
        <summary>{t('external.parts')}</summary>
        <ul>
          {view.parts.map(({ key, max }) => (
            <li key={key}>
              {t(`external.part.${view.key}.${key}`)}
              {max !== null && ` (${t('external.part_max', { max: format.number(max) })})`}
            </li>
          ))}
        </ul>
        <p className="soft small">{t('external.parts_empty')}</p>
      </details>
    )
  }
  return (
    <section>
      <h2>{t('external.parts')}</h2>
      <DataTable<ExternalIndexView['parts'][number]>
        caption={t('external.parts')}
        rows={view.parts}
        rowKey={({ key }) => key}
        dense
        columns={[
          {
            key: 'part',
            label: t('external.part_name'),
            lead: true,
            cell: ({ key }) => t(`external.part.${view.key}.${key}`),
          },
          {
            key: 'max',
            label: t('looks.max'),
            align: 'right',
            cell: ({ max }) => (max === null ? '–' : format.number(max)),
          },
          ...years.map(({ year, figure }) => ({
            key: String(year),
            label: String(year),
            align: 'right' as const,
            cell: ({ key }: ExternalIndexView['parts'][number]) => {
              const part = figure?.parts.find((one) => one.key === key)
              return part === undefined ? '–' : format.number(part.value, 4)
            },
          })),
        ]}
      />
    </section>
  )
}

const MOST_PART_YEARS = 4
