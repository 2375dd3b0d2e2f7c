import type { LoaderFunctionArgs } from 'react-router'
import { FEWEST_CASES, mapMeasureNames, mapMeasures, toneOf } from '../../modules/indicators/map/map-measure.ts'
import type { MapTile, MapView } from '../../modules/indicators/map/view-types.ts'
import { periodWord } from '../../modules/indicators/reporting-period.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { DataTable, EmptyState, PageForm, PageHeading, PrintHint, SecondButton, SelectField } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { formStateOf } from '../workspace/query-form.ts'
import { behindPath, questionOf } from './addresses.ts'
import { periodChoices, periodName } from './texts.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const search = new URL(request.url).searchParams
  const measure = mapMeasureNames.find((name) => name === search.get('chi-tieu')) ?? 'on_time'
  return { view: await page.services.flow.getMap(page.actor, { ...questionOf(search), measure }) }
}

/** A tile a commune, by the share that was chosen; each opens to its dossiers, and the table says the same in words. */
export default function MapPage({ loaderData: { view } }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t } = shell
  return (
    <>
      <PageHeading kicker={`${view.agency.name} · ${periodName(view.period, shell)}`}>
        {t(`figures.map.${view.measure}`)}
      </PageHeading>
      <Choices view={view} />
      {view.tiles.length === 0 ? (
        <EmptyState title={t('figures.map.none')} />
      ) : (
        <>
          <Legend view={view} />
          <ul className="tiles" aria-label={t('figures.units.tiles')}>
            {view.tiles.map((tile) => (
              <li key={tile.id}>
                <Tile view={view} tile={tile} />
              </li>
            ))}
          </ul>
          <Table view={view} />
        </>
      )}
      <PrintHint />
    </>
  )
}

function Choices({ view }: { view: MapView }) {
  const shell = useShell()
  const { t } = shell
  const chosen = { 'chi-tieu': view.measure, ky: periodWord(view.period), 'co-quan': view.agency.id }
  return (
    <PageForm method="get" state={formStateOf(new URLSearchParams(chosen), [])}>
      <div className="filters no-print">
        <SelectField
          name="chi-tieu"
          label={t('figures.map.measure')}
          choices={mapMeasureNames.map((name) => ({ value: name, label: t(`figures.map.${name}`) }))}
        />
        <SelectField name="ky" label={t('figures.solving.period')} choices={periodChoices(view.periods, shell)} />
        <SecondButton>{t('workspace.overview.show')}</SecondButton>
      </div>
      <input type="hidden" name="co-quan" value={view.agency.id} />
    </PageForm>
  )
}

function Legend({ view }: { view: MapView }) {
  const { t } = useShell()
  const tones =
    view.measure === 'on_time' || view.measure === 'late'
      ? (['ok', 'soon', 'late'] as const)
      : (['high', 'middle', 'low'] as const)
  return (
    <ul className="tile-legend">
      {tones.map((tone) => (
        <li key={tone}>
          <span className={`tile-key ${tone}`} aria-hidden="true" /> {t(`figures.map.tone.${tone}`)}
        </li>
      ))}
      <li>
        <span className="tile-key" aria-hidden="true" /> {t('figures.map.tone.few', { count: FEWEST_CASES })}
      </li>
    </ul>
  )
}

function pathOf({ measure, period }: MapView, { id }: MapTile): string {
  return behindPath(mapMeasures[measure].part, { agencyId: id, period })
}

function Tile({ view, tile }: { view: MapView; tile: MapTile }) {
  const { t, format } = useShell()
  const tone = toneOf(view.measure, tile)
  return (
    <a className={`tile ${tone}`} href={pathOf(view, tile)}>
      <span>{tile.placeName}</span>
      <strong>{tile.whole === 0 ? '–' : format.percent(tile.part, tile.whole)}</strong>
      <small>
        <Parts view={view} tile={tile} />
        {tone !== 'few' && <span className="tile-word">{t(`figures.map.word.${tone}`)}</span>}
      </small>
    </a>
  )
}

function Parts({ view, tile }: { view: MapView; tile: MapTile }) {
  const { t, format } = useShell()
  const key = view.measure === 'digitised' ? 'figures.components_of' : 'figures.of'
  return t(key, { part: format.number(tile.part), whole: format.number(tile.whole) })
}

function Table({ view }: { view: MapView }) {
  const { t, format } = useShell()
  return (
    <details className="disclosure">
      <summary>{t('figures.table')}</summary>
      <DataTable
        caption={t(`figures.map.${view.measure}`)}
        rows={view.tiles}
        rowKey={({ id }) => id}
        dense
        columns={[
          {
            key: 'name',
            label: t('figures.solving.unit'),
            lead: true,
            cell: (tile) => <a href={pathOf(view, tile)}>{tile.name}</a>,
          },
          {
            key: 'share',
            label: t(`figures.map.${view.measure}`),
            align: 'right',
            cell: ({ part, whole }) => (whole === 0 ? '–' : format.percent(part, whole)),
          },
          { key: 'of', label: t('figures.alerts.cases'), cell: (tile) => <Parts view={view} tile={tile} /> },
        ]}
      />
    </details>
  )
}
