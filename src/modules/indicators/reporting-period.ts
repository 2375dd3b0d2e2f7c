import { addMonths, dateOfEpochDay, epochDayOf, type IsoDate } from '../../platform/civil-date.ts'

export const periodKinds = ['month', 'quarter_1', 'half_year', 'quarter_3', 'year', 'quarter', 'calendar_year'] as const
/**
 * A calendar month, or one of the four periods of the reform report with the days its data are from (công văn 581/BNV-CCHC): the third
 * quarter stands alone, the others run from the 15th of December before. Calendar quarters and years are those of the indices (QĐ 766).
 */
export type PeriodKind = (typeof periodKinds)[number]

export interface ReportingPeriod {
  kind: PeriodKind
  year: number
  /** 1 to 12 for a month, else the last month of the period; 3, 6, 9 or 12 asks for a calendar quarter. */
  month: number
  from: IsoDate
  to: IsoDate
}

const LAST_MONTH = { quarter_1: 3, half_year: 6, quarter_3: 9, year: 12 } as const

const MONTHS = { month: 1, quarter: 3, calendar_year: 12 } as const

/** The period of a kind in a year; `month` is asked for months and calendar quarters only. */
export function reportingPeriod(kind: PeriodKind, year: number, month = 1): ReportingPeriod {
  if (kind === 'month' || kind === 'quarter' || kind === 'calendar_year') {
    const last = kind === 'calendar_year' ? 12 : month
    const from = dayOf(year, last - MONTHS[kind] + 1, 1)
    return { kind, year, month: last, from, to: dateOfEpochDay(epochDayOf(addMonths(dayOf(year, last, 1), 1)) - 1) }
  }
  const last = LAST_MONTH[kind]
  const from = kind === 'quarter_3' ? dayOf(year, 6, 15) : dayOf(year - 1, 12, 15)
  return { kind, year, month: last, from, to: dayOf(year, last, 14) }
}

/** `2026-11`, `2026-q4`, `2026-calendar_year` or `2026-quarter_1`; null for anything else. */
export function parsePeriod(word: string): ReportingPeriod | null {
  const [, year, rest = ''] = /^(20\d{2})-(\w+)$/.exec(word) ?? []
  if (year === undefined) return null
  if (/^(0[1-9]|1[0-2])$/.test(rest)) return reportingPeriod('month', Number(year), Number(rest))
  if (/^q[1-4]$/.test(rest)) return reportingPeriod('quarter', Number(year), Number(rest[1]) * 3)
  const kind = periodKinds.find((one) => one === rest)
  return kind === undefined || kind === 'month' || kind === 'quarter' ? null : reportingPeriod(kind, Number(year))
}

export function periodWord({ kind, year, month }: ReportingPeriod): string {
  if (kind === 'quarter') return `${year}-q${month / 3}`
  return `${year}-${kind === 'month' ? String(month).padStart(2, '0') : kind}`
}

/** What can be chosen on a day, newest first: the months of a year back, the reform report's periods begun by then of two years. */
export function periodsUpTo(day: IsoDate): ReportingPeriod[] {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const months = Array.from({ length: 13 }, (_, back) => {
    const at = addMonths(dayOf(year, month, 1), -back)
    return reportingPeriod('month', Number(at.slice(0, 4)), Number(at.slice(5, 7)))
  })
  const reports = [year + 1, year, year - 1]
    .flatMap((each) =>
      (['year', 'quarter_3', 'half_year', 'quarter_1'] as const).map((kind) => reportingPeriod(kind, each)),
    )
    .filter(({ from }) => from <= day)
  return [...months, ...reports]
}

function dayOf(year: number, month: number, day: number): IsoDate {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
