import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import type { Agency } from './agency.ts'
import { calendarDefinition, type HolidayTable } from './calendar-file.ts'
import type { CalendarDay, CalendarDefinition, MinuteInterval } from './working-calendar.ts'

/** The calendar tables as read: hours by key, the province's days, and the days of single agencies. */
export interface CalendarTables {
  weekly: ReadonlyMap<string, CalendarDefinition['weekly']>
  holidays: HolidayTable
  agencyDays: ReadonlyMap<AgencyId, readonly CalendarDay[]>
}

interface DayRow {
  agencyId: AgencyId | null
  date: string
  kind: CalendarDay['kind']
  category: CalendarDay['category'] | null
  replaces: string | null
  intervals: MinuteInterval[] | null
  nameVi: string
  nameEn: string
  decision: string
}

/** Reads all calendar tables. */
export async function loadCalendarTables(reader: Reader): Promise<CalendarTables> {
  const hours = await query<{ key: string; weekday: number; start: number; end: number }>(
    reader,
    `SELECT calendar_key AS key, weekday, start_minute AS start, end_minute AS "end"
     FROM organisation_office_hours ORDER BY calendar_key, weekday, start_minute`,
  )
  const days = await query<DayRow>(
    reader,
    `SELECT agency_id AS "agencyId", on_date AS date, kind, category, replaces, intervals, name_vi AS "nameVi",
       name_en AS "nameEn", decision
     FROM organisation_calendar_day ORDER BY on_date`,
  )
  const years = await query<{ year: number }>(reader, 'SELECT year FROM organisation_calendar_year ORDER BY year')
  const unsettled = await query<{ from: string; to: string }>(
    reader,
    `SELECT from_date AS "from", to_date AS "to" FROM organisation_calendar_unsettled ORDER BY from_date, to_date`,
  )
  const ofProvince = days.filter((day) => day.agencyId === null).map(calendarDayOf)
  return {
    weekly: weeklyByKey(hours),
    holidays: { days: ofProvince, settledYears: years.map(({ year }) => year), unsettled },
    agencyDays: daysByAgency(days),
  }
}

/** The definition of one agency's calendar. Throws when its hours are not in the tables (the foreign key forbids it). */
export function definitionFor(tables: CalendarTables, agency: Agency): CalendarDefinition {
  const weekly = tables.weekly.get(agency.calendarKey)
  if (weekly === undefined) throw new Error(`agency ${agency.code}: no office hours ${agency.calendarKey}`)
  return calendarDefinition({ weekly }, tables.holidays, tables.agencyDays.get(agency.id) ?? [])
}

function weeklyByKey(
  rows: readonly { key: string; weekday: number; start: number; end: number }[],
): Map<string, CalendarDefinition['weekly']> {
  const byKey = new Map<string, Record<number, MinuteInterval[]>>()
  for (const { key, weekday, start, end } of rows) {
    const weekly = byKey.get(key) ?? {}
    weekly[weekday] = [...(weekly[weekday] ?? []), [start, end]]
    byKey.set(key, weekly)
  }
  return byKey
}

function daysByAgency(rows: readonly DayRow[]): Map<AgencyId, CalendarDay[]> {
  const byAgency = new Map<AgencyId, CalendarDay[]>()
  for (const row of rows) {
    if (row.agencyId === null) continue
    byAgency.set(row.agencyId, [...(byAgency.get(row.agencyId) ?? []), calendarDayOf(row)])
  }
  return byAgency
}

function calendarDayOf(row: DayRow): CalendarDay {
  return {
    date: row.date,
    kind: row.kind,
    ...(row.category && { category: row.category }),
    ...(row.replaces !== null && { replaces: row.replaces }),
    ...(row.intervals !== null && { intervals: row.intervals }),
    name: { vi: row.nameVi, en: row.nameEn },
    decision: row.decision,
  }
}
