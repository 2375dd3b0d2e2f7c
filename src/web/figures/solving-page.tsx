import type { LoaderFunctionArgs } from 'react-router'
import { periodWord } from '../../modules/indicators/reporting-period.ts'
import {
  besideColumns,
  officialColumns,
  type SolvingColumns,
} from '../../modules/indicators/reports/solving-columns.ts'
import type { SolvingLine, SolvingView } from '../../modules/indicators/view-types.ts'
import type { AgencyId } from '../../platform/ids.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { type Column, DataTable, EmptyState, Figure, Figures, Notice, PageHeading, PrintHint } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { behindPath, columnPath, questionOf } from './addresses.ts'
import { FigureChoices } from './figure-choices.tsx'
import { periodName } from './texts.ts'

/** Form II.06a of an agency and a period, each number the way to its dossiers. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const asked = questionOf(new URL(request.url).searchParams)
  return { view: await page.services.figures.getSolving(page.actor, asked) }
}

export default function SolvingPage({ loaderData }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t } = shell
  const { view } = loaderData
  return (
    <>
      <PageHeading kicker={view.agency.name}>{t('figures.solving.title')}</PageHeading>
      <p className="soft">{t('figures.solving.source')}</p>
      <FigureChoices view={view} />
      <p className="no-print">
        <a
          href={`/lam-viec/so-lieu/bao-cao?${new URLSearchParams({ 'co-quan': view.agency.id, ky: periodWord(view.period) })}`}
        >
          {t('reports.to_reports')}
        </a>
      </p>
      <h2>{periodName(view.period, shell)}</h2>
      {view.isOpen && <Notice tone="plain">{t('figures.solving.running')}</Notice>}
      {view.broken.length > 0 && (
        <Notice tone="late">{t('figures.solving.broken', { identities: view.broken.join('; ') })}</Notice>
      )}
      <Summary view={view} />
      {view.units.length > 0 && <Lines view={view} by="unit" />}
      <Lines view={view} by="procedure" />
      <PrintHint />
    </>
  )
}

function Summary({ view }: { view: SolvingView }) {
  const { t, format } = useShell()
  const { total, agency, period } = view
  const link = (column: keyof SolvingColumns) => ({
    to: columnPath(column, { agencyId: agency.id, period }),
    label: t('workspace.overview.see'),
  })
  const inTime = total.solvedEarly + total.solvedOnTime
  return (
    <Figures>
      <Figure
        value={format.percent(inTime, total.solved)}
        label={t('figures.solving.in_time')}
        of={t('workspace.overview.of', { part: format.number(inTime), whole: format.number(total.solved) })}
        link={link('solved')}
      />
      <Figure
        value={format.number(total.toSolve)}
        label={t('figures.column.toSolve')}
        of={t('figures.solving.sum', {
          received: format.number(total.receivedOnline + total.receivedDirect),
          carried: format.number(total.carriedOver),
        })}
        link={link('toSolve')}
      />
      <Figure
        value={format.number(total.openOverdue)}
        label={t('figures.column.openOverdue')}
        of={t('workspace.overview.of', { part: format.number(total.openOverdue), whole: format.number(total.open) })}
        link={link('openOverdue')}
      />
      <Figure
        value={format.number(total.waitingApplicant + total.waitingPayment + total.suspended)}
        label={t('figures.solving.waiting')}
        of={t('figures.solving.waiting_of')}
        link={{
          to: behindPath(['waiting_applicant', 'waiting_payment', 'suspended'], { agencyId: agency.id, period }),
          label: t('workspace.overview.see'),
        }}
      />
    </Figures>
  )
}

function Lines({ view, by }: { view: SolvingView; by: 'unit' | 'procedure' }) {
  const { t } = useShell()
  const lines = by === 'unit' ? view.units : view.procedures
  const beside = lines.filter(({ columns }) => besideColumns.some((key) => columns[key] !== 0))
  return (
    <section className="wide-paper">
      <h2>{t(`figures.solving.by_${by}`)}</h2>
      <Table view={view} by={by} lines={lines} keys={officialColumns} caption={t(`figures.solving.by_${by}`)} />
      {beside.length > 0 && (
        <details className="disclosure">
          <summary>{t('figures.solving.beside')}</summary>
          <Table view={view} by={by} lines={beside} keys={besideColumns} caption={t('figures.solving.beside')} />
        </details>
      )}
    </section>
  )
}

interface TableProps {
  view: SolvingView
  by: 'unit' | 'procedure'
  lines: readonly SolvingLine[]
  keys: readonly (keyof SolvingColumns)[]
  caption: string
}

function Table({ view, by, lines, keys, caption }: TableProps) {
  const { t, format } = useShell()
  const columns: Column<SolvingLine>[] = keys.map((key) => ({
    key,
    label: t(`figures.column.${key}`),
    align: 'right',
    cell: (line) => {
      const n = line.columns[key]
      if (n === 0) return format.number(n)
      const place =
        by === 'unit'
          ? { agencyId: line.key as AgencyId, period: view.period }
          : { agencyId: view.agency.id, period: view.period, procedureCode: line.key }
      return <a href={columnPath(key, place)}>{format.number(n)}</a>
    },
  }))
  return (
    <DataTable
      caption={caption}
      rows={lines}
      rowKey={({ key }) => key}
      dense
      first={20}
      empty={<EmptyState title={t('workspace.overview.nothing')} />}
      columns={[
        { key: 'name', label: t(`figures.solving.${by}`), lead: true, wide: true, cell: ({ name }) => name },
        ...columns,
      ]}
    />
  )
}
