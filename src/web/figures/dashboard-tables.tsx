import { periodWord } from '../../modules/indicators/reporting-period.ts'
import type { DashboardView, StepView, UnitView } from '../../modules/indicators/view-types.ts'
import { useShell } from '../shell.ts'
import { Bar, DataTable, EmptyState } from '../ui/index.ts'
import { BehindNumber } from './share-figures.tsx'
import { said } from './texts.ts'

/** The units below an agency: communes as tiles, all of them ranked with the number of cases. */
export function UnitRanking({ view }: { view: DashboardView }) {
  const { t, format } = useShell()
  const communes = view.units.filter(({ isCommune }) => isCommune)
  const to = (unit: UnitView) => `/lam-viec/so-lieu/bang?co-quan=${unit.id}&ky=${periodWord(view.period)}`
  return (
    <section>
      <h2>{t('figures.units.title')}</h2>
      <p className="soft">{t('figures.units.how')}</p>
      {communes.length > 8 && (
        <ul className="tiles" aria-label={t('figures.units.tiles')}>
          {[...communes]
            .sort((a, b) => a.name.localeCompare(b.name, 'vi'))
            .map((unit) => (
              <li key={unit.id}>
                <a className={`tile ${toneOf(unit)}`} href={to(unit)}>
                  <span>{unit.placeName}</span>
                  <strong>{format.percent(unit.inTime, unit.solved)}</strong>
                  <small>
                    {t('figures.of', { part: format.number(unit.inTime), whole: format.number(unit.solved) })}
                  </small>
                </a>
              </li>
            ))}
        </ul>
      )}
      <DataTable
        caption={t('figures.units.title')}
        rows={view.units.map((unit, at) => ({ ...unit, rank: at + 1 }))}
        rowKey={({ id }) => id}
        dense
        first={15}
        columns={[
          { key: 'rank', label: t('figures.units.rank'), align: 'right', cell: ({ rank }) => format.number(rank) },
          {
            key: 'name',
            label: t('figures.solving.unit'),
            lead: true,
            cell: (unit) => <a href={to(unit)}>{unit.name}</a>,
          },
          {
            key: 'share',
            label: t('figures.solving.in_time'),
            wide: true,
            cell: ({ inTime, solved }) => (
              <>
                <span className="num">{format.percent(inTime, solved)}</span>{' '}
                <span className="soft small">
                  {t('figures.of', { part: format.number(inTime), whole: format.number(solved) })}
                </span>
                {solved > 0 && <Bar share={inTime / solved} tone={inTime === solved ? 'ok' : 'soon'} />}
              </>
            ),
          },
          {
            key: 'open',
            label: t('figures.month.open'),
            align: 'right',
            cell: ({ id, open }) => (
              <BehindNumber n={open} measures={['open']} place={{ agencyId: id, period: view.period }} />
            ),
          },
          {
            key: 'overdue',
            label: t('figures.month.overdue'),
            align: 'right',
            cell: ({ id, overdue }) => (
              <BehindNumber n={overdue} measures={['overdue']} place={{ agencyId: id, period: view.period }} />
            ),
          },
        ]}
      />
    </section>
  )
}

/** Four tones; a tile says its share in words too. */
function toneOf({ inTime, solved }: UnitView): string {
  if (solved === 0) return 'none'
  const share = inTime / solved
  if (share >= 0.98) return 'ok'
  return share >= 0.9 ? 'soon' : 'late'
}

/** Where working time goes, step by step. */
export function StepTable({ steps }: { steps: readonly StepView[] }) {
  const shell = useShell()
  const { t, format } = shell
  return (
    <DataTable
      caption={t('figures.chart.flow')}
      rows={steps}
      rowKey={({ procedureCode, step }) => `${procedureCode} ${step}`}
      dense
      first={15}
      empty={<EmptyState title={t('workspace.overview.nothing')} />}
      columns={[
        {
          key: 'step',
          label: t('figures.steps.step'),
          lead: true,
          cell: ({ stepName, procedureName }) => (
            <>
              {said(stepName, shell)}
              <div className="soft small">{said(procedureName, shell)}</div>
            </>
          ),
        },
        {
          key: 'visits',
          label: t('figures.steps.visits'),
          align: 'right',
          cell: ({ visits }) => format.number(visits),
        },
        {
          key: 'median',
          label: t('figures.steps.median'),
          align: 'right',
          cell: ({ median }) => format.workingSpan(median),
        },
        {
          key: 'ninetieth',
          label: t('figures.steps.ninetieth'),
          align: 'right',
          cell: ({ ninetieth }) => format.workingSpan(ninetieth),
        },
        {
          key: 'all',
          label: t('figures.steps.all'),
          align: 'right',
          cell: ({ minutes }) => format.workingSpan(minutes),
        },
      ]}
    />
  )
}
