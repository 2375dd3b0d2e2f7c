import type { LoaderFunctionArgs } from 'react-router'
import type { Overview, OverviewMeasure, OverviewNumbers } from '../../../modules/casework/views/view-types.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Bar,
  type Column,
  DataTable,
  EmptyState,
  Figure,
  Figures,
  PageForm,
  PageHeading,
  PrintHint,
  SecondButton,
  SelectField,
} from '../../ui/index.ts'
import { withSettings } from '../addresses.ts'
import { getDesk } from '../guard.ts'
import { formStateOf } from '../query-form.ts'
import { nameIn } from '../texts.ts'
import { listPath, monthsAround, overviewQueryOf } from './overview-settings.ts'

/** How an agency or the province stands this month, each number the way to the dossiers behind it. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const search = new URL(request.url).searchParams
  return { overview: await page.desk.getOverview(page.actor, overviewQueryOf(search)) }
}

export default function OverviewPage({ loaderData }: PageProps<typeof loader>) {
  const { t } = useShell()
  const { overview } = loaderData
  return (
    <>
      <PageHeading kicker={overview.agency.name}>
        {t('workspace.overview.title', monthParams(overview.month))}
      </PageHeading>
      <MonthLinks overview={overview} />
      <AgencyChoice overview={overview} />
      <MonthFigures overview={overview} />
      {overview.units.length > 0 && <UnitTable overview={overview} />}
      <ProcedureTable overview={overview} />
      <PrintHint />
    </>
  )
}

function monthParams(month: string): { month: number; year: number } {
  const { number, year } = monthsAround(month)
  return { month: number, year }
}

function MonthLinks({ overview }: { overview: Overview }) {
  const { t, location } = useShell()
  const { before, after } = monthsAround(overview.month)
  const to = (month: string | null) => withSettings(location.search, { thang: month })
  return (
    <nav className="pager" aria-label={t('workspace.overview.months')}>
      <a className="button second" href={to(before)} rel="prev">
        {t('workspace.overview.month', monthParams(before))}
      </a>
      {!overview.isCurrentMonth && (
        <a className="button second" href={to(after)} rel="next">
          {t('workspace.overview.month', monthParams(after))}
        </a>
      )}
      {!overview.isCurrentMonth && <a href={to(null)}>{t('workspace.overview.this_month')}</a>}
    </nav>
  )
}

function AgencyChoice({ overview }: { overview: Overview }) {
  const { t, location } = useShell()
  if (overview.choices.length < 2) return null
  const search = new URLSearchParams(location.search)
  search.set('co-quan', overview.agency.id)
  return (
    <PageForm method="get" state={formStateOf(search, [])}>
      <input type="hidden" name="thang" value={overview.month} />
      <div className="filters no-print">
        <SelectField
          name="co-quan"
          label={t('workspace.filter.co-quan')}
          choices={overview.choices.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <SecondButton>{t('workspace.overview.show')}</SecondButton>
      </div>
    </PageForm>
  )
}

function resolvedOf(numbers: OverviewNumbers): { inTime: number; all: number } {
  const inTime = numbers.resolvedEarly + numbers.resolvedOnTime
  return { inTime, all: inTime + numbers.resolvedLate }
}

function MonthFigures({ overview }: { overview: Overview }) {
  const { t, format } = useShell()
  const { total } = overview
  const settings = { month: overview.month, agencyId: overview.agency.id }
  const resolved = resolvedOf(total)
  const link = (measure: OverviewMeasure, key: string) => ({ to: listPath(measure, settings), label: t(key) })
  return (
    <Figures>
      <Figure
        value={format.percent(resolved.inTime, resolved.all)}
        label={t('workspace.overview.in_time')}
        of={t('workspace.overview.of', { part: format.number(resolved.inTime), whole: format.number(resolved.all) })}
        link={link('resolvedLate', 'workspace.overview.see_late_resolved')}
      />
      <Figure
        value={format.number(total.received)}
        label={t('workspace.overview.received')}
        of={t('workspace.overview.online', {
          part: format.number(total.receivedOnline),
          share: format.percent(total.receivedOnline, total.received),
        })}
        link={link('received', 'workspace.overview.see')}
      />
      <Figure
        value={format.number(total.open)}
        label={t('workspace.overview.open')}
        of={t('workspace.overview.open_of', {
          onTime: format.number(total.onTime),
          waiting: format.number(total.waiting),
        })}
        link={link('open', 'workspace.overview.see')}
      />
      <Figure
        value={format.number(total.late)}
        label={t('workspace.overview.late')}
        of={t('workspace.overview.of', { part: format.number(total.late), whole: format.number(total.open) })}
        link={link('late', 'workspace.overview.see')}
      />
    </Figures>
  )
}

interface Line {
  key: string
  name: string
  to?: string
  numbers: OverviewNumbers
  agencyId?: string
  procedureCode?: string
}

const COUNTS: readonly OverviewMeasure[] = [
  'received',
  'resolvedEarly',
  'resolvedOnTime',
  'resolvedLate',
  'onTime',
  'late',
  'waiting',
  'toReceive',
]

function useColumns(month: string, first: string): Column<Line>[] {
  const { t, format } = useShell()
  return [
    {
      key: 'name',
      label: first,
      lead: true,
      cell: (line) => (line.to === undefined ? line.name : <a href={line.to}>{line.name}</a>),
    },
    {
      key: 'share',
      label: t('workspace.overview.in_time'),
      wide: true,
      cell: ({ numbers }) => {
        const { inTime, all } = resolvedOf(numbers)
        return (
          <>
            <span className="num">{format.percent(inTime, all)}</span>{' '}
            <span className="soft small">
              {t('workspace.overview.of', { part: format.number(inTime), whole: format.number(all) })}
            </span>
            {all > 0 && <Bar share={inTime / all} tone={inTime === all ? 'ok' : 'soon'} />}
          </>
        )
      },
    },
    ...COUNTS.map((measure) => ({
      key: measure,
      label: t(`workspace.measure.${measure}`),
      align: 'right' as const,
      cell: (line: Line) => <Count line={line} measure={measure} month={month} />,
    })),
  ]
}

/** A number that leads to its dossiers; nought leads nowhere. */
function Count({ line, measure, month }: { line: Line; measure: OverviewMeasure; month: string }) {
  const { format } = useShell()
  const count = line.numbers[measure]
  if (count === 0) return <span className="soft">0</span>
  const { agencyId, procedureCode } = line
  return <a href={listPath(measure, { month, agencyId, procedureCode })}>{format.number(count)}</a>
}

