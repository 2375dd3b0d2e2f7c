import type { ExternalIndexView } from '../../../modules/scorecards/external/view-types.ts'
import { useShell } from '../../shell.ts'
import { DataTable, Tag } from '../../ui/index.ts'
import { indexName, latestOf, rankText, valueText } from './external-texts.ts'

/** Each index with its newest figure and the goal that comes next; "chưa có số liệu" where there is none. */
export function IndexTable({ indices, to }: { indices: readonly ExternalIndexView[]; to(key: string): string }) {
  const shell = useShell()
  const { t } = shell
  return (
    <DataTable<ExternalIndexView>
      caption={t('external.title')}
      rows={indices}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'name',
          label: t('external.index'),
          lead: true,
          cell: ({ key, years }) => {
            const waiting = years.reduce((sum, { pending }) => sum + pending.length, 0)
            return (
              <>
                <a href={to(key)}>{indexName(key, shell)}</a>
                <div className="soft small">{t(`external.about.${key}`)}</div>
                {waiting > 0 && <Tag tone="wait">{t('external.waiting', { n: waiting })}</Tag>}
              </>
            )
          },
        },
        {
          key: 'year',
          label: t('external.year'),
          align: 'right',
          cell: (index) => latestOf(index)?.year ?? t('external.empty'),
        },
        {
          key: 'value',
          label: t('external.value'),
          align: 'right',
          cell: (index) => (latestOf(index) === null ? '–' : valueText(latestOf(index)?.figure ?? null, shell)),
        },
        {
          key: 'rank',
          label: t('external.rank'),
          align: 'right',
          cell: (index) => (latestOf(index) === null ? '–' : rankText(latestOf(index)?.figure ?? null, shell)),
        },
        {
          key: 'goal',
          label: t('external.goal'),
          align: 'right',
          cell: ({ years }) => {
            const next = years.find(({ goal }) => goal !== null)
            if (next === undefined) return '–'
            const { goal, year } = next
            const rank = goal?.rank == null ? [] : [t('external.goal_rank', { rank: rankText(goal, shell) })]
            const value = goal?.value == null ? [] : [valueText(goal, shell)]
            return `${year}: ${[...value, ...rank].join('; ')}`
          },
        },
      ]}
    />
  )
}
