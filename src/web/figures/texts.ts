import { periodWord, type ReportingPeriod } from '../../modules/indicators/reporting-period.ts'
import type { Shell } from '../shell.ts'
import type { Choice } from '../ui/index.ts'

/** "Tháng 11/2026", "6 tháng năm 2026 (15/12/2025 – 14/06/2026)". */
export function periodName(
  { kind, year, month, from, to }: ReportingPeriod,
  { t, format }: Pick<Shell, 't' | 'format'>,
): string {
  if (kind === 'month') return t('figures.period.month', { month, year })
  return t('figures.period.report', {
    name: t(`figures.period.${kind}`, { year }),
    from: format.date(from),
    to: format.date(to),
  })
}

export function periodChoices(periods: readonly ReportingPeriod[], shell: Shell): Choice[] {
  return periods.map((period) => ({ value: periodWord(period), label: periodName(period, shell) }))
}
