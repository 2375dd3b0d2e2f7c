import { type IsoDate, localDate } from '../../../platform/civil-date.ts'
import { periodsUpTo, periodWord, type ReportingPeriod, reportingPeriod } from '../reporting-period.ts'
import type { SMALL_CELL } from './open-dossier.ts'

export const EXTRACT_FORMAT = 'motcua-open-data/1'
export const MANIFEST = 'manifest.json'
export const ARCHIVE = 'all.zip'

export interface ManifestFile {
  name: string
  bytes: number
  sha256: string
}

/** The first file of an extract: what it holds, and the checksum of every other one. */
export interface Manifest {
  format: typeof EXTRACT_FORMAT
  province: string
  /** `2026-10`: everything entered by the end of this month. */
  month: string
  licence: string
  dossiers: number
  smallCell: typeof SMALL_CELL
  /** See `periodWord`: the periods that figures are told of, all ended by then. */
  periods: string[]
  files: ManifestFile[]
}

/** The last day of a month `2026-10`. */
export function lastDayOf(month: string): IsoDate {
  const [year, number] = month.split('-').map(Number)
  return reportingPeriod('month', year ?? 0, number ?? 0).to
}

/** What figures are told of in the extract of a month: every month and report period of the year before that had ended by then. */
export function extractPeriods(month: string): ReportingPeriod[] {
  const end = lastDayOf(month)
  return periodsUpTo(end).filter(({ to }) => to <= end)
}

/** The newest month that has ended at an instant. */
export function lastEndedMonth(now: number): string {
  const first = localDate(now).slice(0, 8)
  return localDate(Date.parse(`${first}01T00:00:00+07:00`) - 1).slice(0, 7)
}

export function isMonth(text: string): boolean {
  return /^20\d{2}-(0[1-9]|1[0-2])$/.test(text)
}

export function wordsOf(periods: readonly ReportingPeriod[]): string[] {
  return periods.map(periodWord)
}
