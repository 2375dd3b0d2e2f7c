import type { SheetPhase } from '../../modules/scorecards/sheet.ts'
import type { SheetLine } from '../../modules/scorecards/sheet-line.ts'
import type { SchemeBrief } from '../../modules/scorecards/view-types.ts'
import type { Words } from '../figures/texts.ts'
import type { Tone } from '../ui/index.ts'

/** "4,25"; a dash where nobody gave any. */
export function pointsText(
  points: number | null,
  { decimals }: Pick<SchemeBrief, 'decimals'>,
  { format }: Words,
): string {
  return points === null ? '–' : format.points(points, decimals)
}

/** "+0,50", "−1,00"; nothing where they are the same. */
export function differenceText(difference: number | null, scheme: SchemeBrief, words: Words): string {
  if (difference === null || difference === 0) return ''
  const text = pointsText(difference, scheme, words)
  return difference > 0 ? `+${text}` : text
}

export function phaseTone(phase: SheetPhase): Tone {
  return ({ scoring: 'soon', verifying: 'wait', verified: 'plain', published: 'ok' } as const)[phase]
}

export function lineName(line: Pick<SheetLine, 'key' | 'name'>, locale: 'vi' | 'en'): string {
  return `${line.key}. ${line.name[locale]}`
}
