import {
  type OverviewMeasure,
  type OverviewQuery,
  overviewMeasures,
} from '../../../modules/casework/views/view-types.ts'
import type { AgencyId } from '../../../platform/ids.ts'

/** URL words of the numbers. */
export const measureWords = {
  carriedOver: 'ky-truoc-chuyen-sang',
  received: 'tiep-nhan',
  resolvedEarly: 'truoc-han',
  resolvedOnTime: 'dung-han',
  resolvedLate: 'tre-han',
  refused: 'tu-choi',
  withdrawn: 'rut',
  stopped: 'dung',
  extended: 'gia-han',
  open: 'dang-giai-quyet',
  onTime: 'con-han',
  late: 'qua-han',
  waiting: 'dang-cho',
  toReceive: 'cho-tiep-nhan',
} as const satisfies Record<OverviewMeasure, string>

/** Month and agency as the address names them; a month is `2026-11`. */
export function overviewQueryOf(search: URLSearchParams): OverviewQuery {
  const month = search.get('thang') ?? ''
  const agencyId = (search.get('co-quan') || undefined) as AgencyId | undefined
  return {
    ...(/^20\d{2}-(0[1-9]|1[0-2])$/.test(month) ? { month } : {}),
    ...(agencyId === undefined ? {} : { agencyId }),
  }
}

export function measureOf(word: string | null): OverviewMeasure | undefined {
  return overviewMeasures.find((measure) => measureWords[measure] === word)
}

/** The list of dossiers behind one number. */
export function listPath(
  measure: OverviewMeasure,
  settings: { month: string; agencyId?: string | undefined; procedureCode?: string | undefined },
): string {
  const search = new URLSearchParams({ so: measureWords[measure], thang: settings.month })
  if (settings.agencyId !== undefined) search.set('co-quan', settings.agencyId)
  if (settings.procedureCode !== undefined) search.set('thu-tuc', settings.procedureCode)
  return `/lam-viec/tong-quan/ho-so?${search}`
}

/** The months before and after one, and its name's parts. */
export function monthsAround(month: string): { before: string; after: string; year: number; number: number } {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const shifted = (by: number) => new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
  return { before: shifted(-1), after: shifted(1), year, number }
}
