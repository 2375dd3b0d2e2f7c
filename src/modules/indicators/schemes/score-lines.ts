import { addMonths } from '../../../platform/civil-date.ts'
import { type ReportingPeriod, reportingPeriod } from '../reporting-period.ts'
import type { AreaScore, ComponentScore, CriterionScore } from './evaluate-scheme.ts'
import type { ValueOf } from './expression.ts'
import type { Leaf, Scheme } from './scheme.ts'
import { dossiersOf } from './scheme-measures.ts'
import type { SchemeHead, ScoreLine } from './view-types.ts'

export function headOf({ key, version, name, source, note, level, max, decimals, areas }: Scheme): SchemeHead {
  return {
    key,
    version,
    name,
    source,
    note: note ?? null,
    level,
    max,
    decimals,
    areas: areas.map((area) => ({ key: area.key, name: area.name, max: area.max })),
  }
}

/** The tree as lines, each with how deep it stands. */
export function linesOfScore(scheme: Scheme, areas: readonly AreaScore[], valueFor: ValueOf): ScoreLine[] {
  const leaf = ({ node, own, ...part }: ComponentScore, depth: 1 | 2): ScoreLine => ({
    ...part,
    key: node.key,
    depth,
    name: node.name,
    owner: node.owner ?? null,
    own: {
      ...own,
      rule: node.rule,
      source: node.source ?? scheme.source,
      isShare: node.method.kind === 'ratio',
      unit: node.method.kind === 'information' ? node.method.unit : null,
      behind: behindOf(node, valueFor),
    },
  })
  const criterion = ({ node, own, components, ...part }: CriterionScore): ScoreLine[] => {
    if (own !== null && !('components' in node)) return [leaf({ node, own, ...part }, 1)]
    const line: ScoreLine = { ...part, key: node.key, depth: 1, name: node.name, owner: node.owner ?? null, own: null }
    return [line, ...components.map((one) => leaf(one, 2))]
  }
  return areas.flatMap(({ node, criteria, ...part }): ScoreLine[] => [
    { ...part, key: node.key, depth: 0, name: node.name, owner: node.owner ?? null, own: null },
    ...criteria.flatMap(criterion),
  ])
}

function behindOf({ behind = [] }: Leaf, valueFor: ValueOf): NonNullable<ScoreLine['own']>['behind'] {
  return behind.map((word) => ({ word, measures: dossiersOf(word), n: valueFor(word) ?? 0 }))
}

const MONTHS_BACK = 13
const QUARTERS_BACK = 6
const YEARS_BACK = 3

/** What can be chosen on a day, newest first: quarters, months and years as far as the scheme has them and its years reach. */
export function schemePeriods({ periods, years }: Pick<Scheme, 'periods' | 'years'>, today: string): ReportingPeriod[] {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const back = (count: number, step: number, make: (year: number, month: number) => ReportingPeriod) =>
    Array.from({ length: count }, (_, at) => {
      const first = addMonths(`${year}-${String(month).padStart(2, '0')}-01`, -at * step)
      return make(Number(first.slice(0, 4)), Number(first.slice(5, 7)))
    })
  const quarters = back(QUARTERS_BACK, 3, (y, m) => reportingPeriod('quarter', y, Math.ceil(m / 3) * 3))
  const months = back(MONTHS_BACK, 1, (y, m) => reportingPeriod('month', y, m))
  const all = back(YEARS_BACK, 12, (y) => reportingPeriod('calendar_year', y))
  return [
    ...(periods.includes('quarter') ? quarters : []),
    ...(periods.includes('month') ? months : []),
    ...(periods.includes('year') ? all : []),
  ].filter((one) => years.from <= one.year && (years.to === null || one.year <= years.to))
}
