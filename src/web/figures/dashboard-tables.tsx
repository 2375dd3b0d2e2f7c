import { periodWord } from '../../modules/indicators/reporting-period.ts'
import type { DashboardView, StepView, UnitView } from '../../modules/indicators/view-types.ts'
import { useShell } from '../shell.ts'
import { Bar, DataTable, EmptyState } from '../ui/index.ts'
import { BehindNumber } from './share-figures.tsx'
import { useStepColumns } from './step-columns.tsx'

/** The units below an agency: communes as tiles, all of them ranked with the number of cases. */
export function UnitRanking({ view }: { view: DashboardView }) {
  const { t, format } = useShell()
  const communes = view.units.filter(({ isCommune }) => isCommune)
  const to = (unit: UnitView) => `/lam-viec/so-lieu/bang?co-quan=${unit.id}&ky=${periodWord(view.period)}`
  return (
    <section>
      <h2>{t('figures.units.title')}</h2>
      <p className="soft">{t('figures.units.how')}</p>
      {communes.length > 8 && <CommuneTiles communes={communes} to={to} />}
      <DataTable
        caption={t('figures.units.title')}
        rows={view.units.map((unit, at) => ({ ...unit, rank: at + 1 }))}
        rowKey={({ id }) => id}
        dense
        first={5}
        columns={[
          {
            key: 'name',
            label: t('figures.solving.unit'),
            lead: true,
            cell: (unit) => (
              <a href={to(unit)} className="num">
                {`${format.number(unit.rank)}. ${unit.name}`}
              </a>
            ),
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

/** Communes as tiles: those that were late stand open, all of them a press away. */
function CommuneTiles({ communes, to }: { communes: readonly UnitView[]; to: (unit: UnitView) => string }) {
  const { t, format } = useShell()
  const sorted = [...communes].sort((a, b) => a.name.localeCompare(b.name, 'vi'))
  const behind = sorted.filter((unit) => ['soon', 'late'].includes(toneOf(unit)))
  const idle = sorted.filter(({ solved }) => solved === 0)
  const tiles = (units: readonly UnitView[], label: string) => (
    <ul className="tiles" aria-label={label}>
      {units.map((unit) => (
        <li key={unit.id}>
          <a className={`tile ${toneOf(unit)}`} href={to(unit)}>
            <span>{unit.placeName}</span>
            <strong>{format.percent(unit.inTime, unit.solved)}</strong>
            <small>{t('figures.of', { part: format.number(unit.inTime), whole: format.number(unit.solved) })}</small>
          </a>
        </li>
      ))}
    </ul>
  )
  return (
    <>
      <p>
        {t('figures.units.summary', {
          communes: format.number(communes.length),
          good: format.number(communes.length - behind.length - idle.length),
          behind: format.number(behind.length),
          idle: format.number(idle.length),
        })}
      </p>
      {behind.length > 0 && tiles(behind, t('figures.units.behind'))}
      <details className="disclosure more-rows">
        <summary>{t('figures.units.all_tiles', { communes: format.number(communes.length) })}</summary>
        {tiles(sorted, t('figures.units.tiles'))}
      </details>
    </>
  )
}

/** Four tones; a tile says its share in words too. */
function toneOf({ inTime, solved }: UnitView): string {
  if (solved === 0) return 'none'
  const share = inTime / solved
  if (share >= 0.98) return 'ok'
  return share >= 0.9 ? 'soon' : 'late'
}

/** Where working time goes, step by step; the first ones, for the chart beside it shows them all. */
export function StepTable({ steps }: { steps: readonly StepView[] }) {
  const { t } = useShell()
  const columns = useStepColumns()
  return (
    <DataTable<StepView>
      caption={t('figures.chart.flow')}
      rows={steps}
      rowKey={({ procedureCode, step }) => `${procedureCode} ${step}`}
      dense
      first={5}
      empty={<EmptyState title={t('workspace.overview.nothing')} />}
      columns={[
        columns.step(),
        columns.visits(),
        columns.span(t('figures.steps.median'), ({ median }) => median),
        columns.span(t('figures.steps.ninetieth'), ({ ninetieth }) => ninetieth),
        columns.span(t('figures.steps.all'), ({ minutes }) => minutes),
      ]}
    />
  )
}
