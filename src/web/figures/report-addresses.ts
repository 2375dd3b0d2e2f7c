import { periodWord } from '../../modules/indicators/reporting-period.ts'
import type { ReportView } from '../../modules/indicators/reports/view-types.ts'

export function reportPath(id: string): string {
  return `/lam-viec/so-lieu/bao-cao/${id}`
}

/** The list in which a report stands. */
export function reportListPath({ agency, period }: Pick<ReportView, 'agency' | 'period'>): string {
  return `/lam-viec/so-lieu/bao-cao?${new URLSearchParams({ 'co-quan': agency.id, ky: periodWord(period) })}`
}
