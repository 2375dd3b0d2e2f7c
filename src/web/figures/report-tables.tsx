import { opensTo } from '../../modules/indicators/reports/outline.ts'
import type { GridRow, ReportCell, ReportSection } from '../../modules/indicators/reports/report.ts'
import {
  besideColumns,
  officialColumns,
  type SolvingColumns,
} from '../../modules/indicators/reports/solving-columns.ts'
import type { ReportView } from '../../modules/indicators/reports/view-types.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { useShell } from '../shell.ts'
import { type Column, DataTable, Tag } from '../ui/index.ts'
import { behindPath, columnPath } from './addresses.ts'
import { cellName, cellRule, partNumbers, partPercent, partText } from './report-texts.ts'

/** Form II.06a of a report; where its reader may see them, the numbers open to their dossiers. */
export function GridTable({ view }: { view: ReportView }) {
  const { t } = useShell()
  const { grid } = view.snapshot
  const procedures = grid.filter(({ by }) => by === 'procedure')
  const beside = grid.filter(({ columns }) => besideColumns.some((key) => columns[key] !== 0))
  return (
    <>
      <Columns
        view={view}
        rows={grid.filter(({ by }) => by !== 'procedure')}
        keys={officialColumns}
        caption={t('reports.paper.grid')}
      />
      {procedures.length > 0 && (
        <>
          <h3>{t('figures.solving.by_procedure')}</h3>
          <Columns view={view} rows={procedures} keys={officialColumns} caption={t('figures.solving.by_procedure')} />
        </>
      )}
      {beside.length > 0 && (
        <details className="disclosure">
          <summary>{t('reports.paper.beside')}</summary>
          <Columns view={view} rows={beside} keys={besideColumns} caption={t('reports.paper.beside')} />
        </details>
      )}
    </>
  )
}

interface ColumnsProps {
  view: ReportView
  rows: readonly GridRow[]
  keys: readonly (keyof SolvingColumns)[]
  caption: string
}

function Columns({ view, rows, keys, caption }: ColumnsProps) {
  const { t, format } = useShell()
  const columns: Column<GridRow>[] = keys.map((key) => ({
    key,
    label: t(`figures.column.${key}`),
    align: 'right',
    cell: (row) => {
      const n = row.columns[key]
      if (n === 0 || !view.opens) return format.number(n)
      return <a href={columnPath(key, placeOf(row, view))}>{format.number(n)}</a>
    },
  }))
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={({ by, key }) => `${by} ${key}`}
      dense
      first={20}
      columns={[
        { key: 'name', label: t('reports.paper.name'), lead: true, wide: true, cell: (row) => <RowName row={row} /> },
        ...columns,
      ]}
    />
  )
}

function RowName({ row }: { row: GridRow }) {
  const { t } = useShell()
  return (
    <>
      {row.by === 'agency' ? <b>{row.name}</b> : row.name}
      {row.basis === 'frozen' && <div className="soft small">{t('reports.page.frozen')}</div>}
    </>
  )
}

function placeOf(row: GridRow, { agency, period }: ReportView) {
  if (row.by === 'procedure') return { agencyId: agency.id, period, procedureCode: row.key }
  return { agencyId: row.key as AgencyId, period }
}

/** The figures of a section with the two periods they are compared with. */
export function FigureTable({ section, view }: { section: ReportSection; view: ReportView }) {
  const shell = useShell()
  const { t } = shell
  return (
    <DataTable
      caption={t(`reports.section.${section.key}`)}
      rows={section.cells}
      rowKey={({ key }) => key}
      columns={[
        { key: 'figure', label: t('reports.column.figure'), lead: true, cell: (cell) => cellName(cell, shell) },
        {
          key: 'value',
          label: t('reports.column.value'),
          align: 'right',
          cell: (cell) => <Value cell={cell} view={view} />,
        },
        {
          key: 'percent',
          label: t('reports.column.percent'),
          align: 'right',
          cell: ({ now }) => partPercent(now, shell) || '–',
        },
        {
          key: 'before',
          label: t('reports.column.before'),
          align: 'right',
          cell: ({ before }) => partText(before, shell),
        },
        {
          key: 'year_ago',
          label: t('reports.column.year_ago'),
          align: 'right',
          cell: ({ yearAgo }) => partText(yearAgo, shell),
        },
        {
          key: 'note',
          label: t('reports.column.note'),
          cell: (cell) => (
            <>
              <span className="small">{cellRule(cell, shell)}</span>
              {cell.standing === 'unverified' && (
                <div>
                  <Tag tone="soon">{t('reports.standing.unverified')}</Tag>
                </div>
              )}
            </>
          ),
        },
      ]}
    />
  )
}

function Value({ cell, view }: { cell: ReportCell; view: ReportView }) {
  const shell = useShell()
  const behind = cell.source === 'ledger' ? opensTo(cell.key) : []
  const text = partNumbers(cell.now, shell)
  if (!view.opens || behind.length === 0 || !cell.now?.numerator) return text
  const place = { agencyId: view.agency.id, period: view.period }
  return <a href={typeof behind === 'string' ? columnPath(behind, place) : behindPath(behind, place)}>{text}</a>
}
