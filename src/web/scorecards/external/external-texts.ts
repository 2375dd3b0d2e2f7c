import type { ExternalIndexView, FigureView } from '../../../modules/scorecards/external/view-types.ts'
import type { Words } from '../../figures/texts.ts'

export function indexName(key: ExternalIndexView['key'], { t }: Pick<Words, 't'>): string {
  return t(`external.name.${key}`)
}

/** "88,37 / 100"; the words for nothing known where there is no value. */
export function valueText(figure: Pick<FigureView, 'value' | 'max'> | null, { t, format }: Words): string {
  if (figure === null || figure.value === null) return t('external.no_value')
  const value = format.number(figure.value, 4)
  return figure.max === null ? value : t('external.of', { value, max: format.number(figure.max, 4) })
}

/** "12/63", "hạng 10 trở lên" of a goal without a number of provinces. */
export function rankText(figure: Pick<FigureView, 'rank' | 'ranked'> | null, { t, format }: Words): string {
  if (figure === null || figure.rank === null) return t('external.no_rank')
  const rank = format.number(figure.rank)
  return figure.ranked === null ? rank : `${rank}/${format.number(figure.ranked)}`
}

/** The newest year that has a figure. */
export function latestOf({ years }: Pick<ExternalIndexView, 'years'>) {
  return years.find(({ figure }) => figure !== null) ?? null
}
