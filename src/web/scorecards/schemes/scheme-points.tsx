import type { LineThroughYears } from '../../../modules/scorecards/schemes/points-through-years.ts'
import type { SchemeHistoryView } from '../../../modules/scorecards/schemes/view-types.ts'
import { said } from '../../figures/texts.ts'
import { useShell } from '../../shell.ts'
import { Actions, DataTable, PageForm, SecondButton, SelectField } from '../../ui/index.ts'
import { pointsText } from '../texts.ts'

/** Final points of the same lines in each published year, of one unit or the mean of all; an old code is told where it was another. */
export function PointsThroughYears({ view }: { view: SchemeHistoryView }) {
  const shell = useShell()
  const { t, format } = shell
  const { unitId, years, lines, units } = view.points
  const caption = t('scorecards.years.title')
  if (years.length === 0) {
    return (
      <section>
        <h2>{caption}</h2>
        <p className="soft">{t('scorecards.years.none')}</p>
      </section>
    )
  }
  return (
    <section>
      <h2>{caption}</h2>
      <p className="soft">{t('scorecards.years.text')}</p>
      <PageForm method="get">
        {view.changes !== null && (
          <>
            <input type="hidden" name="tu" value={view.changes.from} />
            <input type="hidden" name="den" value={view.changes.to} />
          </>
        )}
        <SelectField
          name="don-vi"
          label={t('scorecards.column.unit')}
          hint={t('scorecards.years.whole')}
          optional
          initial={unitId ?? ''}
          choices={units.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Actions>
          <SecondButton>{t('scorecards.years.button')}</SecondButton>
        </Actions>
      </PageForm>
      <DataTable<LineThroughYears>
        caption={caption}
        rows={lines}
        rowKey={({ node }) => node.key}
        dense
        first={20}
        columns={[
          {
            key: 'line',
            label: t('scorecards.column.line'),
            lead: true,
            cell: ({ node }) => `${node.key}. ${said(node.name, shell)}`,
          },
          ...years.map((year, at) => ({
            key: String(year),
            label: String(year),
            align: 'right' as const,
            cell: ({ node, years: all }: LineThroughYears) => {
              const own = all[at] ?? null
              if (own === null) return <span className="soft">{t('scorecards.years.absent')}</span>
              const points = pointsText(own.points, { decimals: view.decimals }, shell)
              const max = own.max === null ? '' : ` / ${format.number(own.max)}`
              return (
                <>
                  {`${points}${max}`}
                  {own.key !== node.key && (
                    <div className="soft small">{t('scorecards.years.old_key', { key: own.key })}</div>
                  )}
                </>
              )
            },
          })),
        ]}
      />
    </section>
  )
}
