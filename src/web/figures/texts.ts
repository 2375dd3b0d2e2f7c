import { periodWord, type ReportingPeriod } from '../../modules/indicators/reporting-period.ts'
import type { Format } from '../format.ts'
import type { Locale, Translate } from '../locales/translate.ts'

/** Words and formats of one language: a page's, or Vietnamese for papers. */
export interface Words {
  t: Translate
  format: Format
}

/** What data says in both languages, in the reader's. */
export function said(text: { vi: string; en: string }, { locale }: { locale: Locale }): string {
  return text[locale]
}

/** "Tháng 11/2026", "6 tháng năm 2026 (15/12/2025 – 14/06/2026)". */
export function periodName({ kind, year, month, from, to }: ReportingPeriod, { t, format }: Words): string {
  if (kind === 'month') return t('figures.period.month', { month, year })
  if (kind === 'quarter') return t('schemes.period.quarter', { quarter: month / 3, year })
  if (kind === 'calendar_year') return t('schemes.period.year', { year })
  return t('figures.period.report', {
    name: t(`figures.period.${kind}`, { year }),
    from: format.date(from),
    to: format.date(to),
  })
}

export function periodChoices(periods: readonly ReportingPeriod[], words: Words): { value: string; label: string }[] {
  return periods.map((period) => ({ value: periodWord(period), label: periodName(period, words) }))
}
