import { addMonths, dateOfEpochDay, epochDayOf, type IsoDate } from '../../../platform/civil-date.ts'
import { type ReportingPeriod, reportingPeriod } from '../reporting-period.ts'

const MONTHS = { month: 1, quarter_1: 3, half_year: 6, quarter_3: 3, year: 12, quarter: 3, calendar_year: 12 } as const

interface Days {
  from: IsoDate
  to: IsoDate
}

/** The span of as many months that ended the day before the period began. */
export function spanBefore({ kind, from }: ReportingPeriod): Days {
  return { from: addMonths(from, -MONTHS[kind]), to: dateOfEpochDay(epochDayOf(from) - 1) }
}

/** The same period of the year before. */
export function yearBefore({ kind, year, month }: ReportingPeriod): ReportingPeriod {
  return reportingPeriod(kind, year - 1, month)
}

/** The period of the kind before it that is told in a report of its own, where the spans fit: a month's. */
export function reportBefore(period: ReportingPeriod): ReportingPeriod | null {
  if (period.kind !== 'month') return null
  const before = addMonths(period.from, -1)
  return reportingPeriod('month', Number(before.slice(0, 4)), Number(before.slice(5, 7)))
}

/** The day by which it is to be sent (công văn 581/BNV-CCHC: the 20th of the period's last month); null for periods of the calendar. */
export function sendBy(period: ReportingPeriod): IsoDate | null {
  return ['month', 'quarter', 'calendar_year'].includes(period.kind) ? null : `${period.to.slice(0, 8)}20`
}
