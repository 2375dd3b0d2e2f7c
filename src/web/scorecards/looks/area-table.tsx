import type { AreaPoints, AreaSpread } from '../../../modules/scorecards/looks/view-types.ts'
import type { SchemeBrief } from '../../../modules/scorecards/view-types.ts'
import { said } from '../../figures/texts.ts'
import { type Shell, useShell } from '../../shell.ts'
import { type Column, DataTable } from '../../ui/index.ts'
import { lineName, pointsText } from '../texts.ts'
import type { BarRow } from './area-bars.tsx'
import type { RadarLine } from './radar-chart.tsx'

const COLUMNS = ['self', 'verified', 'final'] as const

/** The three lines of a unit's radar. */
export function radarLines(areas: readonly AreaPoints[], { t }: Shell): RadarLine[] {
  return COLUMNS.map((look) => ({
    look,
    name: t(`scorecards.column.${look}`),
    points: areas.map(({ points }) => points[look]),
  })).filter(({ points }) => points.some((one) => one !== null))
}

interface AreaTableProps {
  areas: readonly AreaPoints[]
  scheme: SchemeBrief
  /** Where an area's own lines stand. */
  areaTo?: ((key: string) => string) | undefined
  /** With the mean and the most of its kind beside it. */
  spread?: readonly AreaSpread[] | null
}

/** The numbers of the radar: each area in its columns, and its share of the maximum. */
export function AreaTable({ areas, scheme, areaTo, spread = null }: AreaTableProps) {
  const shell = useShell()
  const { t, locale, format } = shell
  const among = (key: 'mean' | 'best'): Column<AreaPoints> => ({
    key,
    label: t(`looks.${key}`),
    align: 'right',
    cell: (area) => pointsText(spread?.find((one) => one.key === area.key)?.[key] ?? null, scheme, shell),
  })
  return (
    <DataTable<AreaPoints>
      caption={t('looks.areas.title')}
      rows={areas}
      rowKey={({ key }) => key}
      dense
      columns={[
        {
          key: 'area',
          label: t('looks.area'),
          lead: true,
          cell: (area) =>
            areaTo === undefined ? lineName(area, locale) : <a href={areaTo(area.key)}>{lineName(area, locale)}</a>,
        },
        { key: 'max', label: t('looks.max'), align: 'right', cell: ({ max }) => format.number(max) },
        ...COLUMNS.map((key) => ({
          key,
          label: t(`scorecards.column.${key}`),
          align: 'right' as const,
          cell: ({ points }: AreaPoints) => pointsText(points[key], scheme, shell),
        })),
        {
          key: 'share',
          label: t('looks.share'),
          align: 'right',
          cell: ({ points, max }) => (points.final === null ? '–' : format.percent(points.final, max)),
        },
        ...(spread === null ? [] : [among('mean'), among('best')]),
      ]}
    />
  )
}

interface SpreadTableProps {
  spread: readonly AreaSpread[]
  /** The unit that is looked at; absent: the table is of all. */
  own?: { name: string; areas: readonly AreaPoints[] } | undefined
  scheme: SchemeBrief
}

/** The numbers of the bars: own, mean and most by area, and who has the most. */
export function SpreadTable({ spread, own, scheme }: SpreadTableProps) {
  const shell = useShell()
  const { t, locale, format } = shell
  const ownColumn: Column<AreaSpread>[] =
    own === undefined
      ? []
      : [
          {
            key: 'own',
            label: t('looks.own'),
            align: 'right',
            cell: ({ key }) => pointsText(ownPoints(own.areas, key), scheme, shell),
          },
        ]
  return (
    <DataTable<AreaSpread>
      caption={t('looks.spread.title')}
      rows={spread}
      rowKey={({ key }) => key}
      dense
      columns={[
        { key: 'area', label: t('looks.area'), lead: true, cell: (area) => lineName(area, locale) },
        { key: 'max', label: t('looks.max'), align: 'right', cell: ({ max }) => format.number(max) },
        ...ownColumn,
        { key: 'mean', label: t('looks.mean'), align: 'right', cell: ({ mean }) => pointsText(mean, scheme, shell) },
        { key: 'best', label: t('looks.best'), align: 'right', cell: ({ best }) => pointsText(best, scheme, shell) },
        {
          key: 'who',
          label: t('looks.best_units'),
          wide: true,
          cell: ({ bestUnits }) =>
            bestUnits.length > MOST_NAMES
              ? t('looks.units', { n: format.number(bestUnits.length) })
              : bestUnits.join(', ') || '–',
        },
      ]}
    />
  )
}

const MOST_NAMES = 3

function ownPoints(areas: readonly AreaPoints[], key: string): number | null {
  return areas.find((area) => area.key === key)?.points.final ?? null
}

/** The same as rows of bars. */
export function barRows({ spread, own, scheme }: SpreadTableProps, shell: Shell): BarRow[] {
  const bar = (look: 'own' | 'mean' | 'best', points: number | null) => ({
    look,
    points,
    text: pointsText(points, scheme, shell),
  })
  return spread.map(({ key, name, max, mean, best }) => ({
    key,
    name: lineName({ key, name }, shell.locale),
    max,
    bars: [...(own === undefined ? [] : [bar('own', ownPoints(own.areas, key))]), bar('mean', mean), bar('best', best)],
  }))
}

export function barLegend(own: { name: string } | undefined, { t }: Shell) {
  return [
    ...(own === undefined ? [] : [{ look: 'own' as const, name: own.name }]),
    { look: 'mean' as const, name: t('looks.mean') },
    { look: 'best' as const, name: t('looks.best') },
  ]
}

/** One sentence for who hears a radar instead of seeing it. */
export function radarLabel(areas: readonly AreaPoints[], name: string, { t, locale, format }: Shell): string {
  const known = areas.flatMap((area) => {
    const { final } = area.points
    return final === null ? [] : [{ name: said(area.name, { locale }), share: final / area.max }]
  })
  const sorted = known.sort((a, b) => b.share - a.share)
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first === undefined || last === undefined) return t('looks.radar.label_empty', { name })
  const percent = (share: number) => format.percent(share, 1)
  return t('looks.radar.label', {
    name,
    first: first.name,
    most: percent(first.share),
    last: last.name,
    least: percent(last.share),
  })
}
