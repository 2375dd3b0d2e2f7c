import type { MovedLine } from '../../../modules/scorecards/looks/view-types.ts'
import type { SchemeBrief } from '../../../modules/scorecards/view-types.ts'
import type { Shell } from '../../shell.ts'
import { pointsText } from '../texts.ts'

/** "+0,50", "−1,00", "0,00"; a dash where two years cannot be compared: why stands beside it. */
export function changeText(change: number | null, scheme: SchemeBrief, shell: Shell): string {
  if (change === null) return '–'
  const text = pointsText(Math.abs(change), scheme, shell)
  if (change === 0) return text
  return change > 0 ? `+${text}` : `−${text}`
}

/** "tăng 2 bậc", "giảm 1 bậc", "giữ hạng"; a dash where one year has no place. */
export function gainedText(gained: number | null, { t, format }: Shell): string {
  if (gained === null) return '–'
  if (gained === 0) return t('looks.place.same')
  const n = format.number(Math.abs(gained))
  return gained > 0 ? t('looks.place.up', { n }) : t('looks.place.down', { n })
}

/** How a sum moved, or why that cannot be told. */
export function movedText(line: MovedLine, scheme: SchemeBrief, shell: Shell): string {
  return line.change === null ? whyText(line, shell) : changeText(line.change, scheme, shell)
}

/** Why a line has no change: "không so được: điểm tối đa khác (8 năm trước, 10 năm nay)". */
export function whyText({ why, maxima }: MovedLine, { t, format }: Shell): string {
  if (why === null) return ''
  if (why === 'max' && maxima !== null) {
    const [before, now] = maxima.map((max) => format.number(max))
    return t('looks.why.max', { before: before ?? '', now: now ?? '' })
  }
  return t(`looks.why.${why}`)
}
