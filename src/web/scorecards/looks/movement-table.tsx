import type { MovedColumn, MovedLine } from '../../../modules/scorecards/looks/view-types.ts'
import type { SchemeBrief } from '../../../modules/scorecards/view-types.ts'
import { said } from '../../figures/texts.ts'
import { useShell } from '../../shell.ts'
import { DataTable, Tag } from '../../ui/index.ts'
import { pointsText } from '../texts.ts'
import { changeText, whyText } from './look-texts.ts'

export interface MovementTableProps {
  caption: string
  total: MovedLine
  lines: readonly MovedLine[]
  column: MovedColumn
  years: { before: number; now: number }
  scheme: SchemeBrief
}

/** Points of two years by area and criterion, and why a line cannot be compared where it cannot. */
export function MovementTable({ caption, total, lines, column, years, scheme }: MovementTableProps) {
  const shell = useShell()
  const { t } = shell
  const rows = [total, ...lines.filter((line) => line.depth < 2 || isTold(line))]
  return (
    <>
      <p className="soft small">{t('looks.movement.column', { column: t(`scorecards.column.${column}`) })}</p>
      <DataTable<MovedLine>
        caption={caption}
        rows={rows}
        rowKey={({ key }) => key}
        dense
        columns={[
          {
            key: 'line',
            label: t('scorecards.column.line'),
            lead: true,
            cell: ({ key, name, depth }) => {
              const text = key === '' ? t('looks.total') : `${key}. ${said(name, shell)}`
              return depth === 0 ? <b>{text}</b> : text
            },
          },
          {
            key: 'before',
            label: String(years.before),
            align: 'right',
            cell: ({ before }) => pointsText(before, scheme, shell),
          },
          { key: 'now', label: String(years.now), align: 'right', cell: ({ now }) => pointsText(now, scheme, shell) },
          {
            key: 'change',
            label: t('looks.movement.change'),
            align: 'right',
            wide: true,
            cell: (line) =>
              line.why === null ? (
                <Change line={line} text={changeText(line.change, scheme, shell)} />
              ) : (
                <span className="soft small">{whyText(line, shell)}</span>
              ),
          },
        ]}
      />
    </>
  )
}

/** A component is worth a line of its own when it has points in either year. */
function isTold({ before, now }: MovedLine): boolean {
  return before !== null || now !== null
}

/** Up, down or the same: by sign and word, the colour only helps. */
function Change({ line: { change, kind }, text }: { line: MovedLine; text: string }) {
  if (change === null || change === 0) return text
  // More penalty is no progress.
  const isBetter = kind === 'penalty' ? change < 0 : change > 0
  return <Tag tone={isBetter ? 'ok' : 'late'}>{text}</Tag>
}
