import type { Leaf } from '../indicators/schemes/scheme.ts'
import { type FullScorecard, isCounted } from './scorecard-scheme.ts'

type Both = Leaf['name']

/** How a line gets its points: counted by the system, from a survey, by people with evidence, on top or taken off. */
export type LineKind = 'area' | 'criterion' | 'counted' | 'survey' | 'written' | 'bonus' | 'penalty'

/** A line of a sheet, in the order of the scheme. */
export interface SheetLine {
  key: string
  depth: 0 | 1 | 2
  kind: LineKind
  name: Both
  max: number
  rule: Both | null
  leaf: Leaf | null
  /** Keys of the scored lines below it; of a scored line its own. */
  parts: string[]
  /** Words alone are not enough: a file or a link must come with the score. */
  needsEvidence: boolean
  /** Of a survey line: the questionnaire, and the factor, that answers it; null where the scheme does not say. */
  survey: string | null
  /** The code of the version before that it goes on with; null where it is the same or there was none. */
  continues: string | null
}

/** The whole sheet: areas, criteria, components, then bonus and penalty. Information without points is left out. */
export function sheetLines({ tree, extras, lines = [] }: FullScorecard): SheetLine[] {
  const needsEvidence = (key: string) => lines.some((one) => one.key === key && one.evidence === true)
  const surveyOf = (key: string) => lines.find((one) => one.key === key)?.survey ?? null
  const continues = (key: string) => lines.find((one) => one.key === key)?.continues ?? null
  const leafLine = (leaf: Leaf, depth: 1 | 2): SheetLine[] =>
    leaf.method.kind === 'information'
      ? []
      : [
          {
            key: leaf.key,
            depth,
            kind: leaf.method.kind === 'survey' ? 'survey' : isCounted(leaf) ? 'counted' : 'written',
            name: leaf.name,
            max: leaf.max,
            rule: leaf.rule,
            leaf,
            parts: [leaf.key],
            needsEvidence: needsEvidence(leaf.key),
            survey: surveyOf(leaf.key),
            continues: continues(leaf.key),
          },
        ]
  const branch = (node: { key: string; name: Both; max: number }, kind: 'area' | 'criterion', below: SheetLine[]) => ({
    key: node.key,
    depth: kind === 'area' ? (0 as const) : (1 as const),
    kind,
    name: node.name,
    max: node.max,
    rule: null,
    leaf: null,
    parts: below.filter(({ leaf }) => leaf !== null).map(({ key }) => key),
    needsEvidence: false,
    survey: null,
    continues: continues(node.key),
  })
  const areas = tree.areas.flatMap((area): SheetLine[] => {
    const below = area.criteria.flatMap((one): SheetLine[] => {
      if (!('components' in one)) return leafLine(one, 1)
      const components = one.components.flatMap((leaf) => leafLine(leaf, 2))
      return [branch(one, 'criterion', components), ...components]
    })
    return [branch(area, 'area', below), ...below]
  })
  const extra = (extras?.items ?? []).map(
    ({ key, sign, name, max, rule }): SheetLine => ({
      key,
      depth: 1,
      kind: sign,
      name,
      max,
      rule,
      leaf: null,
      parts: [key],
      needsEvidence: needsEvidence(key),
      survey: null,
      continues: continues(key),
    }),
  )
  return [...areas, ...extra]
}

/** Lines that have points of their own. */
export function isScored({ kind }: Pick<SheetLine, 'kind'>): boolean {
  return kind !== 'area' && kind !== 'criterion'
}

/** Bonus and penalty need not be claimed: nothing said is 0. */
export function isExtra({ kind }: Pick<SheetLine, 'kind'>): boolean {
  return kind === 'bonus' || kind === 'penalty'
}
