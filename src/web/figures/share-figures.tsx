import type { ReactNode } from 'react'
import type { RatingSums } from '../../modules/feedback/view-types.ts'
import type { Measure } from '../../modules/indicators/facts/measure.ts'
import type { ReportingPeriod } from '../../modules/indicators/reporting-period.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { useShell } from '../shell.ts'
import { Figure } from '../ui/index.ts'
import { behindPath } from './addresses.ts'

export interface FigurePlace {
  agencyId: AgencyId
  period: ReportingPeriod
}

export interface ShareProps {
  label: string
  part: number
  whole: number
  /** Of dossiers when left out. */
  unit?: 'components'
  measures: readonly Measure[]
  place: FigurePlace
}

/** A share with its two numbers, open to the dossiers of the part. Of nothing there is no share: it says so. */
export function ShareFigure({ label, part, whole, unit, measures, place }: ShareProps) {
  const { t, format } = useShell()
  const key = unit === 'components' ? 'figures.components_of' : 'figures.of'
  return (
    <Figure
      value={whole === 0 ? t('figures.none') : format.percent(part, whole)}
      label={label}
      of={t(key, { part: format.number(part), whole: format.number(whole) })}
      link={{ to: behindPath(measures, place), label: t('workspace.overview.see') }}
    />
  )
}

/** A number that opens to its dossiers. */
export function CountFigure(props: {
  label: string
  n: number
  of?: ReactNode
  measures: readonly Measure[]
  place: FigurePlace
}) {
  const { t, format } = useShell()
  const { label, n, of, measures, place } = props
  return (
    <Figure
      value={format.number(n)}
      label={label}
      {...(of === undefined ? {} : { of })}
      link={{ to: behindPath(measures, place), label: t('workspace.overview.see') }}
    />
  )
}

/**
 * How content people were. Before the first rating nothing is known, which is not 0; and it opens to no dossier: a rating is not to be
 * traced to whoever gave it.
 */
export function SatisfactionFigure({ ratings: { ratings, satisfied, low, hasBegun } }: { ratings: RatingSums }) {
  const { t, format } = useShell()
  if (!hasBegun || ratings === 0) {
    return <Figure value={t('figures.none')} label={t('figures.ratings.label')} of={t('figures.ratings.none')} />
  }
  return (
    <Figure
      value={format.percent(satisfied, ratings)}
      label={t('figures.ratings.label')}
      of={t('figures.ratings.of', {
        part: format.number(satisfied),
        whole: format.number(ratings),
        low: format.number(low),
      })}
    />
  )
}

/** A number in a table that opens to its dossiers; 0 opens to nothing. */
export function BehindNumber({ n, measures, place }: { n: number; measures: readonly Measure[]; place: FigurePlace }) {
  const { format } = useShell()
  if (n === 0) return format.number(0)
  return <a href={behindPath(measures, place)}>{format.number(n)}</a>
}

/** A chart drawn on the server; its table stands beside it. */
export function Chart({ svg }: { svg: string }) {
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by us, its words escaped by the chart library
    <div className="chart" dangerouslySetInnerHTML={{ __html: svg }} />
  )
}
