import type { CentreView } from '../../modules/queue/schemas.ts'
import { type PriorityGroup, priorityGroups } from '../../modules/queue/ticket.ts'
import type { Format } from '../format.ts'
import type { Locale, Translate } from '../locales/translate.ts'
import type { Choice } from '../ui/index.ts'

/** The name of a line in the page's language. */
export function lineName(line: { nameVi: string; nameEn: string }, locale: Locale): string {
  return locale === 'en' ? line.nameEn : line.nameVi
}

type Estimate = CentreView['lines'][number]['estimate']

/** "Khoảng 10 đến 20 phút"; or why nothing can be said. */
export function estimateText(estimate: Estimate, t: Translate): string {
  if (estimate.kind === 'unknown') return t(`queue.estimate.${estimate.because}`)
  const { fromMinutes, toMinutes } = estimate
  if (fromMinutes === 0) return t('queue.estimate.under', { to: toMinutes })
  if (fromMinutes === toMinutes) return t('queue.estimate.about', { to: toMinutes })
  return t('queue.estimate.span', { from: fromMinutes, to: toMinutes })
}

export function priorityText(group: PriorityGroup | null, t: Translate): string {
  return t(`queue.priority.${group ?? 'none'}`)
}

/** The groups to choose from, "none" first. */
export function priorityChoices(t: Translate): Choice[] {
  return [
    { value: 'none', label: t('queue.priority.none') },
    ...priorityGroups.map((group) => ({ value: group, label: priorityText(group, t) })),
  ]
}

/** Seconds as "4 phút 30 giây"; nothing measured as a dash. */
export function secondsText(seconds: number | null, { t, format }: { t: Translate; format: Format }): string {
  if (seconds === null) return '–'
  const whole = Math.round(seconds)
  if (whole < 60) return t('queue.seconds', { seconds: whole })
  const minutes = Math.floor(whole / 60)
  const rest = whole % 60
  if (minutes >= 10 || rest === 0) return t('queue.minutes', { minutes: format.number(Math.round(seconds / 60), 0) })
  return t('queue.minutes_seconds', { minutes, seconds: rest })
}
