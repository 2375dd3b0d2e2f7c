import type { ReactNode } from 'react'
import { useShell } from '../shell.ts'

export interface Column<Row> {
  key: string
  /** The head of the column; on a phone it stands before each value. */
  label: string
  cell(row: Row): ReactNode
  align?: 'right'
  /** On a phone this value heads the row, without its label. */
  lead?: boolean
  /** In a dense table on a phone: a line of its own. */
  wide?: boolean
}

export interface DataTableProps<Row> {
  /** What the table holds; read aloud, not shown. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey(row: Row): string
  /** A check box before each row: the name of the field, the value and the spoken label of one row. */
  pick?: { name: string; value(row: Row): string; label(row: Row): string; picked?(row: Row): boolean }
  /** What stands there when there is no row. */
  empty?: ReactNode
  /** Lets the keyboard script walk the rows. */
  keys?: boolean
  /** A table of figures: on a phone its numbers stand side by side, four to a line. */
  dense?: boolean
  /** So many rows are shown; the others open on demand. Print shows all. */
  first?: number
}

/** A table that is a list on a phone. Roles are stated, because the style sheet's list would take them away. */
export function DataTable<Row>({ first, ...props }: DataTableProps<Row>) {
  const { t, format } = useShell()
  const { rows, empty, caption } = props
  if (rows.length === 0 && empty !== undefined) return empty
  if (first === undefined || rows.length <= first + 3) return <WholeTable {...props} />
  const others = format.number(rows.length - first)
  return (
    <>
      <WholeTable {...props} rows={rows.slice(0, first)} />
      <details className="disclosure more-rows">
        <summary>{t('table.others', { count: others })}</summary>
        <WholeTable
          {...props}
          caption={`${caption} · ${t('table.others', { count: others })}`}
          rows={rows.slice(first)}
        />
      </details>
    </>
  )
}

function WholeTable<Row>(props: Omit<DataTableProps<Row>, 'first' | 'empty'>) {
  const { caption, columns, rows, rowKey, pick, keys = false, dense = false } = props
  const classes = ['rows', pick === undefined ? '' : 'pickable', dense ? 'dense' : ''].filter(Boolean).join(' ')
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: display changes on a phone drop the native ones
    <table className={classes} role="table" data-rows={keys ? '' : undefined}>
      <caption className="visually-hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {pick !== undefined && <PickHead />}
          {columns.map((column) => (
            <th key={column.key} role="columnheader" scope="col" className={column.align}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row">
            {pick !== undefined && <PickCell pick={pick} row={row} />}
            {columns.map((column) => (
              <td
                key={column.key}
                role="cell"
                data-label={column.label}
                className={
                  [column.align, column.lead === true && 'lead-cell', column.wide === true && 'wide-cell']
                    .filter(Boolean)
                    .join(' ') || undefined
                }
              >
                <div>{column.cell(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
  )
}

function PickHead() {
  const { t } = useShell()
  return (
    // biome-ignore lint/a11y/noRedundantRoles: display changes on a phone drop the native one
    <th className="pick-cell" role="columnheader" scope="col">
      <span className="visually-hidden">{t('table.pick')}</span>
    </th>
  )
}

function PickCell<Row>({ pick, row }: { pick: NonNullable<DataTableProps<Row>['pick']>; row: Row }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: display changes on a phone drop the native one
    <td className="pick-cell" role="cell">
      <label className="pick">
        <span className="visually-hidden">{pick.label(row)}</span>
        <input type="checkbox" name={pick.name} value={pick.value(row)} defaultChecked={pick.picked?.(row) ?? false} />
      </label>
    </td>
  )
}

export interface PagerProps {
  /** Addresses of the pages before and after; keyset pages know no numbers. */
  previous?: string
  next?: string
  /** "25 hồ sơ trên trang này". */
  note?: string
}

/** Next and previous of a long list. */
export function Pager({ previous, next, note }: PagerProps) {
  const { t } = useShell()
  if (previous === undefined && next === undefined && note === undefined) return null
  return (
    <nav className="pager" aria-label={t('table.pages')}>
      {previous !== undefined && (
        <a className="button second" href={previous} rel="prev">
          {t('table.previous')}
        </a>
      )}
      {next !== undefined && (
        <a className="button second" href={next} rel="next">
          {t('table.next')}
        </a>
      )}
      {note !== undefined && <span className="soft num">{note}</span>}
    </nav>
  )
}

export interface EmptyStateProps {
  title: string
  text?: string
  children?: ReactNode
}

/** Nothing here: says why, and what to do instead. */
export function EmptyState({ title, text, children }: EmptyStateProps) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {text !== undefined && <p>{text}</p>}
      {children}
    </div>
  )
}