function UnitTable({ overview }: { overview: Overview }) {
  const { t, location } = useShell()
  const columns = useColumns(overview.month, t('workspace.overview.unit'))
  const rows = overview.units.map(({ agency, numbers }) => ({
    key: agency.id,
    name: agency.name,
    to: withSettings(location.search, { 'co-quan': agency.id, thang: overview.month }),
    numbers,
    agencyId: agency.id,
  }))
  return (
    <section aria-labelledby="theo-co-quan">
      <h2 id="theo-co-quan">{t('workspace.overview.by_unit')}</h2>
      <DataTable
        caption={t('workspace.overview.by_unit')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.key}
        dense
        first={15}
      />
    </section>
  )
}

function ProcedureTable({ overview }: { overview: Overview }) {
  const { t, locale } = useShell()
  const columns = useColumns(overview.month, t('workspace.overview.procedure'))
  const rows = overview.procedures.map(({ code, name, numbers }) => ({
    key: code,
    name: name === null ? code : nameIn(name, locale),
    numbers,
    agencyId: overview.agency.id,
    procedureCode: code,
  }))
  return (
    <section aria-labelledby="theo-thu-tuc">
      <h2 id="theo-thu-tuc">{t('workspace.overview.by_procedure')}</h2>
      <DataTable
        caption={t('workspace.overview.by_procedure')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.key}
        dense
        first={15}
        empty={<EmptyState title={t('workspace.overview.nothing')} />}
      />
    </section>
  )
}
